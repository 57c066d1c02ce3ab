import { describe, expect, test } from 'vitest';
import type { ParticipantChange } from '../../../../../electron/contract/changes.ts';
import type { ParticipantInfo } from '../../../../../electron/contract/domain.ts';
import { refused, unknown } from '../../../../../electron/contract/result.ts';
import type { Result } from '../../../../../electron/contract/result.ts';
import { ChangeCaller } from '../../../../../electron/services/changes/change-caller.ts';
import { FakeClock, FakeServer, nurse, settled } from './fake-changing.ts';
import { speaker as permissions } from './people.ts';

const never = (): Promise<Result<never>> => new Promise(() => undefined);

function makeCaller(server = new FakeServer(), more: { isCloud?: boolean; mayLookAgain?: boolean } = {}) {
  const clock = new FakeClock();
  const stop = new AbortController();
  const reads: (ParticipantInfo | undefined)[] = [];
  const caller = new ChangeCaller({
    api: server,
    isCloud: more.isCloud ?? false,
    schedule: clock.schedule,
    limitMs: 10_000,
  });
  const run = (change: ParticipantChange, sid?: string) =>
    caller.run({
      room: 'r',
      target: { identity: 'nurse', ...(sid === undefined ? {} : { sid }) },
      change,
      signal: stop.signal,
      mayLookAgain: () => more.mayLookAgain ?? true,
      onRead: async (before) => {
        reads.push(before);
        await settled();
        server.calls.push('asked');
      },
    });
  return { run, server, clock, stop, reads };
}

const rename: ParticipantChange = { kind: 'name', value: 'Eva K' };

test('reads, lets the caller write that down, and calls', async () => {
  const { run, server, reads } = makeCaller();
  const { result, before, after } = await run(rename, 'PA_1');
  expect(result).toMatchObject({ ok: true, value: { doubts: [] } });
  expect([before?.name, after?.name]).toEqual(['Eva', 'Eva K']);
  expect(reads).toEqual([nurse]);
  expect(server.calls).toEqual(['getParticipant', 'asked', 'updateParticipant']);
});

describe('nothing is sent where', () => {
  test.each<[string, ParticipantChange, string | undefined, string]>([
    ['it is another connection', rename, 'PA_0', 'another-connection'],
    ['the track is gone', { kind: 'muteTrack', trackSid: 'TR_9', muted: true }, undefined, 'track-not-found'],
    [
      'the permissions are others by now',
      {
        kind: 'permissions',
        value: { ...permissions, canPublishSources: [] },
        expected: { ...permissions, hidden: true, canPublishSources: ['camera'] },
      },
      undefined,
      'changed-meanwhile',
    ],
    ['a source is none', { kind: 'permissionFlags', value: { canPublishSources: ['horn'] } }, undefined, 'bad-input'],
  ])('%s', async (_why, change, sid, reason) => {
    const { run, server } = makeCaller();
    const { result, before } = await run(change, sid);
    expect(result).toMatchObject({ kind: 'refused', reason });
    expect(before).toBe(nurse);
    expect(server.calls).toEqual(['getParticipant', 'asked']);
  });

  test('the server does not tell the permissions, and only some are to change', async () => {
    const { run, server } = makeCaller();
    server.person = { ...nurse, permissions: undefined, tracks: [] };
    expect((await run({ kind: 'permissionFlags', value: { hidden: true } })).result).toMatchObject({
      reason: 'permissions-unknown',
    });
    expect((await run({ kind: 'silence' })).result).toMatchObject({ reason: 'permissions-unknown' });
    expect(server.calls).not.toContain('updateParticipant');
  });

  test('reading fails: also by a time limit or by being stopped', async () => {
    const { run, server, clock, stop, reads } = makeCaller();
    server.answers.set('getParticipant', () =>
      Promise.resolve(unknown('connection-lost', 'Lost. It may have happened all the same.')),
    );
    expect((await run(rename)).result).toEqual(refused('connection-lost', 'Lost. Nothing was changed.'));
    server.answers.set('getParticipant', never);
    const late = run(rename);
    await clock.advance(10_000);
    expect((await late).result).toMatchObject({ kind: 'refused', reason: 'timeout' });
    const stopped = run(rename);
    stop.abort();
    expect((await stopped).result).toMatchObject({ kind: 'refused', reason: 'cancelled' });
    expect(reads).toEqual([undefined, undefined, undefined]);
    expect(server.calls).not.toContain('updateParticipant');
  });
});

