import { describe, expect, it } from 'vitest';
import { evictedSentence, followSentence, packetsSeen, rowsSentence } from '../../../../../renderer/traffic/timeline/log-words.ts';
import { logStatus } from '../log-fixtures.ts';

describe('rowsSentence', () => {
  it('counts rows, or those that match', () => {
    expect(rowsSentence(logStatus({ shown: 10_233 }), '')).toBe('10,233 rows');
    expect(rowsSentence(logStatus({ shown: 1_204, held: 10_233 }), 'cursor')).toBe('1,204 of 10,233 rows match');
    expect(rowsSentence(logStatus({ shown: 1, held: 1 }), 'cursor')).toBe('1 of 1 row matches');
  });

  it('says how much was not looked at yet', () => {
    const status = logStatus({ shown: 4, held: 120_000, unfiltered: 90_000 });
    expect(rowsSentence(status, 'cursor')).toBe('4 of 120,000 rows match, 90,000 still to look at');
  });
});

it('says what new rows do', () => {
  const log = { following: true, paused: false, newSincePause: 0, rowsBelow: 0 };
  expect(followSentence('connected', log)).toBe('following');
  expect(followSentence('disconnected', log)).toBe('nothing new arrives');
  expect(followSentence('connected', { ...log, following: false })).toBe('not following');
  expect(followSentence('connected', { ...log, following: false, rowsBelow: 52 })).toBe('not following, 52 rows below');
  expect(followSentence('disconnected', { ...log, following: false, paused: true, newSincePause: 1_204 })).toBe(
    'paused, 1,204 new',
  );
});

it('says what was let go', () => {
  expect(evictedSentence(logStatus({}))).toBe('');
  expect(evictedSentence(logStatus({ evicted: 3_200, budgetBytes: 256 * 1_048_576 }))).toBe(
    '3,200 older rows let go, 256 MiB are full',
  );
});

it('counts packets of both directions', () => {
  const counts = { reliable: 1, lossy: 2, other: 3 };
  expect(packetsSeen(logStatus({ received: counts, sent: counts }))).toBe(12);
});
