import { describe, expect, it } from 'vitest';
import {
  columnNames,
  drawnOut,
  eventColumn,
  fitColumns,
  gridTemplate,
  previewCharacters,
  previewLeast,
} from '../../../../../renderer/traffic/timeline/columns.ts';
import type { Metrics } from '../../../../../renderer/traffic/timeline/columns.ts';

/** Liberation Sans and Mono at 16 px a rem, as in the pictures of the look. */
const metrics = (width: number): Metrics => ({ width, rem: 16, digit: 6.67, mono: 6.9 });
const used = (width: number): number =>
  fitColumns(columnNames, {}, metrics(width)).columns.reduce((sum, { most }) => sum + most, 0);

describe('fitColumns', () => {
  it('shows all where there is room', () => {
    const fitted = fitColumns(columnNames, {}, metrics(1_100));
    expect(fitted).toMatchObject({ left: [], isCompact: false });
    expect(eventColumn(fitted)).toBe(4);
  });

  it('keeps 40 characters of preview in a window of 1280 px with side column and inspector open', () => {
    const width = 1_280 - 216 - 288 - 2 - 12 - 4;
    const fitted = fitColumns(columnNames, {}, metrics(width));
    expect(width - used(width)).toBeGreaterThanOrEqual(previewCharacters * 6.9);
    expect(fitted.columns.map(({ name }) => name)).toEqual(expect.arrayContaining(['time', 'sender', 'topic', 'size', 'flags']));
    expect(fitted.isCompact).toBe(true);
  });

  it.each([900, 700])('keeps them at %d px too', (width) => {
    expect(width - used(width)).toBeGreaterThanOrEqual(previewCharacters * 6.9);
  });

  it.each([600, 500, 420])('keeps fewer at %d px', (width) => {
    expect(width - used(width)).toBeGreaterThanOrEqual(previewLeast * 6.9);
  });

  it('keeps sender and topic in a window of 1024 px with side column and inspector open', () => {
    const fitted = fitColumns(columnNames, {}, metrics(1_024 - 216 - 288 - 2 - 12 - 4));
    expect(fitted.columns.map(({ name }) => name)).toEqual(['time', 'dir', 'kind', 'sender', 'topic', 'flags']);
    expect(fitted).toMatchObject({ isTight: true, left: ['delta', 'to', 'size', 'seq'] });
  });

  it('never takes time and direction away, nor shows what was not chosen', () => {
    const fitted = fitColumns(['time', 'dir', 'topic'], {}, metrics(150));
    expect(fitted.columns.map(({ name }) => name)).toEqual(['time', 'dir']);
    expect(fitted.left).toEqual(['topic']);
  });

  it('lets a column be drawn out only so far that it stays', () => {
    const room = { chosen: columnNames, widths: {}, metrics: metrics(1_050) };
    expect(drawnOut('sender', 20, room)).toBe(20);
    const sender = drawnOut('sender', 200, room);
    expect(sender).toBeGreaterThan(20);
    expect(fitColumns(columnNames, { sender }, room.metrics).columns.map(({ name }) => name)).toContain('sender');
    expect(fitColumns(columnNames, { sender: sender + 0.1 }, room.metrics).left).toContain('sender');
  });

  it('takes widths that were set by hand, none below what is of use', () => {
    const fitted = fitColumns(['time', 'dir', 'sender', 'flags'], { sender: 20, flags: 0.1 }, metrics(1_200));
    expect(fitted.columns.map(({ width }) => width)).toEqual([expect.closeTo(79.7, 1), 20, 320, 24]);
    expect(gridTemplate(fitted)).toBe('79.70px 20.00px 320.00px 24.00px minmax(0, 1fr)');
  });
});