describe('an answer that never comes', () => {
  test('ends as unknown after its time, and is read again: it happened', async () => {
    const { run, server, clock } = makeCaller();
    server.answers.set('updateParticipant', () => {
      server.person = { ...nurse, name: 'Eva K' };
      return never();
    });
    const running = run(rename);
    while (!server.calls.includes('updateParticipant')) await settled();
    await clock.advance(9_999);
    expect(server.calls).toEqual(['getParticipant', 'asked', 'updateParticipant']);
    await clock.advance(1);
    const { result, after } = await running;
    expect(result).toMatchObject({
      kind: 'unknown',
      reason: 'timeout',
      message: expect.stringMatching(/Read again: it is as it was to be now\.$/),
    });
    expect(after?.name).toBe('Eva K');
    expect(clock.waiting).toBe(0);
  });

  test.each<[string, ParticipantInfo | undefined, string]>([
    ['not yet', nurse, 'Read again: it is not so. It may still come; look once more before you repeat it.'],
    ['left', undefined, 'Read again: “nurse” is not in the room any more.'],
    ['somebody else', { ...nurse, sid: 'PA_2' }, 'Read again: “nurse” is another connection by now.'],
  ])('given up by the person, and read again: %s', async (_what, then, words) => {
    const { run, server, stop } = makeCaller();
    server.answers.set('updateParticipant', never);
    const running = run(rename);
    while (!server.calls.includes('updateParticipant')) await settled();
    server.person = then;
    stop.abort();
    expect((await running).result).toMatchObject({
      kind: 'unknown',
      reason: 'cancelled',
      message: expect.stringContaining(words),
    });
  });

  test('where reading again fails too, that is said; where the application ends, it is not tried', async () => {
    const { run, server, clock } = makeCaller();
    server.answers.set('updateParticipant', () => {
      server.answers.set('getParticipant', never);
      return Promise.resolve(unknown('connection-lost', 'Lost.'));
    });
    const running = run(rename);
    while (server.calls.length < 4) await settled();
    await clock.advance(10_000);
    expect((await running).result).toMatchObject({
      kind: 'unknown',
      message: expect.stringContaining('Lost. Reading it again failed: '),
    });

    const ending = makeCaller(new FakeServer(), { mayLookAgain: false });
    ending.server.answers.set('updateParticipant', () => Promise.resolve(unknown('connection-lost', 'Lost.')));
    expect((await ending.run(rename)).result).toEqual(unknown('connection-lost', 'Lost.'));
    expect(ending.server.calls).toEqual(['getParticipant', 'asked', 'updateParticipant']);
  });

  test('of a removal tells who is there', async () => {
    const { run, server } = makeCaller();
    server.answers.set('removeParticipant', () => Promise.resolve(unknown('timeout', 'Late.')));
    const remove: ParticipantChange = { kind: 'remove', revokeTokens: false };
    expect((await run(remove)).result).toMatchObject({ message: 'Late. Read again: “nurse” is still there.' });
    server.answers.set('removeParticipant', () => {
      server.person = { ...nurse, sid: 'PA_2' };
      return Promise.resolve(unknown('timeout', 'Late.'));
    });
    expect((await run(remove)).result).toMatchObject({
      message: 'Late. Read again: this connection has ended, and “nurse” is there with another one.',
    });
  });
});

