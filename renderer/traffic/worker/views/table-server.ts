import type { LogMessage, ViewMessage } from '../../protocol/index.ts';
import type { Scheduler } from '../scheduler.ts';
import type { SessionLog } from '../session-log.ts';

export type TableMessage = Extract<
  ViewMessage,
  { readonly type: 'showStatistics' | 'showLatest' | 'showRates' | 'showPlot' }
>;

interface TableServerOptions {
  readonly session: SessionLog;
  readonly scheduler: Scheduler;
  readonly post: (message: LogMessage, transfer: ArrayBuffer[]) => void;
}

/** Serves the tables and plots that one view shows, again whenever they changed. */
export class TableServer {
  readonly #options: TableServerOptions;

  constructor(options: TableServerOptions) {
    this.#options = options;
  }

  take(message: TableMessage): void {
    void message;
    void this.#options;
  }

  /** To be called when the log changed. */
  noteChange(): void {
    // Nothing is shown yet.
  }

  dispose(): void {
    // Nothing is owned yet.
  }
}
