import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { ParticipantChange } from '../../electron/contract/changes.ts';
import { BulkChanges } from '../../electron/services/changes/bulk-changes.ts';
import { ChangedRoom, now, schedule, valueOf } from '../support/changed-room.ts';
import { makeLog } from '../support/electron-fakes.ts';
import type { SecondClient } from '../support/second-client.ts';
import { startTestServer } from '../support/server.ts';
import type { TestServer } from '../support/server.ts';

let server: TestServer;
let ward: ChangedRoom;

beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());
beforeEach(async () => {
  ward = await ChangedRoom.on(server);
});
afterEach(() => ward.end());

/** By WebRTC's own statistics: `@livekit/rtc-node` 1.1.0 tells no event where it is the server that unsubscribes. */
async function receivesMedia(peer: SecondClient): Promise<boolean> {
  const { publisherStats, subscriberStats } = await peer.room.getRtcStats();
  return [...publisherStats, ...subscriberStats].some(({ stats }) => stats.case === 'inboundRtp');
}

describe('tracks', () => {
  test('are muted; unmuting is refused unless the server lets others unmute', async () => {
    const singer = await ward.join('singer');
    const trackSid = await singer.publishMicrophone();
    await ward.untilListed('singer', ({ tracks }) => tracks.length === 1);
    expect(valueOf(await ward.change('singer', { kind: 'muteTrack', trackSid, muted: true }))).toMatchObject({
      before: { tracks: [{ sid: trackSid, muted: false, source: 'microphone' }] },
      after: { tracks: [{ sid: trackSid, muted: true }] },
      doubts: [],
    });
    await ward.untilListed('singer', ({ tracks }) => tracks[0]?.muted === true);
    expect(await ward.change('singer', { kind: 'muteTrack', trackSid, muted: false })).toMatchObject({
      kind: 'refused',
      reason: 'remote-unmute-off',
      message: expect.stringContaining('enable_remote_unmute'),
    });
    expect(await ward.last()).toMatchObject({
      action: 'participant.unmute',
      phase: 'refused',
      before: { muted: true },
    });
    expect(await ward.change('singer', { kind: 'muteTrack', trackSid: 'TR_none', muted: true })).toMatchObject({
      kind: 'refused',
      reason: 'track-not-found',
    });
  });

  test('are unmuted where the server lets others unmute', async () => {
    const unmuting = await startTestServer({ config: { room: { enable_remote_unmute: true } } });
    const choir = await ChangedRoom.on(unmuting);
    const singer = await choir.join('singer');
    const trackSid = await singer.publishMicrophone();
    await choir.untilListed('singer', ({ tracks }) => tracks.length === 1);
    valueOf(await choir.change('singer', { kind: 'muteTrack', trackSid, muted: true }));
    await choir.untilListed('singer', ({ tracks }) => tracks[0]?.muted === true);
    expect(valueOf(await choir.change('singer', { kind: 'muteTrack', trackSid, muted: false }))).toMatchObject({
      before: { tracks: [{ muted: true }] },
      after: { tracks: [{ muted: false }] },
    });
    await choir.end();
    await unmuting.stop();
  });

  test('another’s are subscribed to and left; those that nobody has are told', async () => {
    const [singer, listener] = [await ward.join('singer'), await ward.join('listener')];
    const trackSid = await singer.publishMicrophone();
    await ward.untilListed('singer', ({ tracks }) => tracks.length === 1);
    const start: ParticipantChange = { kind: 'subscriptions', trackSids: [trackSid], subscribe: true };
    expect(valueOf(await ward.change('listener', start))).toMatchObject({ after: undefined, doubts: [] });
    await vi.waitFor(async () => expect(await receivesMedia(listener)).toBe(true), { timeout: 10_000 });
    valueOf(await ward.change('listener', { ...start, subscribe: false }));
    await vi.waitFor(async () => expect(await receivesMedia(listener)).toBe(false), { timeout: 10_000 });
    expect(await ward.last()).toMatchObject({ action: 'participant.unsubscribe', wanted: { trackSids: [trackSid] } });
    const missing = valueOf(await ward.change('listener', { ...start, trackSids: ['TR_none'] }));
    expect(missing.doubts).toEqual(['Nobody in the room has this track now: “TR_none”.']);
  });
});

