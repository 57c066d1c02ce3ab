import { expect, test } from 'vitest';
import { reportedCompleteness } from '../../../../renderer/session/reported-completeness.ts';
import type { Completeness } from '../../../../renderer/session/protocol.ts';

const completeness: Completeness = {
  received: 10,
  sent: 2,
  browserReceived: 9,
  browserSent: undefined,
  sampledReceived: 9,
  sampledSent: 2,
  sampledAtMs: 1,
  latencyMs: 1,
  byChannel: [],
  unverified: 1,
  unverifiedSinceMs: 1,
  unverifiedUntilMs: 2,
  mismatch: undefined,
  behind: 3,
  unlogged: 0,
};

test('the figures, and whether a difference stayed', () => {
  expect(reportedCompleteness(completeness)).toEqual({
    received: 10,
    sent: 2,
    browserReceived: 9,
    browserSent: undefined,
    sampledReceived: 9,
    sampledSent: 2,
    unverified: 1,
    mismatch: false,
    behind: 3,
    unlogged: 0,
  });
  expect(reportedCompleteness({ ...completeness, mismatch: { received: 1, sent: 0, sinceMs: 1 } }).mismatch).toBe(true);
});
