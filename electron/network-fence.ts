import type { Session } from 'electron';
import { isAppUrl, isCaptureUrl } from './app-assets.ts';
import type { PageName } from './contract/pages.ts';
import { parseUrl } from './contract/server-url.ts';
import { joiningIdentity } from './join-url.ts';

export interface NetworkRequest {
  readonly url: string;
  /** Undefined: no page of ours asked. */
  readonly page: PageName | undefined;
}

export interface NetworkRules {
  /** ws:// or wss:// URLs of the servers that sessions are open on. */
  readonly servers: readonly string[];
  readonly devUrl: string | undefined;
}

/** LiveKit Cloud sends a client on to a region's host, so a project there may reach all hosts of its domain. */
const cloudDomains = ['.livekit.cloud', '.livekit.run'];

/**
 * Whether a page may make this request. The console page reaches our own files only; the pages that hold rooms reach
 * the servers in use, over WebSocket and HTTP. Pure.
 */
export function mayRequest(request: NetworkRequest, rules: NetworkRules): boolean {
  // Its address is a secret between the main process and the session page. Electron does not promise to name the page
  // that a worker belongs to, so a request of nobody passes; one of another page does not.
  if (isCaptureUrl(request.url)) return request.page === 'session' || request.page === undefined;
  if (isAppUrl(request.url)) return true;
  const url = parseUrl(request.url);
  if (url === undefined) return false;
  // Nothing leaves the machine with these; the content security policy decides about them.
  if (['data:', 'blob:', 'devtools:'].includes(url.protocol)) return true;
  if (rules.devUrl !== undefined && sameServer(url, rules.devUrl)) return true;
  if (request.page !== 'session' && request.page !== 'simulator') return false;
  return rules.servers.some((server) => sameServer(url, server) || sameCloud(url, server));
}

/**
 * Cancels what `mayRequest` does not allow. `refused` is told of each, for the log.
 *
 * Joins have a second gate, `mayJoin`: livekit-client reconnects by itself, and even a resume creates a room that the
 * server has forgotten meanwhile.
 */
export function raiseNetworkFence(
  session: Session,
  options: {
    readonly pageOf: (webContentsId: number | undefined) => PageName | undefined;
    readonly rules: () => NetworkRules;
    readonly refused: (host: string, page: PageName | undefined) => void;
    readonly mayJoin: (identity: string) => Promise<boolean>;
  },
): void {
  session.webRequest.onBeforeRequest((details, answer) => {
    const page = options.pageOf(details.webContentsId);
    const allowed = mayRequest({ url: details.url, page }, options.rules());
    if (!allowed) options.refused(parseUrl(details.url)?.host ?? details.url.slice(0, 40), page);
    const identity = allowed && page === 'session' ? joiningIdentity(details.url) : undefined;
    if (identity === undefined) {
      answer({ cancel: !allowed });
      return;
    }
    options.mayJoin(identity).then(
      (may) => answer({ cancel: !may }),
      () => answer({ cancel: true }),
    );
  });
}

function sameServer(url: URL, server: string): boolean {
  const other = parseUrl(server);
  return other !== undefined && url.host === other.host && isSecure(url) === isSecure(other) && isWeb(url);
}

function sameCloud(url: URL, server: string): boolean {
  const host = parseUrl(server)?.hostname ?? '';
  const isOnCloud = cloudDomains.some((domain) => host.endsWith(domain));
  return isOnCloud && isWeb(url) && isSecure(url) && cloudDomains.some((domain) => url.hostname.endsWith(domain));
}

function isWeb(url: URL): boolean {
  return ['ws:', 'wss:', 'http:', 'https:'].includes(url.protocol);
}

function isSecure(url: URL): boolean {
  return url.protocol === 'wss:' || url.protocol === 'https:';
}
