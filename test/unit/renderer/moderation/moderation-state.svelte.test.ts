import { describe, expect, it } from 'vitest';
import type { ChangeOutcome } from '../../../../electron/contract/changes.ts';
import { ok, refused, unknown, type Result } from '../../../../electron/contract/result.ts';
import type { ModerationTarget } from '../../../../renderer/moderation/change-result.ts';
import { ModerationState } from '../../../../renderer/moderation/moderation-state.svelte.ts';
import { permissionSetOf } from '../../../../renderer/moderation/permission-set.ts';
import type { RoomParticipant, SessionCall, SessionSnapshot } from '../../../../renderer/session/protocol.ts';
import type { Notice } from '../../../../renderer/ui/notice-of.ts';
import { FakeBridge } from '../fake-bridge.ts';
import { memoryStore } from '../memory-store.ts';
import { makeParticipant, makePermissions, makeSession, makeSnapshot } from '../support.ts';
import { FakeTimers, settle } from '../ui/editor/support.ts';

const mic = { sid: 'TR_1', name: '', kind: 'audio' as const, source: 'microphone', muted: false };
const camera = { sid: 'TR_2', name: '', kind: 'video' as const, source: 'camera', muted: false };
const target: ModerationTarget = { session: makeSession(), identity: 'nurse-ek', sid: 'PA_nurse-ek', isHidden: false };

type Given = Parameters<typeof makeParticipant>[0];

function make(given: Given = {}, answer?: (before: RoomParticipant) => Result<ChangeOutcome>) {
  const timers = new FakeTimers();
  const listeners = new Set<(snapshot: SessionSnapshot) => void>();
  const before = makeParticipant(given);
  const sessions = new Map([['s1', makeSnapshot({ participants: [before] })]]);
  const notes: SessionCall['call'][] = [];
  const notices: Notice[] = [];
  let ids = 0;
  const bridge = new FakeBridge({
    changeParticipant: ({ changeId }) =>
      answer?.(before) ?? ok({ changeId, before, after: undefined, doubts: [] }),
  });
  const moderation = new ModerationState({
    request: bridge.request,
    sessions: {
      sessions,
      onSnapshot: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
      call: async (_id, call) => {
        notes.push(call);
        return ok(undefined);
      },
    },
    notify: (notice) => notices.push(notice),
    store: memoryStore(),
    timers,
    now: () => timers.nowMs,
    newId: () => `c${++ids}`,
  });
  const stop = moderation.start();
  const show = (...people: readonly Given[]): void => {
    const snapshot = makeSnapshot({ participants: people.map((one) => makeParticipant(one)) });
    sessions.set('s1', snapshot);
    for (const listener of [...listeners]) listener(snapshot);
  };
  return { moderation, timers, bridge, notes, notices, show, stop, listeners };
}