test('silence mutes, takes both rights, is read back, and tells each step', async () => {
  const singer = await ward.join('singer', { grant: { canPublishSources: [] } });
  await singer.publishMicrophone();
  await ward.untilListed('singer', ({ tracks }) => tracks.length === 1);
  const silenced = valueOf(await ward.change('singer', { kind: 'silence' }));
  expect(silenced.doubts).toEqual([]);
  expect(silenced.steps).toEqual([
    { what: expect.stringContaining('Track'), state: 'done', message: '' },
    { what: 'Rights to publish and to send data taken', state: 'done', message: '' },
  ]);
  const { permissions, tracks } = await ward.read('singer');
  expect(permissions).toMatchObject({ canPublish: false, canPublishData: false, canSubscribe: true });
  expect(tracks.filter(({ muted }) => !muted)).toEqual([]);
  expect(await ward.last()).toMatchObject({
    action: 'participant.silence',
    phase: 'done',
    before: { tracks: [{ muted: false }] },
  });
});

describe('removing', () => {
  test('puts the one who was meant out; what a server of one’s own cannot revoke is said', async () => {
    const guest = await ward.join('guest', { metadata: 'm' });
    const sid = guest.room.localParticipant?.sid ?? '';
    expect(await ward.change('guest', { kind: 'remove', revokeTokens: false }, 'PA_other')).toMatchObject({
      reason: 'another-connection',
    });
    expect(guest.disconnects).toEqual([]);
    const removed = valueOf(await ward.change('guest', { kind: 'remove', revokeTokens: true }, sid));
    await guest.until('its end', () => guest.disconnects.length > 0);
    expect(removed).toMatchObject({
      before: { sid },
      after: undefined,
      doubts: [expect.stringContaining('LiveKit Cloud alone')],
    });
    expect(await ward.last()).toMatchObject({
      action: 'participant.remove',
      phase: 'done',
      before: { metadata: 'm' },
      after: null,
    });
    await vi.waitFor(async () => {
      expect(await ward.change('guest', { kind: 'remove', revokeTokens: false })).toMatchObject({
        kind: 'refused',
        reason: 'participant-not-found',
      });
    });
  });
});

test('many are changed at a pace; one who is not there is refused, and can be tried again', async () => {
  const identities = ['a', 'b', 'c', 'd', 'e'];
  await Promise.all(identities.map((identity) => ward.join(identity)));
  const bulk = new BulkChanges({
    profileOf: () => ({ name: 'Test', readOnly: false }),
    change: (input) => ward.changes.run(input, 'bulk'),
    onChanged: () => undefined,
    newId: randomUUID,
    now,
    schedule,
    log: makeLog().log,
  });
  const run = valueOf(
    bulk.start({
      profileId: 'p',
      room: ward.room,
      targets: [...identities, 'late'].map((identity) => ({ identity })),
      change: { kind: 'attributes', value: { team: 'red' } },
      perSecond: 20,
    }),
  );
  const state = () => bulk.list().find(({ id }) => id === run.id);
  await vi.waitFor(() => expect(state()?.state).toBe('done'), { timeout: 10_000 });
  expect(state()?.targets.map((target) => target.state)).toEqual(['done', 'done', 'done', 'done', 'done', 'refused']);
  expect(state()?.targets[5]?.message).toContain('“late” is not in room');
  const took = (state()?.endedAtMs ?? 0) - run.startedAtMs;
  expect(took).toBeGreaterThanOrEqual(200);
  await ward.join('late');
  valueOf(bulk.retry(run.id));
  await vi.waitFor(() => expect(state()?.state).toBe('done'), { timeout: 10_000 });
  expect(state()?.targets.every((target) => target.state === 'done')).toBe(true);
  for (const identity of [...identities, 'late'])
    expect((await ward.read(identity)).attributes).toEqual({ team: 'red' });
  const { entries } = valueOf(await ward.audit.list({ search: 'bulk', offset: 0, limit: 100 }));
  expect(entries).toHaveLength(7);
  bulk.dispose();
});
