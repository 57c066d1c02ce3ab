import type { RoomConsoleBridge } from '../electron/contract/bridge.ts';
import type { EventName, Events } from '../electron/contract/events.ts';
import type { PortHeader, PortMessage } from '../electron/contract/ports.ts';
import type { RequestInput, RequestName, RequestOutput } from '../electron/contract/requests.ts';
import type { Result } from '../electron/contract/result.ts';

declare global {
  interface Window {
    readonly roomConsole: RoomConsoleBridge;
  }
}

let calls = 0;

/**
 * The one place that touches `window.roomConsole`. Aborting the signal tells the main process to stop; the answer
 * still comes, as refused or unknown.
 */
export function request<N extends RequestName>(
  name: N,
  ...[input, signal]: undefined extends RequestInput<N>
    ? [input?: RequestInput<N>, signal?: AbortSignal]
    : [input: RequestInput<N>, signal?: AbortSignal]
): Promise<Result<RequestOutput<N>>> {
  calls += 1;
  const callId = String(calls);
  const cancel = (): void => window.roomConsole.cancel(callId);
  signal?.addEventListener('abort', cancel, { once: true });
  return window.roomConsole
    .request(callId, name, input as RequestInput<N>)
    .finally(() => signal?.removeEventListener('abort', cancel));
}

/** Listens to an event of the main process; returns its unsubscribe. */
export function on<N extends EventName>(name: N, listener: (payload: Events[N]) => void): () => void {
  return window.roomConsole.on(name, listener);
}

/**
 * Path of a file that was dropped on the window; empty for one that is on no disk. The compatibility runtime (Electron
 * 25) tells it on the file itself, where Electron from 32 on leaves that to the preload script.
 */
export function pathOf(file: File): string {
  const told = 'path' in file ? file.path : undefined;
  return typeof told === 'string' ? told : window.roomConsole.pathOf(file);
}

/** Called with each port the main process hands to this page; returns its unsubscribe. */
export function onPort(listener: (header: PortHeader, port: MessagePort) => void): () => void {
  const receive = (event: MessageEvent<unknown>): void => {
    const port = event.ports[0];
    // Only the preload script posts into its own window; frames there are none, and other origins cannot.
    if (event.source !== window || port === undefined || !isPortMessage(event.data)) return;
    listener(event.data.header, port);
  };
  window.addEventListener('message', receive);
  return () => window.removeEventListener('message', receive);
}

function isPortMessage(data: unknown): data is PortMessage {
  return typeof data === 'object' && data !== null && 'type' in data && data.type === 'room-console:port';
}

/** What state classes take in their constructors, so that tests hand in their own. */
export type Request = typeof request;
export type Listen = typeof on;
export type ListenPort = typeof onPort;
