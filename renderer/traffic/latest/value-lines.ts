import type { LatestRow } from '../protocol/index.ts';
import { valueLine } from './value-parts.ts';
import type { ValueLine } from './value-parts.ts';

/** More rows than are ever drawn at once. */
const linesMaximum = 500;

/** Values as lines, each read once for as long as it is the newest, and only where it is drawn: a payload may be long. */
export class ValueLines {
  /** By the key of the row of the table. */
  readonly #lines = new Map<number, { readonly row: number; readonly line: ValueLine | undefined }>();

  /** Undefined where the value is no JSON that has parts, or is not here. */
  of({ key, row, payload, changed }: LatestRow): ValueLine | undefined {
    if (payload === undefined) return undefined;
    const known = this.#lines.get(key);
    if (known?.row === row) return known.line;
    if (this.#lines.size >= linesMaximum) this.#lines.clear();
    const line = valueLine(payload, changed);
    this.#lines.set(key, { row, line });
    return line;
  }
}
