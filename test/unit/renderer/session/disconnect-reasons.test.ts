import { DisconnectReason } from 'livekit-client';
import { describe, expect, test } from 'vitest';
import { describeDisconnect, describeJoinFailure } from '../../../../renderer/session/disconnect-reasons.ts';

/** Reasons that only SIP participants get. */
const notForTheConsole = ['UNKNOWN_REASON', 'USER_UNAVAILABLE', 'USER_REJECTED', 'SIP_TRUNK_FAILURE'];

describe('describeDisconnect', () => {
  const names = Object.values(DisconnectReason).filter((name): name is string => typeof name === 'string');

  test.each(names.filter((name) => !notForTheConsole.includes(name)))('%s has its own sentence', (name) => {
    const info = describeDisconnect(name);
    expect(info.reason).toBe(name);
    expect(info.message).not.toBe(describeDisconnect(undefined).message);
  });

  test('a room that is over can be waited for, a removal can be undone by joining again', () => {
    expect(describeDisconnect('ROOM_CLOSED').next).toBe('wait-for-room');
    expect(describeDisconnect('PARTICIPANT_REMOVED').next).toBe('rejoin');
    expect(describeDisconnect('DUPLICATE_IDENTITY').next).toBe('rejoin-as-other');
  });

  test('no reason: the connection was lost', () => {
    expect(describeDisconnect(undefined)).toMatchObject({ reason: 'CONNECTION_LOST', next: 'rejoin' });
  });
});

test.each([
  ['NotAllowed', /refused the token/],
  ['ServerUnreachable', /does not answer/],
  ['ServiceNotFound', /no LiveKit signal service/],
  ['unclear', /log/],
])('describeJoinFailure(%s)', (name, words) => {
  expect(describeJoinFailure(name, 'detail').message).toMatch(words);
});
