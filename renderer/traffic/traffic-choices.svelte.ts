import { z } from '../../electron/contract/zod.ts';
import { PayloadChoices } from '../payload/payload-choices.svelte.ts';
import { Stored } from '../ui/stored.ts';
import type { KeyValueStore } from '../ui/stored.ts';
import type { CopyFormat } from './asks.ts';
import { ColourRulesState } from './filter/colour-rules.svelte.ts';
import { FilterMemory } from './filter/filter-memory.svelte.ts';
import { columnNames, columns } from './timeline/columns.ts';
import type { ColumnName, ColumnWidths } from './timeline/columns.ts';

export const trafficViews = ['timeline', 'latest', 'statistics'] as const;
export type TrafficView = (typeof trafficViews)[number];

const rem = z.number().min(1).max(100);
const schema = z.object({
  view: z.enum(trafficViews),
  rates: z.boolean(),
  hiddenColumns: z.array(z.enum(columnNames)),
  widths: z.partialRecord(z.enum(columnNames), rem),
  copyAs: z.enum(['json', 'payload', 'table']),
});
type Choices = z.infer<typeof schema>;

const defaults: Choices = { view: 'timeline', rates: true, hiddenColumns: [], widths: {}, copyAs: 'json' };

/** How the traffic of rooms is looked at; one choice for all rooms, remembered. */
export class TrafficChoices {
  readonly filters: FilterMemory;
  readonly colours: ColourRulesState;
  /** Which view of a payload was fixed for a topic. */
  readonly payloads: PayloadChoices;
  readonly #stored: Stored<Choices>;
  #choices = $state.raw<Choices>(defaults);

  constructor(store: KeyValueStore) {
    this.#stored = new Stored({ store, key: 'room-console.traffic', schema });
    this.#choices = this.#stored.read() ?? defaults;
    this.filters = new FilterMemory(store);
    this.colours = new ColourRulesState(store);
    this.payloads = new PayloadChoices({ store });
  }

  get view(): TrafficView {
    return this.#choices.view;
  }

  set view(view: TrafficView) {
    this.#change({ view });
  }

  /** The rate plot above the rows. */
  get rates(): boolean {
    return this.#choices.rates;
  }

  set rates(rates: boolean) {
    this.#change({ rates });
  }

  /** What Ctrl+C copies rows as. */
  get copyAs(): CopyFormat {
    return this.#choices.copyAs;
  }

  set copyAs(copyAs: CopyFormat) {
    this.#change({ copyAs });
  }

  get columns(): readonly ColumnName[] {
    return columnNames.filter((name) => columns[name].isFixed === true || !this.#choices.hiddenColumns.includes(name));
  }

  get widths(): ColumnWidths {
    return this.#choices.widths;
  }

  showColumn(name: ColumnName, shown: boolean): void {
    const others = this.#choices.hiddenColumns.filter((other) => other !== name);
    this.#change({ hiddenColumns: shown ? others : [...others, name] });
  }

  /** Rem; undefined: as wide as it is by itself. */
  resizeColumn(name: ColumnName, width: number | undefined): void {
    const { [name]: _before, ...others } = this.#choices.widths;
    this.#change({ widths: width === undefined ? others : { ...others, [name]: Math.min(100, Math.max(1, width)) } });
  }

  resetColumns(): void {
    this.#change({ hiddenColumns: [], widths: {} });
  }

  #change(changed: Partial<Choices>): void {
    this.#choices = { ...this.#choices, ...changed };
    this.#stored.write(this.#choices);
  }
}
