import type { FilterTree } from '../../protocol/index.ts';
import { compileFilter } from '../filter/compile-filter.ts';
import { RowCursor } from '../filter/row-cursor.ts';
import type { RowTest } from '../filter/row-test.ts';
import type { SessionLog } from '../session-log.ts';

interface RowGateOptions {
  readonly session: SessionLog;
  readonly filter: FilterTree | undefined;
  readonly trigger: FilterTree | undefined;
}

/** Which rows go out: none before one matches the trigger, then those that the filter lets through. */
export class RowGate {
  readonly #cursor: RowCursor;
  readonly #filter: RowTest | undefined;
  #trigger: RowTest | undefined;

  constructor({ session, filter, trigger }: RowGateOptions) {
    this.#cursor = new RowCursor(session);
    this.#filter = filter && compileFilter(filter, session);
    this.#trigger = trigger && compileFilter(trigger, session);
  }

  /** Waits for a row that matches the trigger. */
  get isArmed(): boolean {
    return this.#trigger !== undefined;
  }

  /** Bytes that tests have looked at so far: the measure of the time that was spent. */
  get work(): number {
    return this.#cursor.work;
  }

  /** To be called when the log may have changed since it was asked last. */
  reset(): void {
    this.#cursor.reset();
  }

  /** Whether the row is the one that is waited for; undefined: to be asked again. */
  fires(row: number): boolean | undefined {
    if (this.#trigger === undefined) return false;
    const fires = this.#cursor.seek(row) && this.#trigger.matches(this.#cursor);
    if (fires === true) this.#trigger = undefined;
    return fires;
  }

  /** Whether the row is let through; undefined: to be asked again. */
  passes(row: number): boolean | undefined {
    if (this.#filter === undefined) return true;
    return this.#cursor.seek(row) && this.#filter.matches(this.#cursor);
  }
}
