import type { BenchName } from '../../electron/launch/bench-plan.ts';
import { filterBench } from './filters-bench.ts';
import { floodBench } from './flood-bench.ts';
import { framesBench } from './frames-bench.ts';
import { fuzzBench } from './fuzz-bench.ts';
import { matchBench } from './match-bench.ts';
import { memoryBench } from './memory-bench.ts';
import { killsBench } from './kills-bench.ts';
import { openBench } from './open-bench.ts';
import { recordingBench } from './recording-bench.ts';
import { scrollBench } from './scroll-bench.ts';
import type { Bench } from './support/bench.ts';

/** What each name runs. */
export const benches: Readonly<Record<BenchName, Bench>> = {
  flood: floodBench,
  frames: framesBench,
  scroll: scrollBench,
  filter: filterBench,
  matches: matchBench,
  memory: memoryBench,
  recording: recordingBench,
  kills: killsBench,
  open: openBench,
  fuzz: fuzzBench,
};
