import type { LogMessage } from '../../protocol/index.ts';
import { inspectRow } from '../rows/packet-detail.ts';
import type { Scheduler } from '../scheduler.ts';
import type { SessionLog } from '../session-log.ts';
import { segmentRows } from '../store/columns.ts';
import { RepeatedAnswer } from './repeated-answer.ts';

/** As often as a person can follow a stream's progress. */
const everyMs = 250;

interface InspectedRowsOptions {
  readonly session: SessionLog;
  readonly scheduler: Scheduler;
  readonly post: (message: LogMessage, transfer: ArrayBuffer[]) => void;
}

/** The rows that a view looks at closely: they are told again while their stream or RPC goes on. */
export class InspectedRows {
  readonly #options: InspectedRowsOptions;
  readonly #answer: RepeatedAnswer;
  #rows: readonly number[] = [];
  #seen = '';

  constructor(options: InspectedRowsOptions) {
    this.#options = options;
    this.#answer = new RepeatedAnswer({ scheduler: options.scheduler, everyMs, send: () => this.#send() });
  }

  inspect(rows: readonly number[]): void {
    this.#rows = rows;
    this.#answer.show();
  }

  noteChange(): void {
    const { firstRow } = this.#options.session.log;
    // What a person reads is not taken away because the row went.
    const areHeld = this.#rows.length > 0 && this.#rows.every((row) => row >= firstRow);
    if (areHeld && this.#changes() !== this.#seen) this.#answer.noteChange();
  }

  dispose(): void {
    this.#answer.dispose();
  }

  /** Another text each time that what is told of the rows may have changed. */
  #changes(): string {
    const { context, log, relations } = this.#options.session;
    const versions = this.#rows.map((row) => {
      const flow = relations.flow(log.segmentOf(row)?.flow[row % segmentRows] ?? 0);
      const rpc = flow === undefined ? undefined : relations.flow(flow.rpc);
      return `${flow?.version ?? 0} ${rpc?.version ?? 0}`;
    });
    return `${context.version} ${versions.join(' ')}`;
  }

  #send(): undefined {
    const { session, post } = this.#options;
    this.#seen = this.#changes();
    const details = this.#rows.map((row) => inspectRow(row, session));
    const transfer = details.flatMap((detail) =>
      detail !== undefined && 'packet' in detail ? [detail.packet.buffer, detail.payload.buffer] : [],
    );
    // Payload and packet never share a buffer; a transfer list must not name one twice.
    const buffers = [...new Set(transfer)].filter((one) => one instanceof ArrayBuffer);
    post({ type: 'detail', rows: [...this.#rows], details }, buffers);
  }
}
