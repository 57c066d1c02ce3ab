import type { ChannelCounts } from '../traffic/protocol/index.ts';
import type { HostMessage, WorkerMessage } from '../traffic/worker/host-protocol.ts';

interface LogWorkerOptions {
  readonly worker: Worker;
  /** The worker is gone or says that something must not have happened. */
  readonly onTrouble: (message: string) => void;
}

/** The session page's end of the worker that holds the logs. What is posted first is logged first. */
export class LogWorker {
  readonly #worker: Worker;
  readonly #progress = new Map<string, Progress>();

  constructor({ worker, onTrouble }: LogWorkerOptions) {
    this.#worker = worker;
    worker.addEventListener('error', (event) => onTrouble(`The log worker failed: ${event.message}`));
    worker.addEventListener('messageerror', () => onTrouble('A message of the log worker could not be read.'));
    worker.addEventListener('message', (event: MessageEvent<WorkerMessage>) => {
      const message = event.data;
      if (message.type === 'error') onTrouble(message.message);
      else this.#acknowledge(message);
    });
  }

  /** A session begins. */
  open(sessionId: string, ownIdentity: string): void {
    this.#progress.set(sessionId, nothingYet);
    this.post({ type: 'open', sessionId, ownIdentity });
  }

  /** A session is over; nothing is told of it any more. */
  close(sessionId: string): void {
    this.#progress.delete(sessionId);
    this.post({ type: 'close', sessionId });
  }

  /**
   * How much of what the tap put into its chunks is in a session's log; at most 250 ms old. Nothing is ever held back
   * or dropped: what the worker has not taken yet waits.
   */
  progress(sessionId: string): Progress {
    return this.#progress.get(sessionId) ?? nothingYet;
  }

  /** `transfer`: buffers and ports that the worker takes over. */
  post(message: HostMessage, transfer: Transferable[] = []): void {
    this.#worker.postMessage(message, transfer);
  }

  #acknowledge(message: Extract<WorkerMessage, { readonly type: 'counts' }>): void {
    const { sessionId, taken, caughtUp, received, sent } = message;
    if (!this.#progress.has(sessionId)) return;
    this.#progress.set(sessionId, { acknowledged: taken, logged: sum(received) + sum(sent), caughtUp });
  }
}

/** In messages. */
interface Progress {
  readonly acknowledged: number;
  readonly logged: number;
  /** Nothing was left in what the tap has handed over. */
  readonly caughtUp: boolean;
}

const nothingYet: Progress = { acknowledged: 0, logged: 0, caughtUp: false };

function sum(counts: ChannelCounts): number {
  return counts.reliable + counts.lossy + counts.other;
}
