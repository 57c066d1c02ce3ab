import type { HostMessage, WorkerMessage } from '../traffic/worker/host-protocol.ts';

interface LogWorkerOptions {
  readonly worker: Worker;
  /** The worker is gone or says that something must not have happened. */
  readonly onTrouble: (message: string) => void;
}

/** The session page's end of the worker that holds the logs. What is posted first is logged first. */
export class LogWorker {
  readonly #worker: Worker;

  constructor({ worker, onTrouble }: LogWorkerOptions) {
    this.#worker = worker;
    worker.addEventListener('error', (event) => onTrouble(`The log worker failed: ${event.message}`));
    worker.addEventListener('messageerror', () => onTrouble('A message of the log worker could not be read.'));
    worker.addEventListener('message', (event: MessageEvent<WorkerMessage>) => {
      if (event.data.type === 'error') onTrouble(event.data.message);
    });
  }

  /** `transfer`: buffers and ports that the worker takes over. */
  post(message: HostMessage, transfer: Transferable[] = []): void {
    this.#worker.postMessage(message, transfer);
  }
}
