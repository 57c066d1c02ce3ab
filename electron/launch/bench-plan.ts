import type { ParsedArguments } from './arguments.ts';

/** The benchmarks, in the order of the table, each with what it does in one line. */
export const BENCHES = {
  flood: 'raw floods through a real server: rows, rates, main-thread time against a bare livekit-client page',
  frames: 'frames of the window for 60 s while 20,000 rows/s arrive, 1 M rows held, no server running',
  scroll: 'frames of the window while scrolling, dragging and paging through 1 M rows',
  filter: 'filters over 1 M rows against plain loops in Node',
  matches: 'first matches on screen after a filter was entered, 1 M rows held',
  memory: 'memory per row beyond the packet’s bytes, over 1 M rows',
  recording: 'raw floods with a recording on against off: rates, nothing missing, how late rows are on disk, bytes on disk',
  kills: 'SIGKILL at random moments while it is recorded: what the files lack',
  open: 'a capture of 1 GB: first rows, all rows, a filter over its text, memory of the page',
  fuzz: '100,000 malformed or extreme packets: rows, long tasks in both pages, exceptions',
} as const;
export type BenchName = keyof typeof BENCHES;

export interface BenchPlan {
  readonly names: readonly BenchName[];
  /** Shorter and coarser: to see that everything works. */
  readonly quick: boolean;
}

const allNames = Object.keys(BENCHES).filter((name): name is BenchName => name in BENCHES);

export const BENCH_USAGE = `usage: npm run bench [-- name … --quick]

${allNames.map((name) => `  ${name.padEnd(9)} ${BENCHES[name]}`).join('\n')}

Without names: all of them. --quick: shorter and coarser, to see that everything works.
The table is written to out/bench/bench.json too. A limit that is missed is marked there; it is no error.`;

/** Reads the arguments after `npm run bench --`. */
export function parseBenchArguments(argv: readonly string[]): ParsedArguments<BenchPlan> {
  const asked = argv.filter((word) => word !== '--quick');
  const unknown = asked.find((word) => !allNames.some((name) => name === word));
  if (unknown !== undefined) return { ok: false, message: `unknown argument: ${unknown}` };
  const names = allNames.filter((name) => asked.length === 0 || asked.includes(name));
  return { ok: true, value: { names, quick: argv.includes('--quick') } };
}
