import { describe, expect, it } from 'vitest';
import {
  type Geometry,
  drawn,
  isCapped,
  lastTop,
  place,
  reveal,
  rowsThatFit,
  scrollOfTop,
  spacerHeight,
  tallest,
  topOfScroll,
} from '../../../../renderer/ui/row-window.ts';

const geometry = (changed: Partial<Geometry> = {}): Geometry => ({
  rowHeight: 24,
  height: 480,
  rows: 1_000,
  maxHeight: tallest(1),
  ...changed,
});

describe('scrolling', () => {
  it('moves row by row, pixel by pixel, while the whole list fits into an element', () => {
    const list = geometry();
    expect(spacerHeight(list)).toBe(24_000);
    expect(topOfScroll(list, 240)).toBeCloseTo(10);
    expect(scrollOfTop(list, 10)).toBeCloseTo(240);
    expect(isCapped(list)).toBe(false);
  });

  it('ends with the last row at the lower edge', () => {
    const list = geometry();
    expect(topOfScroll(list, 24_000 - 480)).toBe(980);
    expect(lastTop(1_000, rowsThatFit(list))).toBe(980);
    expect(scrollOfTop(list, 5_000)).toBe(24_000 - 480);
  });

  it('stays at the top where everything is on screen', () => {
    const list = geometry({ rows: 3 });
    expect(topOfScroll(list, 0)).toBe(0);
    expect(scrollOfTop(list, 2)).toBe(0);
  });

  it('reaches every row of a list taller than an element can be', () => {
    const list = geometry({ rows: 10_000_000 });
    expect(isCapped(list)).toBe(true);
    expect(spacerHeight(list)).toBe(32_000_000);
    const end = spacerHeight(list) - list.height;
    expect(topOfScroll(list, end)).toBe(10_000_000 - 20);
    expect(topOfScroll(list, end / 2)).toBeCloseTo((10_000_000 - 20) / 2);
    expect(scrollOfTop(list, topOfScroll(list, 12_345_678))).toBeCloseTo(12_345_678);
  });

  it('leaves less height at a zoom, as elements end in device pixels', () => {
    expect(tallest(2)).toBe(16_000_000);
    expect(tallest(0.5)).toBe(32_000_000);
  });

  it('holds with rows of a fractional height', () => {
    const list = geometry({ rowHeight: 26.4, height: 500 });
    const top = topOfScroll(list, 777);
    expect(top * 26.4).toBeCloseTo(777);
  });
});

describe('place', () => {
  it('draws the rows from the one at the edge, with what is cut off of it', () => {
    expect(place({ first: 90, length: 60 }, 100.25, 20)).toEqual({ skip: 10, take: 21, cut: 0.25 });
  });

  it('draws as many as there are at the end', () => {
    expect(place({ first: 980, length: 20 }, 980, 20)).toEqual({ skip: 0, take: 20, cut: 0 });
  });

  it('draws the nearest rows while the answer for a new place is on its way', () => {
    expect(place({ first: 0, length: 60 }, 5_000, 20)).toEqual({ skip: 40, take: 20, cut: 0 });
    expect(place({ first: 5_000, length: 60 }, 10, 20)).toEqual({ skip: 0, take: 21, cut: 0 });
  });

  it('draws nothing of nothing', () => {
    expect(place({ first: 0, length: 0 }, 0, 20)).toEqual({ skip: 0, take: 0, cut: 0 });
    expect(place({ first: 7, length: 0 }, 300, 0)).toEqual({ skip: 0, take: 0, cut: 0 });
  });
});

describe('reveal', () => {
  it('moves as little as it can', () => {
    expect(reveal(100, 110, 20)).toBe(100);
    expect(reveal(100, 99, 20)).toBe(99);
    expect(reveal(100, 120, 20)).toBe(101);
    expect(reveal(100.5, 100, 20)).toBe(100);
    expect(reveal(0, 3, 0.5)).toBe(3.5);
  });
});

describe('the rows that are drawn of those that are here', () => {
  it.each([
    // top, fit: skip, take, of rows 100 … 179 with 6 beyond
    [120, 20, 14, 32],
    [120.5, 20.25, 14, 33],
    [100, 20, 0, 26],
    [170, 20, 64, 16],
    [0, 20, 0, 0],
    [400, 20, 80, 0],
  ])('top %d, fit %d', (top, fit, skip, take) => {
    expect(drawn({ first: 100, length: 80 }, top, fit, 6)).toEqual({ skip, take });
  });
});
