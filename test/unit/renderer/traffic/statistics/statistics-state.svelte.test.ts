import { describe, expect, it } from 'vitest';
import { StatisticsState } from '../../../../../renderer/traffic/statistics/statistics-state.svelte.ts';
import type { StatisticsRow } from '../../../../../renderer/traffic/protocol/index.ts';
import { memoryStore } from '../../memory-store.ts';
import { recorder, statisticsRow } from './table-fixtures.ts';

const totals = { count: 10, rateNow: 1, bytes: 100, duplicates: 0, skipped: 0, flagged: 0 };

function makeState(store = memoryStore()) {
  const state = new StatisticsState({ store });
  const { send, taken } = recorder();
  const answer = (rows: StatisticsRow[], first = 0, total = rows.length): void =>
    state.take({ type: 'statistics', first, total, folded: 3, totals, rows });
  return { state, store, send, taken, answer };
}

describe('StatisticsState', () => {
  it('asks while it is shown only', () => {
    const { state, send, taken } = makeState();
    state.connect(send);
    expect(taken()).toEqual([]);
    state.shown = true;
    expect(taken()).toMatchObject([{ type: 'showStatistics', first: 0, sort: 'count', descending: true }]);
    state.shown = true;
    expect(taken()).toEqual([]);
    state.shown = false;
    expect(taken()).toMatchObject([{ count: 0 }]);
    state.table.show(400, 20);
    expect(taken()).toEqual([]);
  });

  it('asks a new worker again', () => {
    const { state, send, taken } = makeState();
    state.shown = true;
    state.connect(send);
    state.connect(send);
    expect(taken()).toHaveLength(2);
  });

  it('has what was answered', () => {
    const { state, answer } = makeState();
    expect(state.table.total).toBeUndefined();
    answer([statisticsRow()]);
    expect(state.table).toMatchObject({ total: 1, first: 0, rows: [{ topic: 'chat' }] });
    expect([state.folded, state.totals]).toEqual([3, totals]);
    state.take({ type: 'plot', times: new Float64Array(), values: new Float64Array(), left: 0 });
    expect(state.table.total).toBe(1);
  });

  it('asks for the part on screen with some around it, not for each row', () => {
    const { state, send, taken } = makeState();
    state.connect(send);
    state.shown = true;
    taken();
    for (let top = 100; top < 119; top += 1) state.table.show(top, 25);
    const asked = taken();
    expect(asked).toHaveLength(1);
    expect(asked).toMatchObject([{ first: 80, count: 100 }]);
  });

  it('sorts numbers with the largest first, the other way the second time, and remembers', () => {
    const { state, store, send, taken } = makeState();
    state.connect(send);
    state.shown = true;
    taken();
    state.table.sortBy('jitter');
    state.table.sortBy('jitter');
    state.table.sortBy('topic');
    expect(taken()).toMatchObject([
      { sort: 'jitter', descending: true },
      { sort: 'jitter', descending: false },
      { sort: 'topic', descending: false },
    ]);
    expect(makeState(store).state.table.sort).toEqual({ column: 'topic', descending: false });
  });

  it('fetches all rows for a copy, without showing them', async () => {
    const { state, send, taken, answer } = makeState();
    state.connect(send);
    state.shown = true;
    const rows = Array.from({ length: 300 }, (_, key) => statisticsRow({ key }));
    answer(rows.slice(0, 40), 0, 300);
    taken();
    const all = state.table.all();
    expect(taken()).toMatchObject([{ first: 0, count: 4_096 }]);
    answer(rows.slice(0, 40), 0, 300);
    answer(rows);
    expect(await all).toHaveLength(300);
    expect(state.table.rows).toHaveLength(40);
    expect(taken()).toMatchObject([{ first: 0, count: 40 }]);
    answer(rows.slice(0, 2));
    expect(await state.table.all()).toHaveLength(2);
  });
});
