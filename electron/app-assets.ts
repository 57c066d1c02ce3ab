import type { PageName } from './contract/pages.ts';
import { pageNames } from './contract/pages.ts';

export const appScheme = 'app';
export const appHost = 'room-console';
export const appOrigin = `${appScheme}://${appHost}`;

/** A file of the built renderer, as a request names it. */
export interface Asset {
  /** Relative to the renderer folder, with forward slashes, never leaving it. */
  readonly path: string;
  readonly contentType: string;
  /** Set where the asset is one of the pages: each has a policy of its own. */
  readonly page: PageName | undefined;
}

export function pageUrl(page: PageName): string {
  return `${appOrigin}/${page}.html`;
}

/** Bytes of captures that are open: not files of the renderer, and only for the page that holds the logs. */
const capturePrefix = `${appOrigin}/captures/`;

/** Where the bytes of an open capture are served, by its key. */
export function captureUrl(key: string): string {
  return `${capturePrefix}${key}`;
}

export function isCaptureUrl(url: string): boolean {
  return url.startsWith(capturePrefix);
}

/** The key in the URL of an open capture; undefined for one that is none. */
export function captureKeyOf(url: string): string | undefined {
  return isCaptureUrl(url) ? /^[\w-]{16,200}$/.exec(url.slice(capturePrefix.length))?.[0] : undefined;
}

/** True for a URL of ours; the origin check of every request a page makes. */
export function isAppUrl(url: string): boolean {
  return url === appOrigin || url.startsWith(`${appOrigin}/`);
}

const contentTypes: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  json: 'application/json; charset=utf-8',
  map: 'application/json; charset=utf-8',
  svg: 'image/svg+xml',
  png: 'image/png',
  woff2: 'font/woff2',
};

/**
 * Which file a URL asks for; undefined for everything that is not plainly a file below the renderer folder. Segments
 * are judged after decoding, so `..`, however it is written, never reaches the disk.
 */
export function resolveAsset(url: string): Asset | undefined {
  if (!isAppUrl(url)) return undefined;
  const path = decodePath(url.slice(appOrigin.length).replace(/[?#].*$/s, ''));
  if (path === undefined || !path.startsWith('/')) return undefined;
  const segments = path.slice(1).split('/');
  if (segments.some((segment) => segment === '' || segment.startsWith('.') || /[\\:\0]/.test(segment)))
    return undefined;
  const name = segments.join('/');
  const extension = /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? '';
  const contentType = contentTypes[extension];
  if (contentType === undefined) return undefined;
  return { path: name, contentType, page: pageNames.find((page) => name === `${page}.html`) };
}

function decodePath(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}
