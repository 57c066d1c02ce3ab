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
  readonly #logged = new Map<string, number>();

  constructor({ worker, onTrouble }: LogWorkerOptions) {
    this.#worker = worker;
    worker.addEventListener('error', (event) => onTrouble(`The log worker failed: ${event.message}`));
    worker.addEventListener('messageerror', () => onTrouble('A message of the log worker could not be read.'));
    worker.addEventListener('message', (event: MessageEvent<WorkerMessage>) => {
      const message = event.data;
      if (message.type === 'error') onTrouble(message.message);
      else this.#logged.set(message.sessionId, sum(message.received) + sum(message.sent));
    });
  }

  /** Messages of a session in its log, both directions; at most 250 ms old. */
  logged(sessionId: string): number {
    return this.#logged.get(sessionId) ?? 0;
  }

  forget(sessionId: string): void {
    this.#logged.delete(sessionId);
  }

  /** `transfer`: buffers and ports that the worker takes over. */
  post(message: HostMessage, transfer: Transferable[] = []): void {
    this.#worker.postMessage(message, transfer);
  }
}

function sum(counts: ChannelCounts): number {
  return counts.reliable + counts.lossy + counts.other;
}
