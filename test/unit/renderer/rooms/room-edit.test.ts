import { describe, expect, it } from 'vitest';
import type { RoomChangeOutcome } from '../../../../electron/contract/changes.ts';
import type { RequestInput } from '../../../../electron/contract/requests.ts';
import { ok, refused, unknown, type Result } from '../../../../electron/contract/result.ts';
import { RoomEditor, type RoomMetadataSeen, type WatchedRoom } from '../../../../renderer/rooms/room-edit.ts';
import type { SessionCall } from '../../../../renderer/session/protocol.ts';
import { FakeTimers, settle } from '../ui/editor/support.ts';

const done: Result<RoomChangeOutcome> = ok({ changeId: 'c1', before: undefined, after: undefined, doubts: [] });

function makeEditor(isOpen: boolean, answer: Result<RoomChangeOutcome> = done) {
  const timers = new FakeTimers();
  const listeners = new Set<(seen: RoomMetadataSeen) => void>();
  let live: RoomMetadataSeen = { metadata: 'old', seenAtMs: undefined };
  const tell = (metadata: string): void => {
    live = { metadata, seenAtMs: timers.nowMs + 34 };
    for (const listener of [...listeners]) listener(live);
  };
  const calls: SessionCall['call'][] = [];
  const requests: RequestInput<'changeRoom'>[] = [];
  const cancelled: string[] = [];
  const watched: WatchedRoom = {
    current: () => live,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    call: async (call) => {
      calls.push(call);
      return ok(undefined);
    },
  };
  const listed: { metadata: string | undefined } = { metadata: 'old' };
  const editor = new RoomEditor({
    profileId: 'p1',
    room: 'a',
    changeRoom: async (input) => {
      requests.push(input);
      return answer;
    },
    cancelChange: async ({ changeId }) => {
      cancelled.push(changeId);
      return ok(undefined);
    },
    watched: () => (isOpen ? watched : undefined),
    readListed: async () => listed.metadata,
    timers,
    now: () => timers.nowMs,
    newId: () => 'c1',
  });
  return { editor, timers, tell, calls, requests, listeners, listed, cancelled };
}

describe('RoomEditor', () => {
  it('says after how long the room saw it, announces it to the history, and leaves a row', async () => {
    const { editor, tell, calls, requests, listeners } = makeEditor(true);
    const saving = editor.save('new');
    await settle();
    tell('new');
    expect(await saving).toEqual({ kind: 'seen', afterMs: 34, answered: true });
    expect(requests).toEqual([
      { profileId: 'p1', room: 'a', changeId: 'c1', change: { kind: 'roomMetadata', value: 'new' } },
    ]);
    expect(calls).toMatchObject([
      { name: 'expectChange', subject: { kind: 'room' }, change: { field: 'metadata', value: 'new' } },
      { name: 'noteAction', title: 'This console changed the room’s metadata', severity: 'info' },
    ]);
    expect(listeners.size).toBe(0);
  });

  it('can be emptied, unlike a participant’s', async () => {
    const { editor, tell } = makeEditor(true);
    const saving = editor.save('');
    await settle();
    tell('');
    expect(await saving).toMatchObject({ kind: 'seen' });
  });

  it('tells the known reason where nothing was seen', async () => {
    const { editor, timers } = makeEditor(true, ok({ changeId: 'c1', before: undefined, after: undefined, doubts: ['It was so before.'] }));
    const saving = editor.save('new');
    await settle();
    timers.advance(5_000);
    expect(await saving).toEqual({ kind: 'not-seen', withinMs: 5_000, doubts: ['It was so before.'] });
  });

  it('reads the list again where the room is not open here', async () => {
    const { editor, listed } = makeEditor(false);
    expect(await editor.save('new')).toEqual({ kind: 'not-listed' });
    listed.metadata = 'new';
    expect(await editor.save('new')).toEqual({ kind: 'listed' });
  });

  it('is refused, or unknown, as the answer says; the wait can be given up', async () => {
    expect(await makeEditor(true, refused('too-long', 'Over the limit.')).editor.save('new')).toEqual({
      kind: 'refused',
      message: 'Over the limit.',
    });
    const { editor, cancelled } = makeEditor(false, unknown('timeout', 'No answer.'));
    const controller = new AbortController();
    const saving = editor.save('new', controller.signal);
    controller.abort();
    expect(await saving).toEqual({ kind: 'unknown', message: 'No answer.' });
    expect(cancelled).toEqual(['c1']);
  });
});
