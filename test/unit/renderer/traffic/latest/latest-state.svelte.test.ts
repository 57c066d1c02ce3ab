import { describe, expect, it } from 'vitest';
import { LatestState } from '../../../../../renderer/traffic/latest/latest-state.svelte.ts';
import type { LatestRow } from '../../../../../renderer/traffic/protocol/index.ts';
import { memoryStore } from '../../memory-store.ts';
import { latestRow, recorder } from '../statistics/table-fixtures.ts';

function makeState(store = memoryStore()) {
  const state = new LatestState({ store });
  const { send, taken } = recorder();
  state.connect(send);
  state.shown = true;
  taken();
  const answer = (...rows: LatestRow[]): void =>
    state.take({ type: 'latest', first: 0, total: rows.length, folded: 0, rows });
  return { state, store, taken, send, answer };
}

const points = { type: 'plot', times: new Float64Array([1]), values: new Float64Array([2]), left: 0 } as const;

describe('LatestState', () => {
  it('plots a number until it is closed', () => {
    const { state, taken } = makeState();
    state.take(points);
    expect(state.points).toBeUndefined();
    state.plot({ row: latestRow(), path: ['x'] });
    expect(taken()).toEqual([{ type: 'showPlot', series: { key: 1, path: ['x'], spanMs: 60_000 } }]);
    state.take(points);
    expect(state.points).toBe(points);
    state.closePlot();
    expect(taken()).toEqual([{ type: 'showPlot', series: undefined }]);
    expect([state.target, state.points]).toEqual([undefined, undefined]);
  });

  it('remembers span and order', () => {
    const { state, store, taken } = makeState();
    state.plot({ row: latestRow(), path: [] });
    taken();
    state.span = 600_000;
    expect(taken()).toMatchObject([{ series: { spanMs: 600_000 } }]);
    state.table.sortBy('rateNow');
    const again = makeState(store).state;
    expect([again.span, again.table.sort.column, again.table.sort.descending]).toEqual([600_000, 'rateNow', true]);
  });

  it('plots nothing while nobody looks, and goes on afterwards', () => {
    const { state, taken, send } = makeState();
    state.plot({ row: latestRow(), path: ['x'] });
    taken();
    state.shown = false;
    expect(taken()).toMatchObject([{ type: 'showLatest', count: 0 }, { type: 'showPlot', series: undefined }]);
    state.connect(send);
    expect(taken()).toEqual([]);
    state.shown = true;
    expect(taken()).toMatchObject([{ type: 'showLatest' }, { type: 'showPlot', series: { key: 1 } }]);
  });

  it('follows its sender and topic to another key, as after the log was cleared', () => {
    const { state, taken, answer } = makeState();
    state.plot({ row: latestRow(), path: ['x'] });
    taken();
    answer(latestRow({ key: 5, topic: 'other' }));
    expect(taken()).toEqual([]);
    answer(latestRow({ key: 6 }));
    expect(taken()).toMatchObject([{ type: 'showPlot', series: { key: 6, path: ['x'] } }]);
    answer(latestRow({ key: 6 }));
    expect(taken()).toEqual([]);
  });
});
