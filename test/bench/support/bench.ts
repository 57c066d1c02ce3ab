import type { BenchRow } from '../bench-row.ts';

/** Runs one benchmark and answers its lines of the table. */
export type Bench = (context: BenchContext) => Promise<BenchRow[]>;

export interface BenchContext {
  /** Shorter and coarser: to see that everything works. */
  readonly quick: boolean;
  /** Folder of the scripts that go into pages. */
  readonly scripts: string;
  /** Says how far it is. */
  note(line: string): void;
  /** Puts a fact into the report: a seed, a count. */
  fact(name: string, value: string | number): void;
}