describe('ModerationState', () => {
  it('mutes, sees it, leaves a row, and tells when the person unmutes', async () => {
    const { moderation, timers, bridge, notes, notices, show, stop, listeners } = make({ tracks: [mic] });
    const muting = moderation.run(target, { kind: 'muteTrack', trackSid: 'TR_1', muted: true });
    await settle();
    timers.advance(40);
    show({ tracks: [{ ...mic, muted: true }] });
    expect((await muting).verdict).toEqual({ kind: 'seen', afterMs: 40, answered: true });
    expect(bridge.inputs('changeParticipant')).toEqual([
      {
        profileId: 'p1',
        room: 'consult-42',
        changeId: 'c1',
        target: { identity: 'nurse-ek', sid: 'PA_nurse-ek' },
        change: { kind: 'muteTrack', trackSid: 'TR_1', muted: true },
      },
    ]);
    expect(notes).toEqual([
      { name: 'noteAction', title: 'ops-1 muted the microphone of nurse-ek', text: 'Through the server API', severity: 'info' },
    ]);
    expect(notices).toMatchObject([{ severity: 'ok', title: 'The microphone of nurse-ek is muted' }]);
    expect(notices[0]?.text).toContain('can unmute themselves at once');
    expect(notices[0]?.actions?.map(({ label }) => label)).toEqual(['Unmute']);

    timers.advance(760);
    show({ tracks: [mic] });
    expect(notices[1]).toMatchObject({ severity: 'warn', title: 'nurse-ek: microphone is on again' });
    expect(notices[1]?.text).toContain('Unmuted 0.8 s after it was muted from here');
    expect(notes[1]).toMatchObject({ name: 'noteAction', severity: 'warn' });
    stop();
    expect(listeners.size).toBe(0);
  });

  it('knows which server lets nobody unmute, and offers it no more', async () => {
    const answer = () => refused('remote-unmute-off', 'The server’s setting enable_remote_unmute is off.');
    const { moderation, notices } = make({ tracks: [{ ...mic, muted: true }] }, answer);
    expect(moderation.mayUnmute('p1')).toBe(true);
    await moderation.run(target, { kind: 'muteTrack', trackSid: 'TR_1', muted: false });
    expect(moderation.mayUnmute('p1')).toBe(false);
    expect(moderation.mayUnmute('p2')).toBe(true);
    expect(notices).toMatchObject([
      { severity: 'bad', title: 'Could not unmute the microphone of nurse-ek', text: 'The server’s setting enable_remote_unmute is off.' },
    ]);
    const result = { change: { kind: 'muteTrack', trackSid: 'TR_1', muted: true }, verdict: { kind: 'seen', afterMs: 1, answered: true }, reason: '', before: undefined, outcome: { changeId: 'c', before: makeParticipant(), after: undefined, doubts: [] }, steps: [] } as const;
    expect(moderation.undoOf(target, result)).toBeUndefined();
  });

  it('replaces permissions, tells what changed, and takes it back with one action', async () => {
    const [was, next] = [makePermissions(), makePermissions({ canPublishData: false })];
    const { moderation, bridge, notes, notices, show } = make({}, (before) =>
      ok({ changeId: 'c1', before, after: makeParticipant({ permissions: next }), doubts: [] }),
    );
    const change = { kind: 'permissions', value: permissionSetOf(next), expected: permissionSetOf(was) } as const;
    const running = moderation.run(target, change);
    await settle();
    show({ permissions: next });
    await running;
    expect(notes[0]).toMatchObject({
      title: 'ops-1 changed permissions of nurse-ek',
      text: 'Through the server API · Send data on → off',
    });
    const undo = notices[0]?.actions?.[0];
    expect(undo?.label).toBe('Undo');
    undo?.run();
    await settle();
    expect(bridge.inputs('changeParticipant')[1]).toMatchObject({ change: { kind: 'permissions', value: was, expected: next } });
  });

  it('says of what was refused meanwhile why, and changes nothing', async () => {
    const { moderation, notes, notices } = make({}, () => refused('changed-meanwhile', 'Send data is off by now.'));
    const change = { kind: 'permissions', value: permissionSetOf(makePermissions({ canPublish: false })) } as const;
    const result = await moderation.run(target, change, { quiet: true });
    expect(result).toMatchObject({ reason: 'changed-meanwhile', verdict: { kind: 'refused' } });
    expect(moderation.undoOf(target, result)).toBeUndefined();
    expect(notices).toEqual([]);
    expect(notes).toMatchObject([{ title: 'ops-1 asked to change permissions of nurse-ek', severity: 'bad' }]);
  });

  it('silences step by step', async () => {
    const { moderation, timers, notes, show } = make({ tracks: [mic, camera] });
    const running = moderation.run(target, { kind: 'silence' }, { quiet: true });
    await settle();
    timers.advance(20);
    show({ tracks: [{ ...mic, muted: true }, { ...camera, muted: true }] });
    timers.advance(10);
    show({ tracks: [{ ...mic, muted: true }], permissions: { canPublish: false, canPublishData: false } });
    const { steps, verdict } = await running;
    expect(verdict).toMatchObject({ kind: 'seen' });
    expect(steps).toEqual([
      { what: 'tracks', isSeen: true, afterMs: 20 },
      { what: 'publish', isSeen: true, afterMs: 30 },
      { what: 'data', isSeen: true, afterMs: 30 },
    ]);
    expect(notes[0]).toMatchObject({
      title: 'ops-1 silenced nurse-ek',
      text: 'Through the server API · No track is on (20 ms), publishing is off (30 ms), data is off (30 ms).',
    });
  });

  it('says which step of a silence was not seen', async () => {
    const { moderation, timers, notices, show } = make({ tracks: [mic], permissions: { canPublish: false } });
    const running = moderation.run(target, { kind: 'silence' });
    await settle();
    show({ tracks: [mic], permissions: { canPublish: false, canPublishData: false } });
    timers.advance(5_000);
    expect((await running).verdict.kind).toBe('not-seen');
    expect(notices[0]?.text).toContain('A track is still on, or not known to be off, publishing is off (as before), data is off');
  });

  it('removes the connection that is meant, and never calls it a ban', async () => {
    const { moderation, notices, show } = make();
    const running = moderation.run(target, { kind: 'remove', revokeTokens: false });
    await settle();
    // Rejoined at once: that is another connection.
    show({ sid: 'PA_new' });
    expect((await running).verdict.kind).toBe('seen');
    expect(notices[0]).toMatchObject({ severity: 'ok', title: 'nurse-ek is removed' });
    expect(notices[0]?.text).toContain('This was no ban');
    expect(notices[0]?.actions).toBeUndefined();
  });

  it('ends as unknown where no answer came and nothing was seen', async () => {
    const { moderation, timers, notices } = make({}, () => unknown('timeout', 'No answer in 10 s.'));
    const running = moderation.run(target, { kind: 'remove', revokeTokens: false });
    await settle();
    timers.advance(5_000);
    expect((await running).verdict).toEqual({ kind: 'unknown', message: 'No answer in 10 s.' });
    expect(notices).toMatchObject([{ severity: 'warn', title: 'Not known whether it came to “remove nurse-ek”' }]);
  });

  it('remembers the answer about somebody who was made hidden: the room tells no more', async () => {
    const hidden = makePermissions({ hidden: true });
    const { moderation } = make({}, (before) =>
      ok({ changeId: 'c1', before, after: makeParticipant({ permissions: hidden }), doubts: [] }),
    );
    const result = await moderation.run(target, { kind: 'permissionFlags', value: { hidden: true } }, { quiet: true });
    expect(result.verdict.kind).toBe('out-of-sight');
    expect(moderation.answered('PA_nurse-ek')?.hidden).toBe(true);
  });

  it('takes the server’s word, not the room’s stale entry, for somebody who was made hidden', async () => {
    const after = [makePermissions({ hidden: true }), makePermissions()];
    const { moderation, notices } = make({}, (before) =>
      ok({ changeId: 'c1', before, after: makeParticipant({ permissions: after.shift() ?? {} }), doubts: [] }),
    );
    await moderation.run(target, { kind: 'permissionFlags', value: { hidden: true } }, { quiet: true });
    const result = await moderation.run(target, { kind: 'permissionFlags', value: { hidden: false } });
    expect(result.verdict.kind).toBe('out-of-sight');
    expect(notices[0]?.text).toContain('The server’s own answer has it.');
    expect(moderation.answered('PA_nurse-ek')).toBeUndefined();
  });

  it('does not wait for news of what is so already', async () => {
    const { moderation } = make({ permissions: { canPublish: false } });
    const result = await moderation.run(target, { kind: 'permissionFlags', value: { canPublish: false } }, { quiet: true });
    expect(result.verdict).toEqual({ kind: 'seen', afterMs: 0, answered: true });
  });

  it('tells several as one', async () => {
    const { moderation, notices, show } = make({ tracks: [mic, camera] });
    const running = moderation.runAll(target, [
      { kind: 'muteTrack', trackSid: 'TR_1', muted: true },
      { kind: 'muteTrack', trackSid: 'TR_2', muted: true },
    ]);
    await settle();
    show({ tracks: [{ ...mic, muted: true }, camera] });
    await settle();
    show({ tracks: [{ ...mic, muted: true }, { ...camera, muted: true }] });
    await running;
    expect(notices.map(({ title }) => title)).toEqual(['The microphone of nurse-ek is muted; The camera of nurse-ek is muted']);
  });
});
