import { describe, expect, it } from 'vitest';
import { stackedData } from '../../../../../renderer/traffic/statistics/rate-plot.ts';

describe('stackedData', () => {
  it('stands each kind on the one before, the largest first, and draws the last stretch to its end', () => {
    const series = { stepMs: 1_000, times: [2_000, 3_000], reliable: [1, 2], lossy: [10, 0], other: [100, 0], flagged: [0, 0] };
    expect(stackedData(series)).toEqual([[2, 3, 4], [111, 2, 2], [11, 2, 2], [1, 2, 2]]);
    const none = { stepMs: 1_000, times: [], reliable: [], lossy: [], other: [], flagged: [] };
    expect(stackedData(none)).toEqual([[], [], [], []]);
  });
});
