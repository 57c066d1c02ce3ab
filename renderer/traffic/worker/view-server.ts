import { viewMessage } from '../protocol/index.ts';
import type { LogMessage, ViewMessage } from '../protocol/index.ts';
import { CompareServer } from './compare/compare-server.ts';
import type { ByteBudget } from './store/byte-budget.ts';
import type { Scheduler } from './scheduler.ts';
import type { SessionLog } from './session-log.ts';
import { InspectedRows } from './views/inspected-rows.ts';
import { StatusFeed } from './views/log-status.ts';
import { RowActions } from './views/row-actions.ts';
import { ShownLog } from './views/shown-log.ts';
import { TableServer } from './views/table-server.ts';

export interface ViewServerOptions {
  readonly session: SessionLog;
  readonly budget: ByteBudget;
  readonly scheduler: Scheduler;
  readonly post: (message: LogMessage, transfer: ArrayBuffer[]) => void;
  /** The log of another session or capture, to be compared with. */
  readonly sessionOf: (sessionId: string) => SessionLog | undefined;
  /** The view changed the log itself (cleared it, marked rows): all views of the session have to know. */
  readonly onLogChanged: () => void;
}

/** Serves one view: takes its messages, and hands each to the part that answers it. */
export class ViewServer {
  readonly #options: ViewServerOptions;
  readonly #log: ShownLog;
  readonly #status: StatusFeed;
  readonly #actions: RowActions;
  readonly #tables: TableServer;
  readonly #inspected: InspectedRows;
  readonly #compared: CompareServer;
  #isDisposed = false;

  constructor(options: ViewServerOptions) {
    this.#options = options;
    const post = (message: LogMessage): void => options.post(message, []);
    this.#log = new ShownLog({ ...options, post, onProgress: () => this.#status.noteChange() });
    const shown = (): ShownLog['rows'] => this.#log.rows;
    this.#status = new StatusFeed({ ...options, post, shown });
    this.#actions = new RowActions({ ...options, post, shown });
    this.#tables = new TableServer(options);
    this.#inspected = new InspectedRows(options);
    this.#compared = new CompareServer({ ...options, post });
  }

  /** Takes a message of the view; false for one that is none. */
  handle(data: unknown): boolean {
    const parsed = viewMessage.safeParse(data);
    if (!parsed.success) return false;
    if (!this.#isDisposed) this.#take(parsed.data);
    return true;
  }

  /** To be called when the log or its context changed. */
  noteChange(): void {
    if (this.#isDisposed) return;
    this.#log.noteChange();
    this.#status.noteChange();
    this.#tables.noteChange();
    this.#inspected.noteChange();
    this.#compared.noteChange();
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#log.dispose();
    this.#status.dispose();
    this.#actions.dispose();
    this.#tables.dispose();
    this.#inspected.dispose();
    this.#compared.dispose();
  }

  #take(message: ViewMessage): void {
    switch (message.type) {
      case 'show':
        this.#log.show(message);
        return;
      case 'filter':
        this.#log.filter(message.tree);
        this.#status.noteFilter();
        return;
      case 'colours':
        this.#log.colour(message.rules);
        return;
      case 'find':
        this.#log.find(message);
        return;
      case 'inspect':
        this.#inspected.inspect(message.rows);
        return;
      case 'mark':
      case 'copy':
      case 'stopCopying':
      case 'names':
        this.#actions.take(message);
        if (message.type === 'mark') this.#options.onLogChanged();
        return;
      case 'clear':
        this.#options.session.clear();
        this.#options.onLogChanged();
        return;
      case 'cancelReading':
        this.#options.session.reading?.cancel();
        return;
      case 'readOn':
        this.#options.session.reading?.readOn();
        return;
      case 'showStatistics':
      case 'showLatest':
      case 'showRates':
      case 'showPlot':
        this.#tables.take(message);
        return;
      case 'compare':
      case 'showCompared':
      case 'findDifference':
        this.#compared.take(message);
        return;
      default:
        assertNever(message);
    }
  }
}

function assertNever(message: never): never {
  throw new Error(`unexpected message ${String(message)}`);
}
