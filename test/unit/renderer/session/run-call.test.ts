import { Room } from 'livekit-client';
import { describe, expect, test } from 'vitest';
import { ok, refused } from '../../../../electron/contract/result.ts';
import { HistoryWatch } from '../../../../renderer/session/history-watch.ts';
import { runCall, type ReportOwnChange } from '../../../../renderer/session/run-call.ts';
import type { SessionCall } from '../../../../renderer/session/protocol.ts';
import type { RoomSession } from '../../../../renderer/session/room-session.ts';

type Own = Partial<Record<'publishData' | 'setMetadata' | 'setName' | 'setAttributes', (...values: unknown[]) => Promise<void>>>;

/** A session with a room whose own participant does what the test says; `undefined`: not connected. */
function sessionWith(own: Own | undefined, kind: 'observe' | 'participate' = 'participate') {
  const noted: string[] = [];
  const room = new Room();
  if (own !== undefined) {
    for (const [name, value] of Object.entries(own)) Object.defineProperty(room.localParticipant, name, { value });
  }
  const history = new HistoryWatch({ now: () => 0 });
  const session = {
    id: 's1',
    history,
    room: own === undefined ? undefined : room,
    session: { role: { kind } },
    note: ({ title }: { title: string }) => noted.push(title),
  } as unknown as RoomSession;
  return { session, noted, history };
}

/** An audit log that takes all. */
const audit: ReportOwnChange = async () => ok(undefined);

const publish: SessionCall['call'] = {
  name: 'publishData',
  kind: 'lossy',
  topic: 'cursor',
  destinationIdentities: ['bob'],
  payload: new Uint8Array([1, 2]),
};

describe('runCall', () => {
  test('publishes as it was asked to', async () => {
    const sent: unknown[][] = [];
    const { session } = sessionWith({ publishData: (...values) => Promise.resolve(void sent.push(values)) });
    expect(await runCall(session, publish, audit)).toEqual({ ok: true, value: undefined });
    expect(sent).toEqual([
      [new Uint8Array([1, 2]), { reliable: false, topic: 'cursor', destinationIdentities: ['bob'] }],
    ]);
  });

  test('without a connection nothing is sent, and that is said', async () => {
    expect(await runCall(sessionWith(undefined).session, publish, audit)).toMatchObject({ kind: 'refused', reason: 'not-connected' });
  });

  test('an observer cannot send', async () => {
    expect(await runCall(sessionWith({}, 'observe').session, publish, audit)).toMatchObject({ reason: 'observer' });
  });

  test('a note needs no connection', async () => {
    const { session, noted } = sessionWith(undefined);
    await runCall(session, { name: 'noteAction', title: 'did it', text: '', severity: 'info' }, audit);
    expect(noted).toEqual(['did it']);
  });

  test.each([
    ['does not have permission to update own metadata', 'refused', 'no-permission'],
    ['Request to update local metadata timed out', 'unknown', 'timeout'],
    ['exceeds metadata size limit', 'refused', 'over-limit'],
    ['something else', 'refused', 'client-error'],
  ])('“%s” is %s (%s)', async (message, kind, reason) => {
    const { session } = sessionWith({ setMetadata: () => Promise.reject(new Error(message)) });
    expect(await runCall(session, { name: 'updateOwn', metadata: 'm' }, audit)).toMatchObject({ ok: false, kind, reason });
  });

  test('where a later change fails, the earlier one is not hidden', async () => {
    const { session } = sessionWith({
      setMetadata: () => Promise.resolve(),
      setName: () => Promise.reject(new Error('exceeds name length limit')),
    });
    const result = await runCall(session, { name: 'updateOwn', metadata: 'm', displayName: 'n' }, audit);
    expect(result).toMatchObject({ ok: false, message: expect.stringContaining('Before that, the metadata was changed') });
  });

  test('a change of oneself is in the audit log before it is asked for, and after', async () => {
    const order: unknown[] = [];
    const { session } = sessionWith({ setName: (name) => Promise.resolve(void order.push(name)) });
    const report: ReportOwnChange = async ({ phase, change, before }) => {
      order.push([phase, change, before]);
      return ok(undefined);
    };
    await runCall(session, { name: 'updateOwn', displayName: 'n' }, report);
    const change = { kind: 'name', value: 'n' };
    expect(order).toEqual([['asked', change, { name: '' }], 'n', ['done', change, { name: '' }]]);
  });

  test('what the audit log refuses is not done', async () => {
    const { session } = sessionWith({ setName: () => Promise.reject(new Error('was asked for')) });
    const result = await runCall(session, { name: 'updateOwn', displayName: 'n' }, async () => refused('read-only', 'Read only.'));
    expect(result).toMatchObject({ kind: 'refused', reason: 'read-only' });
  });

  test('tells the history what is expected, and reads it', async () => {
    const { session, history } = sessionWith(undefined);
    const subject = { kind: 'room' } as const;
    await runCall(session, { name: 'expectChange', subject, change: { field: 'metadata', value: 'b' }, by: 'this console' }, audit);
    history.room('a', 'b');
    expect(await runCall(session, { name: 'readHistory', subject, afterId: 0 }, audit)).toMatchObject({
      ok: true,
      value: { entries: [{ before: 'a', value: 'b', cause: { kind: 'console', by: 'this console' } }] },
    });
  });
});
