import type { Bench } from './support/bench.ts';

/** Filters over 1 M rows in Node, beside plain loops over the same data. */
export const filterBench: Bench = async () => {
  // Loaded here: it is a program of its own too.
  const { runFilterBench } = await import('./filter-bench.ts');
  return runFilterBench();
};
