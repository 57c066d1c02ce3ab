import type { OpenCapture } from '../../electron/contract/captures.ts';
import { parseFilter } from '../traffic/filter/parse-filter.ts';
import { LogTables } from '../traffic/log-tables.ts';
import { LogView } from '../traffic/log-view.svelte.ts';
import type { ViewMessage } from '../traffic/protocol/index.ts';
import type { KeyValueStore } from '../ui/stored.ts';
import { ComparisonState } from './compare/comparison-state.svelte.ts';

/** What the tab of a capture keeps while others are in front. */
export class CaptureTabState {
  capture: OpenCapture;
  readonly log: LogView;
  readonly tables: LogTables;
  readonly comparison = new ComparisonState();
  /** Why the rows cannot be shown; undefined while they can. */
  logProblem = $state<string>();
  #send: ((message: ViewMessage) => void) | undefined;

  /** `store`: where the order of tables is remembered. */
  constructor(capture: OpenCapture, store: KeyValueStore) {
    this.capture = $state.raw(capture);
    this.tables = new LogTables({ store });
    this.log = new LogView({
      sessionId: capture.id,
      parse: parseFilter,
      tables: {
        connect: (send) => {
          this.#send = send;
          this.tables.connect(send);
          this.comparison.connect(send);
        },
        take: (answer) => {
          if (answer.type === 'comparison' || answer.type === 'compared' || answer.type === 'difference') this.comparison.take(answer);
          else this.tables.take(answer);
        },
      },
    });
    // It is read from its beginning, while a room is followed.
    this.log.scroll.hold();
  }

  get id(): string {
    return this.capture.id;
  }

  /** Reads no further; what is read stays. */
  stopReading(): void {
    this.#send?.({ type: 'cancelReading' });
  }

  /** Reads what it was held at, too. */
  readOn(): void {
    this.#send?.({ type: 'readOn' });
  }

  dispose(): void {
    this.log.dispose();
  }
}
