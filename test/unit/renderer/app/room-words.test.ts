import { describe, expect, it } from 'vitest';
import { roomWords } from '../../../../renderer/app/room-words.ts';
import { describeDisconnect, describeJoinFailure } from '../../../../renderer/session/disconnect-reasons.ts';
import { formatTime } from '../../../../renderer/ui/format.ts';
import { makeSession, makeSnapshot } from '../support.ts';

const left = (reason: string) =>
  makeSnapshot({ state: 'disconnected', since: 5_000, disconnect: describeDisconnect(reason) });

describe('how a room stands', () => {
  it('needs no word while the timeline speaks for itself', () => {
    expect(roomWords(makeSession(), makeSnapshot(), 0, 0)).toBeUndefined();
    expect(roomWords(makeSession(), makeSnapshot({ state: 'joining' }), 0, 0)).toBeUndefined();
  });

  it('is being joined before the session page has said anything', () => {
    expect(roomWords(makeSession(), undefined, 0, 0)).toMatchObject({ tone: 'busy', title: 'Joining consult-42' });
  });

  it('gives the reason of a disconnect, what stays, and the next step', () => {
    expect(roomWords(makeSession(), left('PARTICIPANT_REMOVED'), 10_233, 0)).toEqual({
      tone: 'warn',
      title: `Removed from the room, ${formatTime(5_000)}`,
      text:
        'Somebody removed this console through the server API. A removal is not a ban: joining again is possible ' +
        '(PARTICIPANT_REMOVED). 10,233 rows stay here; nothing new arrives.',
      steps: ['rejoin', 'wait', 'rooms'],
    });
    expect(roomWords(makeSession(), left('ROOM_CLOSED'), 1, 0)?.steps[0]).toBe('wait');
    expect(roomWords(makeSession(), left('DUPLICATE_IDENTITY'), 1, 0)?.steps[0]).toBe('rejoin-as-other');
  });

  it('says that a join never came about', () => {
    const disconnect = describeJoinFailure('NotAllowed', 'invalid token');
    const words = roomWords(makeSession(), makeSnapshot({ state: 'disconnected', roomSid: '', disconnect }), 1, 0);
    // The failure itself is a row.
    expect(words?.text).not.toContain('row');
    expect(words).toMatchObject({ tone: 'bad', title: 'Could not join consult-42' });
  });

  it('tells what a reconnect costs', () => {
    expect(roomWords(makeSession(), makeSnapshot({ state: 'resuming' }), 1, 2_000)).toMatchObject({
      title: 'Resuming for 2 s',
      text: 'The signal is lost; the data channels may still deliver. What is lost, if anything, is said afterwards.',
      steps: [],
    });
    expect(roomWords(makeSession(), makeSnapshot({ state: 'rejoining' }), 1, 2_000)?.text).toContain('is not seen');
  });

  it('waits, says why, and can stop', () => {
    const words = roomWords(makeSession({ waitingForRoom: true }), left('ROOM_CLOSED'), 1, 0);
    expect(words?.title).toBe('Waiting for consult-42');
    expect(words?.text).toMatch(/^The room is over at /);
    expect(words?.steps[0]).toBe('stop-waiting');
    const full = makeSession({ waitingForRoom: true, waitNote: 'Room “a” is full.' });
    expect(roomWords(full, left('ROOM_CLOSED'), 1, 0)?.text).toMatch(/Room “a” is full\. The console keeps asking/);
  });

  it('says why waiting ended without a join', () => {
    const words = roomWords(makeSession({ waitNote: '“ops” is in room “a” now.' }), left('ROOM_CLOSED'), 1, 0);
    expect(words).toMatchObject({
      title: 'Not waiting for consult-42 any more',
      text: expect.stringContaining('was not joined: “ops” is in room “a” now.'),
      steps: ['rejoin-as-other', 'rejoin', 'rooms'],
    });
  });
});
