import type { ViewMessage } from '../../protocol/index.ts';
import { compileFilter } from '../filter/compile-filter.ts';
import { RowCursor } from '../filter/row-cursor.ts';
import type { RowTest } from '../filter/row-test.ts';
import type { SessionLog } from '../session-log.ts';

export type ColourRules = Extract<ViewMessage, { readonly type: 'colours' }>['rules'];

/** A rule looks at so many parts of a large row (about 1 MiB): what it has not found by then it does not colour. */
const partsMaximum = 32;

/** The colours that rules give to rows. */
export class RowColours {
  readonly #session: SessionLog;
  readonly #cursor: RowCursor;
  #rules: readonly { readonly test: RowTest; readonly colour: number }[] = [];

  constructor(session: SessionLog) {
    this.#session = session;
    this.#cursor = new RowCursor(session);
  }

  set(rules: ColourRules): void {
    this.#rules = rules.map(({ tree, colour }) => ({ test: compileFilter(tree, this.#session), colour }));
  }

  /** That of the first rule that the row matches. */
  readonly of = (row: number): number | undefined => {
    if (this.#rules.length === 0) return undefined;
    this.#cursor.reset();
    if (!this.#cursor.seek(row)) return undefined;
    return this.#rules.find(({ test }) => this.#matches(test))?.colour;
  };

  #matches(test: RowTest): boolean {
    for (let part = 0; part < partsMaximum; part += 1) {
      const matched = test.matches(this.#cursor);
      if (matched !== undefined) return matched;
    }
    return false;
  }
}
