import { Room } from 'livekit-client';
import { describe, expect, test } from 'vitest';
import { runCall } from '../../../../renderer/session/run-call.ts';
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
  const session = {
    room: own === undefined ? undefined : room,
    session: { role: { kind } },
    note: ({ title }: { title: string }) => noted.push(title),
  } as unknown as RoomSession;
  return { session, noted };
}

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
    expect(await runCall(session, publish)).toEqual({ ok: true, value: undefined });
    expect(sent).toEqual([
      [new Uint8Array([1, 2]), { reliable: false, topic: 'cursor', destinationIdentities: ['bob'] }],
    ]);
  });

  test('without a connection nothing is sent, and that is said', async () => {
    expect(await runCall(sessionWith(undefined).session, publish)).toMatchObject({ kind: 'refused', reason: 'not-connected' });
  });

  test('an observer cannot send', async () => {
    expect(await runCall(sessionWith({}, 'observe').session, publish)).toMatchObject({ reason: 'observer' });
  });

  test('a note needs no connection', async () => {
    const { session, noted } = sessionWith(undefined);
    await runCall(session, { name: 'noteAction', title: 'did it', text: '', severity: 'info' });
    expect(noted).toEqual(['did it']);
  });

  test.each([
    ['does not have permission to update own metadata', 'refused', 'no-permission'],
    ['Request to update local metadata timed out', 'unknown', 'timeout'],
    ['exceeds metadata size limit', 'refused', 'over-limit'],
    ['something else', 'refused', 'client-error'],
  ])('“%s” is %s (%s)', async (message, kind, reason) => {
    const { session } = sessionWith({ setMetadata: () => Promise.reject(new Error(message)) });
    expect(await runCall(session, { name: 'updateOwn', metadata: 'm' })).toMatchObject({ ok: false, kind, reason });
  });

  test('where a later change fails, the earlier one is not hidden', async () => {
    const { session } = sessionWith({
      setMetadata: () => Promise.resolve(),
      setName: () => Promise.reject(new Error('exceeds name length limit')),
    });
    const result = await runCall(session, { name: 'updateOwn', metadata: 'm', displayName: 'n' });
    expect(result).toMatchObject({ ok: false, message: expect.stringContaining('Before that, the metadata was changed') });
  });
});
