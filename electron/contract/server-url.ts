import type { Result } from './result.ts';
import { ok, refused } from './result.ts';

/**
 * Makes a LiveKit server URL of what a person typed or pasted: `wss://host[:port][/path]` without trailing slash,
 * query or fragment. http(s) becomes ws(s); without a scheme, loopback hosts get ws and all others wss.
 * Refuses (reason `bad-url`) what names no host, another scheme, or carries a user or password. What is typed comes
 * back in a refusal shortened and with marks for what cannot be seen, and never where it may hold a password.
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
  const host = authority(rest);
  if (host.includes('@')) {
    return refused('bad-url', 'The server URL carries a user or password. Leave them out: key and secret have their own fields.');
  }
  const strange = strangeInHost(host);
  if (strange !== undefined) return notAnAddress(trimmed, `: a host has no ${strange}`);
  const url = parseUrl(`${mended}${rest}`);
  // Where a parser escapes what another refuses, the escape's % stands in the host.
  if (url === undefined || url.hostname.includes('%')) return notAnAddress(trimmed, '');
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

/** Host and port, and what stands before them: the part of a URL between `://` and its path, query or fragment. */
function authority(afterScheme: string): string {
  return /^:[/\\]*([^/\\?#]*)/.exec(afterScheme)?.[1] ?? '';
}

/**
 * What no host contains but not every parser refuses: Chromium 114 escapes a space that Node does not take, and all of
 * them drop line breaks and zero-width characters without a word.
 */
function strangeInHost(host: string): string | undefined {
  if (/\s/.test(host)) return 'spaces';
  if (host.includes('%')) return '%';
  return invisible.test(host) ? 'invisible characters' : undefined;
}

/** As renderer/payload/codecs/printable.ts has it: control, format and direction characters, halves of pairs. */
const invisible = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Default_Ignorable_Code_Point}]/u;
const everyInvisible = new RegExp(invisible.source, 'gu');

/** More of what was typed is not repeated in a sentence, characters. */
const mostRepeated = 100;

function notAnAddress(typed: string, why: string): Result<never> {
  // `wss://user:pass/word@host`: the host ends at the slash, the password does not.
  const subject = typed.includes('@') ? 'This' : `“${shown(typed)}”`;
  return refused('bad-url', `${subject} is not a server address${why}. It should look like wss://host or ws://127.0.0.1:7880.`);
}

function shown(typed: string): string {
  const characters = [...typed.slice(0, mostRepeated + 1)];
  const start = typed.length > mostRepeated ? `${characters.slice(0, -1).join('')}…` : typed;
  return start.replace(everyInvisible, (one) => {
    const code = (one.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
    return `⟨U+${code}⟩`;
  });
}

/** LiveKit's own service, as the server SDK tells it apart (livekit-server-sdk 2.19.2, failover.js). */
export function isLiveKitCloud(serverUrl: string): boolean {
  return parseUrl(serverUrl)?.hostname.endsWith('.livekit.cloud') === true;
}

/** The URL, or undefined where the text is none. `URL.canParse` is younger than the runtime floor (Chromium 120, Node 18.17). */
export function parseUrl(text: string): URL | undefined {
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
