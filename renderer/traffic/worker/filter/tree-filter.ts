import type { FilterTree } from '../../protocol/index.ts';
import type { SessionLog } from '../session-log.ts';
import { compileFilter } from './compile-filter.ts';
import { RowCursor } from './row-cursor.ts';
import { RowScan } from './row-scan.ts';
import { changes } from './row-test.ts';
import type { RowTest } from './row-test.ts';
import type { ShownRows } from './shown-rows.ts';

/**
 * The rows that a filter finds.
 *
 * Where it asks for what changes after a row was logged (marks, what the room tells of a sender), all rows are looked
 * at again when it did. What was found before is shown until that is done; a change meanwhile is looked at after it.
 */
export class TreeFilter implements ShownRows {
  /** Position of this row stays right when the rows are found anew: the first one on screen. */
  anchorRow = 0;
  readonly #session: SessionLog;
  readonly #test: RowTest;
  readonly #cursor: RowCursor;
  readonly #now: () => number;
  #scan: RowScan;
  #version: number;
  #next: { readonly scan: RowScan; readonly version: number } | undefined;
  /** Of scans that came before, less what this one began with. */
  #baseBefore = 0;

  /** @param now Ms, of any origin. */
  constructor(tree: FilterTree, session: SessionLog, now: () => number) {
    this.#session = session;
    this.#test = compileFilter(tree, session);
    this.#cursor = new RowCursor(session);
    this.#now = now;
    this.#scan = this.#newScan();
    this.#version = versionOf(this.#test, session);
  }

  get count(): number {
    this.#scan.forgetEvicted();
    return this.#scan.matches.length;
  }

  get pending(): number {
    this.#noteChanges();
    this.#scan.forgetEvicted();
    this.#next?.scan.forgetEvicted();
    return this.#scan.pending + (this.#next?.scan.pending ?? 0);
  }

  get base(): number {
    this.#scan.forgetEvicted();
    return this.#baseBefore + this.#scan.base;
  }

  rowAt(position: number): number | undefined {
    this.#scan.forgetEvicted();
    return this.#scan.matches.at(position);
  }

  positionFrom(row: number): number {
    this.#scan.forgetEvicted();
    return this.#scan.matches.positionFrom(row);
  }

  step(sliceMs: number): void {
    this.#noteChanges();
    const deadline = this.#now() + sliceMs;
    this.#scan.step(deadline, this.#now);
    if (this.#next === undefined || this.#now() >= deadline) return;
    this.#next.scan.step(deadline, this.#now);
    if (this.#next.scan.pending === 0) this.#takeNext(this.#next.scan, this.#next.version);
  }

  #noteChanges(): void {
    const version = versionOf(this.#test, this.#session);
    if (version === this.#version || this.#next !== undefined) return;
    this.#next = { scan: this.#newScan(), version };
  }

  #takeNext(scan: RowScan, version: number): void {
    const base = this.base + scan.matches.positionFrom(this.anchorRow) - this.positionFrom(this.anchorRow);
    this.#scan = scan;
    this.#baseBefore = base - scan.base;
    this.#version = version;
    this.#next = undefined;
  }

  #newScan(): RowScan {
    return new RowScan({ log: this.#session.log, cursor: this.#cursor, test: this.#test });
  }
}

/** Changes when what a test was told may be answered otherwise now. */
function versionOf(test: RowTest, session: SessionLog): number {
  const context = (test.changesWith & changes.context) === 0 ? 0 : session.context.version;
  const marks = (test.changesWith & changes.marks) === 0 ? 0 : session.log.marksVersion;
  return context + marks;
}
