import { describe, expect, it } from 'vitest';
import { plotNumber } from '../../../../../renderer/traffic/latest/line-plot.ts';

describe('plotNumber', () => {
  it.each([
    [0, '0'],
    [0.30000000000000004, '0.3'],
    [-1234.5678, '−1234.57'],
    [1e12, '1.000e+12'],
    [0.00001, '1.000e-5'],
  ])('%d', (value, words) => expect(plotNumber(value)).toBe(words));
});
