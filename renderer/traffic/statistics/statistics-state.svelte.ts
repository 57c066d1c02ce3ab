import { z } from '../../../electron/contract/zod.ts';
import { Stored } from '../../ui/stored.ts';
import type { KeyValueStore } from '../../ui/stored.ts';
import { statisticsColumns, statisticsRowsMaximum } from '../protocol/index.ts';
import type { StatisticsColumn, StatisticsRow, StatisticsTotals, TableAnswer } from '../protocol/index.ts';
import type { Send, TableSort } from './table-state.svelte.ts';
import { TableState } from './table-state.svelte.ts';

const sortSchema = z.object({ column: z.enum(statisticsColumns), descending: z.boolean() });
const names: readonly StatisticsColumn[] = ['sender', 'topic', 'kind', 'case'];

interface StatisticsStateOptions {
  /** Where the order is remembered. */
  readonly store: KeyValueStore;
}

/** The statistics of one session's log, as far as they are on screen. */
export class StatisticsState {
  readonly table: TableState<StatisticsRow, StatisticsColumn>;
  #totals = $state.raw<StatisticsTotals | undefined>(undefined);
  #folded = $state.raw(0);

  constructor({ store }: StatisticsStateOptions) {
    const stored = new Stored<TableSort<StatisticsColumn>>({
      store,
      key: 'room-console.traffic.statistics-sort',
      schema: sortSchema,
    });
    this.table = new TableState<StatisticsRow, StatisticsColumn>({
      ask: (part) => ({ type: 'showStatistics', ...part }),
      sort: stored.read() ?? { column: 'count', descending: true },
      rowsMaximum: statisticsRowsMaximum,
      largestFirst: statisticsColumns.filter((column) => !names.includes(column)),
      onSort: (sort) => stored.write(sort),
    });
  }

  get totals(): StatisticsTotals | undefined {
    return this.#totals;
  }

  /** Packets of senders that are not kept apart. */
  get folded(): number {
    return this.#folded;
  }

  set shown(shown: boolean) {
    this.table.shown = shown;
  }

  connect(send: Send): void {
    this.table.connect(send);
  }

  take(answer: TableAnswer): void {
    if (answer.type !== 'statistics') return;
    this.#totals = answer.totals;
    this.#folded = answer.folded;
    this.table.take(answer);
  }
}
