import type { EventName, Events } from './events.ts';
import type { RequestInput, RequestName, RequestOutput } from './requests.ts';
import type { Result } from './result.ts';

/** `window.roomConsole`: all that a page has of the main process. Ports come as window messages (ports.ts). */
export interface RoomConsoleBridge {
  /**
   * Asks the main process. Never rejects: bad input, a missed deadline and a bug all come back as results.
   * `callId` is the caller's, unique within its page; `cancel` takes it.
   */
  request<N extends RequestName>(callId: string, name: N, input: RequestInput<N>): Promise<Result<RequestOutput<N>>>;
  cancel(callId: string): void;
  /** Path of a `File` that was dropped on the page; empty where it is on no disk. Before Electron 32: always empty. */
  pathOf(file: object): string;
  /** Returns its unsubscribe. */
  on<N extends EventName>(name: N, listener: (payload: Events[N]) => void): () => void;
}
