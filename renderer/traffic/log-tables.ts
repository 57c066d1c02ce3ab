import type { KeyValueStore } from '../ui/stored.ts';
import { LatestState } from './latest/latest-state.svelte.ts';
import type { TableAnswer, ViewMessage } from './protocol/index.ts';
import { RatesState } from './statistics/rates-state.svelte.ts';
import { StatisticsState } from './statistics/statistics-state.svelte.ts';

/** The tables and plots over one log. */
export class LogTables {
  readonly latest: LatestState;
  readonly rates = new RatesState();
  readonly statistics: StatisticsState;

  constructor(options: { readonly store: KeyValueStore }) {
    this.latest = new LatestState(options);
    this.statistics = new StatisticsState(options);
  }

  /** `send` reaches a worker that knows nothing yet. */
  connect(send: (message: ViewMessage) => void): void {
    for (const table of [this.latest, this.rates, this.statistics]) table.connect(send);
  }

  take(answer: TableAnswer): void {
    for (const table of [this.latest, this.rates, this.statistics]) table.take(answer);
  }
}
