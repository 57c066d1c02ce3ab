import { z } from '../../../electron/contract/zod.ts';
import { Stored } from '../../ui/stored.ts';
import type { KeyValueStore } from '../../ui/stored.ts';
import { latestColumns } from '../protocol/index.ts';
import type { LatestColumn, LatestRow, TableAnswer } from '../protocol/index.ts';
import { TableState } from '../statistics/table-state.svelte.ts';
import type { Send, TableSort } from '../statistics/table-state.svelte.ts';
import type { ValuePath } from './value-parts.ts';

type PlotAnswer = Extract<TableAnswer, { readonly type: 'plot' }>;

/** How far back a plot goes, ms. */
export const plotSpans = [10_000, 60_000, 600_000] as const;
export type PlotSpan = (typeof plotSpans)[number];

const schema = z.object({
  column: z.enum(latestColumns),
  descending: z.boolean(),
  spanMs: z.literal(plotSpans),
});
type Choices = z.infer<typeof schema>;
const defaults: Choices = { column: 'sender', descending: false, spanMs: 60_000 };

/** As the protocol has it. */
const rowsMaximum = 500;

/** A number within the payloads of one sender and topic. */
export interface PlotTarget {
  /** The row it was chosen from, as it was then: names of sender and topic. */
  readonly row: LatestRow;
  readonly path: ValuePath;
}

function isSameSeries(one: LatestRow, other: LatestRow): boolean {
  return (
    one.sender.identity === other.sender.identity &&
    one.sender.sid === other.sender.sid &&
    one.topic === other.topic &&
    one.direction === other.direction
  );
}

interface LatestStateOptions {
  /** Where order and span are remembered. */
  readonly store: KeyValueStore;
}

/** The newest values of one session's log, as far as they are on screen, and the number that is plotted. */
export class LatestState {
  readonly table: TableState<LatestRow, LatestColumn>;
  readonly #stored: Stored<Choices>;
  #choices: Choices;
  #send: Send | undefined;
  #shown = false;
  #folded = $state.raw(0);
  #span = $state.raw<PlotSpan>(defaults.spanMs);
  #target = $state.raw<PlotTarget | undefined>(undefined);
  #points = $state.raw<PlotAnswer | undefined>(undefined);

  constructor({ store }: LatestStateOptions) {
    this.#stored = new Stored({ store, key: 'room-console.traffic.latest', schema });
    this.#choices = this.#stored.read() ?? defaults;
    this.#span = this.#choices.spanMs;
    this.table = new TableState<LatestRow, LatestColumn>({
      ask: (part) => ({ type: 'showLatest', ...part }),
      sort: this.#choices,
      rowsMaximum,
      largestFirst: ['rateNow', 'count'],
      onSort: (sort: TableSort<LatestColumn>) => this.#remember(sort),
    });
  }

  /** Packets of senders and topics that are not kept apart. */
  get folded(): number {
    return this.#folded;
  }

  /** What is plotted. */
  get target(): PlotTarget | undefined {
    return this.#target;
  }

  /** Undefined until the worker has answered. */
  get points(): PlotAnswer | undefined {
    return this.#points;
  }

  get span(): PlotSpan {
    return this.#span;
  }

  set span(spanMs: PlotSpan) {
    this.#span = spanMs;
    this.#remember({ spanMs });
    this.#askPlot();
  }

  set shown(shown: boolean) {
    if (shown === this.#shown) return;
    this.#shown = shown;
    this.table.shown = shown;
    if (this.#target !== undefined) this.#askPlot();
  }

  connect(send: Send): void {
    this.#send = send;
    this.table.connect(send);
    if (this.#target !== undefined && this.#shown) this.#askPlot();
  }

  take(answer: TableAnswer): void {
    if (answer.type === 'plot' && this.#target !== undefined) this.#points = answer;
    if (answer.type !== 'latest') return;
    this.#folded = answer.folded;
    this.table.take(answer);
    this.#followTarget(answer.rows);
  }

  /** The log was cleared, or begun anew: the sender's next packet has a row of another key. */
  #followTarget(rows: readonly LatestRow[]): void {
    const target = this.#target;
    if (target === undefined || rows.some(({ key }) => key === target.row.key)) return;
    const row = rows.find((one) => isSameSeries(one, target.row));
    if (row !== undefined) this.plot({ row, path: target.path });
  }

  /** Plots a number from now on, in place of the one that was plotted. */
  plot(target: PlotTarget): void {
    this.#target = target;
    this.#points = undefined;
    this.#askPlot();
  }

  closePlot(): void {
    this.#target = undefined;
    this.#points = undefined;
    this.#askPlot();
  }

  #askPlot(): void {
    const target = this.#shown ? this.#target : undefined;
    const series =
      target === undefined ? undefined : { key: target.row.key, path: [...target.path], spanMs: this.#span };
    this.#send?.({ type: 'showPlot', series });
  }

  #remember(changed: Partial<Choices>): void {
    this.#choices = { ...this.#choices, ...changed };
    this.#stored.write(this.#choices);
  }
}
