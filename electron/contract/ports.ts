import type { FeedRequest } from './feed.ts';

/**
 * Ports join two pages directly, so that what flows there costs the main process nothing. Only the console page can
 * ask for one; the main process makes the channel and hands one end to each side, so neither can name a stranger.
 *
 * session: console page ⇄ session page; messages: renderer/session/protocol.ts
 * traffic: console page ⇄ the session page's worker, one for each session; messages: renderer/traffic/protocol.ts
 * feed: main process ⇄ the session page's worker, one for each recording and export; messages: feed.ts. The main
 * process opens it, nobody can ask for it.
 */
export type PortHeader =
  | { readonly port: 'session' }
  | { readonly port: 'traffic'; readonly sessionId: string }
  | { readonly port: 'feed'; readonly feedId: string; readonly request: FeedRequest };

/** `data` of the window message with which the preload script hands a port on to its page. */
export interface PortMessage {
  readonly type: 'room-console:port';
  readonly header: PortHeader;
}
