import { describe, expect, it } from 'vitest';
import {
  followSentence,
  goneSentence,
  keptNote,
  keptSentence,
  noMatchSentence,
  packetsSeen,
  reachSentence,
  rowsSentence,
  selectedSentence,
  wholeSentence,
} from '../../../../../renderer/traffic/timeline/log-words.ts';
import { everything, only, unplaced } from '../../../../../renderer/traffic/timeline/selection.ts';
import { logStatus } from '../log-fixtures.ts';

describe('rowsSentence', () => {
  it('counts rows, or those that match', () => {
    expect(rowsSentence(logStatus({ held: 10_233 }), false)).toBe('10,233 rows');
    expect(rowsSentence(logStatus({ shown: 1_204, held: 10_233 }), true)).toBe('1,204 of 10,233 rows match');
    expect(rowsSentence(logStatus({ shown: 1, held: 1 }), true)).toBe('1 of 1 row matches');
  });

  it('says how much was not looked at yet', () => {
    const status = logStatus({ shown: 4, held: 120_000, unfiltered: 90_000 });
    expect(rowsSentence(status, true)).toBe('4 of 120,000 rows match, 90,000 still to look at');
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

it('says how far back the rows reach, and what was let go', () => {
  const oldestMs = new Date(2026, 10, 24, 13, 58, 2).getTime();
  expect(reachSentence(logStatus({}))).toBe('');
  expect(reachSentence(logStatus({ oldestMs }))).toBe('back to 13:58:02');
  expect(reachSentence(logStatus({ oldestMs, evicted: 3_200 }))).toBe('back to 13:58:02, 3,200 older let go');
});

it('counts what is selected where that is more than one', () => {
  const all = everything({ row: 9, position: 9 }, undefined, 10);
  expect(selectedSentence(undefined)).toBe('');
  expect(selectedSentence(only({ row: 1, position: 1 }))).toBe('');
  expect(selectedSentence(all)).toBe('10 selected');
  expect(selectedSentence(unplaced(all))).toBe('several selected');
});

it('says that the row that is looked at was let go', () => {
  expect(goneSentence(34, { total: 100, held: 65 })).toBe('row 35 was let go');
  expect(goneSentence(35, { total: 100, held: 65 })).toBe('');
  expect(goneSentence(undefined, { total: 100, held: 65 })).toBe('');
});

it('says which filter holds while the text is not right', () => {
  expect(keptNote({ appliedText: '' })).toContain('all rows');
  expect(keptNote({ appliedText: 'kind == lossy' })).toContain('kind == lossy');
  expect(keptSentence({ appliedText: '', isWrong: true })).toBe('all rows, as long as the filter is not right');
  expect(keptSentence({ appliedText: 'kind == lossy', isWrong: true })).toMatch(/^“kind == lossy” still holds, .*not right$/);
  expect(keptSentence({ appliedText: 'kind == lossy', isWrong: false })).toMatch(/^“kind == lossy” still holds, while .*typed$/);
});

it('says why no row is seen', () => {
  expect(noMatchSentence({ held: 1, unfiltered: 0 })).toBe('1 row is here; the filter hides it.');
  expect(noMatchSentence({ held: 12, unfiltered: 0 })).toBe('12 rows are here; the filter hides all of them.');
  expect(noMatchSentence({ held: 12, unfiltered: 1 })).toBe('1 of 12 rows is still to look at.');
  expect(noMatchSentence({ held: 0, unfiltered: 0 })).toBe('No row is here.');
});

it('says where the filter means nothing', () => {
  expect(wholeSentence(false)).toBe('over the whole session');
  expect(wholeSentence(true)).toContain('does not apply');
});

it('counts packets of both directions', () => {
  const counts = { reliable: 1, lossy: 2, other: 3 };
  expect(packetsSeen(logStatus({ received: counts, sent: counts }))).toBe(12);
});
