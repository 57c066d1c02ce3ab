import { expect, it } from 'vitest';
import { CompletenessWatch } from '../../../../renderer/app/completeness-watch.svelte.ts';
import { makeSnapshot } from '../support.ts';

const { completeness } = makeSnapshot();

it('calls a difference loss only when it stays the same over three samples', () => {
  const watch = new CompletenessWatch();
  const stays: boolean[] = [];
  const sample = (sampledAtMs: number, browserReceived: number, sampledReceived: number): void => {
    watch.take({ ...completeness, sampledAtMs, browserReceived, sampledReceived });
    stays.push(watch.stays);
  };
  sample(1, 110, 100);
  sample(2, 190, 150);
  sample(3, 200, 199);
  // The same sample again, in another snapshot, proves nothing.
  sample(3, 200, 199);
  sample(4, 300, 299);
  sample(5, 400, 399);
  sample(6, 500, 500);
  expect(stays).toEqual([false, false, false, false, false, true, false]);
});
