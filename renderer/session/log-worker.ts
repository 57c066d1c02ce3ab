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
  readonly #progress = new Map<string, Handed>();

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

  /** How much of what was handed over is in a session's log; at most 250 ms old. */
  progress(sessionId: string): { readonly acknowledged: number; readonly logged: number } {
    return this.#progress.get(sessionId) ?? { acknowledged: 0, logged: 0 };
  }

  /**
   * Hands over a chunk with that many messages. Nothing is ever held back or dropped: what the worker has not taken
   * yet waits in its queue, and `progress` tells how much that is.
   */
  chunk(sessionId: string, chunk: ArrayBuffer, messages: number): void {
    const handed = this.#progress.get(sessionId) ?? { acknowledged: 0, logged: 0, chunks: 0, waiting: [] };
    this.#progress.set(sessionId, handed);
    this.post({ type: 'chunk', sessionId, chunk }, [chunk]);
    handed.waiting.push(messages);
  }

  forget(sessionId: string): void {
    this.#progress.delete(sessionId);
  }

  #acknowledge(counts: Extract<WorkerMessage, { readonly type: 'counts' }>): void {
    const handed = this.#progress.get(counts.sessionId);
    if (handed === undefined) return;
    const taken = handed.waiting.splice(0, Math.max(0, counts.chunks - handed.chunks));
    handed.chunks += taken.length;
    handed.acknowledged = taken.reduce((sum, messages) => sum + messages, handed.acknowledged);
    handed.logged = sum(counts.received) + sum(counts.sent);
  }

  /** `transfer`: buffers and ports that the worker takes over. */
  post(message: HostMessage, transfer: Transferable[] = []): void {
    this.#worker.postMessage(message, transfer);
  }
}

interface Handed {
  acknowledged: number;
  logged: number;
  /** Chunks that the worker has taken. */
  chunks: number;
  /** Messages of each chunk that it has not. */
  readonly waiting: number[];
}

function sum(counts: ChannelCounts): number {
  return counts.reliable + counts.lossy + counts.other;
}
