import type { RoomEventEntry } from '../traffic/protocol/index.ts';
import type { BrowserCounts, CountedConnection, MessageCounts } from './browser-counts.ts';
import { agreeAgainRow, mismatchRow, unloggedRow, type ConnectionRow } from './connection-rows.ts';
import { LogWatch, type LogLag, type LogProgress } from './log-watch.ts';
import { MismatchWatch } from './mismatch-watch.ts';
import type { Completeness } from './protocol.ts';

/** What the tap counted for this session, and how much of it is in the log; see tap/wire-tap.ts and log-worker.ts. */
export interface SessionCounts {
  total(): MessageCounts;
  progress(): LogProgress;
  /** Messages of both directions. */
  byChannel(): { readonly reliable: number; readonly lossy: number; readonly other: number };
  /** Those of this session, the closed ones for a while. */
  connections(): readonly CountedConnection[];
}

interface SessionProofOptions {
  readonly counts: SessionCounts;
  readonly browserCounts: BrowserCounts;
  /** Epoch ms. */
  readonly now: () => number;
  /** Puts an alarm, or its end, into the log. */
  readonly note: (row: Omit<RoomEventEntry, 'time'>) => void;
}

/**
 * Proves, or disproves, that all that reached this machine is in the log: the browser's counts against the tap's, and
 * the tap's against the log's. What stays wrong is a row of the log, once for each time that it goes wrong.
 */
export class SessionProof {
  readonly #options: SessionProofOptions;
  readonly #logWatch = new LogWatch();
  readonly #mismatches = new MismatchWatch();
  #lag: LogLag = { behind: 0, unlogged: 0 };

  constructor(options: SessionProofOptions) {
    this.#options = options;
  }

  get completeness(): Completeness {
    const { counts, browserCounts } = this.#options;
    return { ...browserCounts.completeness(counts.total()), ...this.#lag, mismatch: this.#mismatches.current };
  }

  /** To be called once a second. */
  async verify(): Promise<void> {
    const { counts } = this.#options;
    const { received, sent } = counts.total();
    const lag = this.#logWatch.sample(received + sent, counts.progress());
    if (lag.unlogged > 0 && this.#lag.unlogged === 0) this.#note(unloggedRow(lag.unlogged));
    this.#lag = lag;
    await this.sample();
    const turn = this.#mismatches.take(this.completeness);
    const found = this.#mismatches.current;
    if (turn === 'began' && found !== undefined) this.#note(mismatchRow(found));
    if (turn === 'ended') this.#note(agreeAgainRow());
  }

  /** Asks the browser out of turn: connections are about to be closed, and a closed one tells nothing. */
  sample(): Promise<void> {
    const { counts, browserCounts, now } = this.#options;
    return browserCounts.sample(counts.connections(), now);
  }

  #note(row: ConnectionRow): void {
    this.#options.note(row);
  }
}
