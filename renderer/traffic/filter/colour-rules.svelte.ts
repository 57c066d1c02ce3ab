import { z } from '../../../electron/contract/zod.ts';
import { Stored } from '../../ui/stored.ts';
import type { KeyValueStore } from '../../ui/stored.ts';
import { colourRulesMaximum, colours } from '../protocol/index.ts';
import type { FilterTree } from '../protocol/index.ts';
import { filterLengthMaximum, parseFilter } from './parse-filter.ts';

/** What each colour is called, in the order of the tints in ui/tokens.css. */
export const colourNames = ['Yellow', 'Teal', 'Violet', 'Green', 'Orange', 'Red'] as const;

const rule = z.object({
  text: z.string().max(filterLengthMaximum),
  colour: z.number().int().min(0).max(colours - 1),
  on: z.boolean(),
});
const schema = z.array(rule).max(colourRulesMaximum);

/** Rows that match `text` get the colour, while the rule is on. */
export type ColourRule = z.infer<typeof rule>;

/** As the `colours` message has them. */
export interface ColourTree {
  readonly tree: FilterTree;
  readonly colour: number;
}

/** The colour rules of all rooms, remembered. The first that a row matches gives its colour. */
export class ColourRulesState {
  readonly #stored: Stored<ColourRule[]>;
  #list = $state.raw<readonly ColourRule[]>([]);

  constructor(store: KeyValueStore) {
    this.#stored = new Stored({ store, key: 'room-console.colours', schema });
    this.#list = this.#stored.read() ?? [];
  }

  get list(): readonly ColourRule[] {
    return this.#list;
  }

  get canAdd(): boolean {
    return this.#list.length < colourRulesMaximum;
  }

  /** For the worker: rules that are on and right. */
  get rules(): readonly ColourTree[] {
    return this.#list.flatMap(({ text, colour, on }) => {
      const tree = on ? parseFilter(text).tree : undefined;
      return tree === undefined ? [] : [{ tree, colour }];
    });
  }

  /** At the top, so that it holds before the others; with the first colour that no rule has. */
  add(text: string, colour: number = this.#freeColour()): void {
    if (this.canAdd) this.#change([{ text: text.trim(), colour, on: true }, ...this.#list]);
  }

  change(index: number, part: Partial<ColourRule>): void {
    const known = this.#list[index];
    if (known !== undefined) this.#change(this.#list.with(index, { ...known, ...part }));
  }

  /** One place up (-1) or down (1). */
  move(index: number, step: -1 | 1): void {
    const [one, other] = [this.#list[index], this.#list[index + step]];
    if (one === undefined || other === undefined) return;
    this.#change(this.#list.with(index, other).with(index + step, one));
  }

  remove(index: number): void {
    this.#change(this.#list.filter((_, at) => at !== index));
  }

  #freeColour(): number {
    const used = new Set(this.#list.map(({ colour }) => colour));
    const free = colourNames.findIndex((_, colour) => !used.has(colour));
    return free < 0 ? this.#list.length % colours : free;
  }

  #change(list: readonly ColourRule[]): void {
    this.#list = list;
    this.#stored.write([...list]);
  }
}
