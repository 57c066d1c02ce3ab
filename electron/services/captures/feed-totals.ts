import type { FeedTotals } from '../../contract/feed.ts';

export const noTotals: FeedTotals = {
  rows: 0,
  in: 0,
  out: 0,
  events: 0,
  byKind: { reliable: 0, lossy: 0, 'data-track': 0, foreign: 0 },
  flagged: 0,
  missing: 0,
};

export function addTotals(one: FeedTotals, other: FeedTotals): FeedTotals {
  return joinTotals(one, other, (a, b) => a + b);
}

/** What came since `before`. */
export function totalsSince(now: FeedTotals, before: FeedTotals): FeedTotals {
  return joinTotals(now, before, (a, b) => a - b);
}

function joinTotals(one: FeedTotals, other: FeedTotals, join: (a: number, b: number) => number): FeedTotals {
  return {
    rows: join(one.rows, other.rows),
    in: join(one.in, other.in),
    out: join(one.out, other.out),
    events: join(one.events, other.events),
    byKind: {
      reliable: join(one.byKind.reliable, other.byKind.reliable),
      lossy: join(one.byKind.lossy, other.byKind.lossy),
      'data-track': join(one.byKind['data-track'], other.byKind['data-track']),
      foreign: join(one.byKind.foreign, other.byKind.foreign),
    },
    flagged: join(one.flagged, other.flagged),
    missing: join(one.missing, other.missing),
  };
}