test('a call that reached no server: who has left is told apart from whose server is down', async () => {
  const { run, server } = makeCaller();
  const mute: ParticipantChange = { kind: 'muteTrack', trackSid: 'TR_1', muted: true };
  server.answers.set('muteTrack', () => Promise.resolve(refused('not-reached', 'No server answered.')));
  expect((await run(mute)).result).toEqual(refused('not-reached', 'No server answered.'));
  server.answers.set('muteTrack', () => {
    server.person = undefined;
    return Promise.resolve(refused('not-reached', 'No server answered.'));
  });
  expect((await run(mute)).result).toMatchObject({ kind: 'refused', reason: 'participant-not-found' });
});

test('an answer that is not as wanted is read once more before it is doubted', async () => {
  const { run, server } = makeCaller();
  const flags: ParticipantChange = {
    kind: 'permissionFlags',
    value: { canManageAgentSession: true, canPublish: false },
  };
  server.answersLate = true;
  server.unknownFlag = 'canManageAgentSession';
  const { result, after } = await run(flags);
  expect(result).toMatchObject({
    ok: true,
    value: { doubts: ['The server says OK, but has not taken canManageAgentSession: it seems not to know it.'] },
  });
  expect(after?.permissions?.canPublish).toBe(false);
});

describe('silence', () => {
  test('mutes, takes the rights, reads back', async () => {
    const { run, server } = makeCaller();
    const { result, after } = await run({ kind: 'silence' });
    expect(server.calls).toEqual(['getParticipant', 'asked', 'muteTrack', 'updateParticipant', 'getParticipant']);
    expect(after?.permissions).toEqual({ ...permissions, canPublish: false, canPublishData: false });
    expect(result).toMatchObject({ ok: true, value: { doubts: [], steps: [{ state: 'done' }, { state: 'done' }] } });
  });

  test('whoever unmutes in between is muted once more; what stays audible is told', async () => {
    const { run, server } = makeCaller();
    server.keepsTracks = true;
    expect((await run({ kind: 'silence' })).result).toMatchObject({ ok: true, value: { doubts: [] } });
    server.person = nurse;
    server.answers.set('muteTrack', () => Promise.resolve(refused('server-error', 'no')));
    expect((await run({ kind: 'silence' })).result).toMatchObject({
      ok: true,
      value: {
        doubts: ['The track “mic” (microphone) is not muted.'],
        steps: [{ what: 'Track “mic” (microphone) muted', state: 'refused', message: 'no' }, { state: 'done' }],
      },
    });
  });

  test('where the rights are not taken, it is refused, and what was muted is said', async () => {
    const { run, server } = makeCaller();
    server.answers.set('updateParticipant', () => Promise.resolve(refused('not-allowed', 'No.')));
    expect((await run({ kind: 'silence' })).result).toEqual(
      refused('not-allowed', 'No. One track was muted, but can be unmuted by the person at once.'),
    );
  });
});

test('tokens are revoked on LiveKit Cloud alone, and only where that is wanted', async () => {
  const cloud = makeCaller(new FakeServer(), { isCloud: true });
  expect((await cloud.run({ kind: 'remove', revokeTokens: true })).result).toMatchObject({ value: { doubts: [] } });
  const own = makeCaller();
  expect((await own.run({ kind: 'remove', revokeTokens: true })).result).toMatchObject({
    value: { doubts: [expect.stringContaining('LiveKit Cloud alone')] },
  });
  const kept = makeCaller();
  await kept.run({ kind: 'remove', revokeTokens: false });
  expect([cloud, kept].map(({ server }) => server.calls.at(-1))).toEqual(['revokes', 'revokes not']);
});

test('subscriptions to tracks that nobody has are told', async () => {
  const { run } = makeCaller();
  const change: ParticipantChange = { kind: 'subscriptions', trackSids: ['TR_1', 'TR_8', 'TR_9'], subscribe: true };
  expect((await run(change)).result).toMatchObject({
    value: { after: undefined, doubts: ['Nobody in the room has these 2 tracks now: “TR_8”, “TR_9”.'] },
  });
});
