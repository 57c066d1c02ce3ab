import { describe, expect, it } from 'vitest';
import { RatesState } from '../../../../../renderer/traffic/statistics/rates-state.svelte.ts';
import { recorder } from './table-fixtures.ts';

describe('RatesState', () => {
  it('asks while it is shown, and a new worker again', () => {
    const state = new RatesState();
    const { send, taken } = recorder();
    state.connect(send);
    state.shown = true;
    state.shown = true;
    state.connect(send);
    state.shown = false;
    const [on, off] = [true, false].map((shown) => ({ type: 'showRates', shown }));
    expect(taken()).toEqual([on, on, off]);
  });

  it('has what was answered', () => {
    const state = new RatesState();
    const none = new Uint32Array(0);
    const answer = { type: 'rates', startMs: 0, bucketMs: 100, reliable: none, lossy: none, other: none, flagged: none } as const;
    state.take({ type: 'plot', times: new Float64Array(), values: new Float64Array(), left: 0 });
    expect(state.answer).toBeUndefined();
    state.take(answer);
    expect(state.answer).toBe(answer);
  });
});
