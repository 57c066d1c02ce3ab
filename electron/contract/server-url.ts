import type { Result } from './result.ts';
import { ok, refused } from './result.ts';

/**
 * Makes a LiveKit server URL of what a person typed or pasted: `wss://host[:port][/path]` without trailing slash,
 * query or fragment. http(s) becomes ws(s); without a scheme, loopback hosts get ws and all others wss.
 * Refuses (reason `bad-url`) what names no host, another scheme, or carries a user or password.
 */
export function mendServerUrl(typed: string): Result<string> {
  const trimmed = typed.trim();
  if (trimmed === '') return refused('bad-url', 'The server URL is empty. Type its address, such as wss://example.livekit.cloud.');
  const withScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed) ? trimmed : `${guessScheme(trimmed)}://${trimmed}`;
  const scheme = withScheme.slice(0, withScheme.indexOf(':')).toLowerCase();
  const mended = { http: 'ws', https: 'wss', ws: 'ws', wss: 'wss' }[scheme];
  if (mended === undefined) {
    return refused('bad-url', `“${scheme}://” is not a scheme LiveKit speaks. Use wss:// (or ws:// without TLS).`);
  }
  const rest = withScheme.slice(scheme.length);
  const url = parseUrl(`${mended}${rest}`);
  if (url === undefined) {
    return refused('bad-url', `“${trimmed}” is not a server address. It should look like wss://host or ws://127.0.0.1:7880.`);
  }
  if (url.username !== '' || url.password !== '') {
    return refused('bad-url', 'The server URL carries a user or password. Leave them out: key and secret have their own fields.');
  }
  return ok(`${url.protocol}//${url.host}${url.pathname.replace(/\/+$/, '')}`);
}

/** The same server's HTTP address, for the server API. */
export function apiUrl(serverUrl: string): string {
  return serverUrl.replace(/^ws/, 'http');
}

/** True where the URL's host is this machine: no TLS needed, no STUN server to be asked. */
export function isLoopback(serverUrl: string): boolean {
  const url = parseUrl(serverUrl);
  return url !== undefined && isLoopbackHost(url.hostname);
}

/** `URL.canParse` is younger than the runtime floor (Chromium 120, Node 18.17). */
function parseUrl(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}

function isLoopbackHost(host: string): boolean {
  return host === 'localhost' || host.endsWith('.localhost') || /^127(\.\d+){3}$/.test(host) || host === '[::1]';
}

function guessScheme(withoutScheme: string): 'ws' | 'wss' {
  const host = /^(\[[^\]]*\]|[^:/?#]*)/.exec(withoutScheme)?.[0] ?? '';
  return isLoopbackHost(host) ? 'ws' : 'wss';
}
