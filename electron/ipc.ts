import type { MessagePortMain } from 'electron';
import { isAppUrl } from './app-assets.ts';
import type { EventName, Events } from './contract/events.ts';
import { channels, pageNames, pages } from './contract/pages.ts';
import type { PageName } from './contract/pages.ts';
import type { PortHeader } from './contract/ports.ts';
import { refused } from './contract/result.ts';
import type { Result } from './contract/result.ts';
import type { PageDirectory } from './page-directory.ts';
import type { RequestGate } from './request-gate.ts';
import type { Log } from './services/log.ts';

/** Makes a pair of joined ports; Electron's MessageChannelMain. */
export type MakeChannel = () => { readonly port1: MessagePortMain; readonly port2: MessagePortMain };

/** Who sent a message, as Electron tells it. */
export interface SenderEvent {
  readonly sender: { readonly id: number };
  /** Null once the frame is gone. */
  readonly senderFrame: { readonly url: string; readonly parent: unknown } | null;
}

/** The part of Electron's ipcMain that is used. */
export interface IpcListener {
  handle(channel: string, listener: (event: SenderEvent, ...words: unknown[]) => Promise<Result<unknown>>): void;
  on(channel: string, listener: (event: SenderEvent, ...words: unknown[]) => void): unknown;
}

export type EventListeners = { readonly [N in EventName]?: (payload: Events[N]) => void };

export interface IpcOptions {
  readonly ipcMain: IpcListener;
  readonly directory: PageDirectory;
  readonly makeChannel: MakeChannel;
  readonly log: Log;
}

/**
 * The one choke point between the main process and its pages: whatever comes in has passed the sender check here and
 * the gate behind it, and whatever goes out goes to a page that the contract names for it.
 */
export class Ipc {
  /** Those in this process who want to know what the pages are told. */
  listeners: EventListeners = {};
  readonly #options: IpcOptions;

  constructor(options: IpcOptions) {
    this.#options = options;
  }

  /** Listens for requests. Once, before the first page is opened. */
  listen(gate: RequestGate): void {
    const { ipcMain, log } = this.#options;
    ipcMain.handle(channels.request, (event, callId, name, input) => {
      const page = this.#pageOfSender(event);
      if (page === undefined) {
        log.warn(`A request of an unknown sender was refused (${event.senderFrame?.url.slice(0, 100) ?? 'no frame'}).`);
        return Promise.resolve(refused('not-allowed', 'The sender of this request is not known. Nothing was done.'));
      }
      return gate.handle({ page, callerId: event.sender.id, callId, name, input });
    });
    ipcMain.on(channels.cancel, (event, callId) => {
      if (this.#pageOfSender(event) !== undefined) gate.cancel(event.sender.id, callId);
    });
  }

  /** Tells the pages that have the right to it and are there; the others learn the state when they ask. */
  emit<N extends EventName>(name: N, payload: Events[N]): void {
    this.listeners[name]?.(payload);
    for (const page of pageNames) {
      const events: readonly EventName[] = pages[page].events;
      if (events.includes(name)) this.#options.directory.contentsOf(page)?.send(channels.event, name, payload);
    }
  }

  /** Joins the console page to the session page with a new channel; false where one of them is not there. */
  joinPages(header: PortHeader): boolean {
    const console = this.#options.directory.contentsOf('console');
    const session = this.#options.directory.contentsOf('session');
    if (console === undefined || session === undefined) return false;
    const { port1, port2 } = this.#options.makeChannel();
    session.postMessage(channels.port, header, [port2]);
    console.postMessage(channels.port, header, [port1]);
    return true;
  }

  /** Joins the main process to the session page with a new channel; undefined where that page is not there. */
  openPort(header: PortHeader): MessagePortMain | undefined {
    const session = this.#options.directory.contentsOf('session');
    if (session === undefined) return undefined;
    const { port1, port2 } = this.#options.makeChannel();
    session.postMessage(channels.port, header, [port2]);
    return port1;
  }

  /** One of our pages, its main frame, and still on our own origin. */
  #pageOfSender(event: SenderEvent): PageName | undefined {
    const frame = event.senderFrame;
    if (frame === null || frame.parent !== null || !isAppUrl(frame.url)) return undefined;
    return this.#options.directory.pageOf(event.sender.id);
  }
}
