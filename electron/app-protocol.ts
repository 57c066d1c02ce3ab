import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { protocol } from 'electron';
import type { Protocol } from 'electron';
import { appScheme, captureKeyOf, isCaptureUrl, resolveAsset } from './app-assets.ts';
import { securityHeaders } from './content-security.ts';
import { pageNames } from './contract/pages.ts';
import type { PageName } from './contract/pages.ts';
import type { RangeAnswer } from './services/captures/capture-source.ts';

/** Must run before the app is ready: only a privileged scheme can be isolated, and can load modules and workers. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: appScheme, privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true } },
  ]);
}

export interface AppFiles {
  /** Folder of the built renderer. */
  readonly rendererFolder: string;
  /** Development server that serves the renderer's sources instead. */
  readonly devUrl: string | undefined;
  /** Bytes of an open capture, by its key; undefined: there is none. */
  readonly captureRange: (key: string, range: string | null) => Promise<RangeAnswer> | undefined;
}

/** Answers app:// for one session: our own files with our headers, and nothing else. */
export function serveApp(target: Protocol, files: AppFiles): void {
  target.handle(appScheme, (request) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return plainAnswer(405, 'method not allowed');
    // Which page may ask for them is the network fence's business: here nobody says who asks.
    if (isCaptureUrl(request.url)) return serveCapture(request, files);
    return files.devUrl === undefined ? serveFile(request.url, files.rendererFolder) : proxy(request, files.devUrl);
  });
}

async function serveCapture(request: Request, { captureRange }: AppFiles): Promise<Response> {
  const key = captureKeyOf(request.url);
  const answer = key === undefined ? undefined : await captureRange(key, request.headers.get('range'));
  if (answer === undefined) return plainAnswer(404, 'not found');
  const { status, bytes, contentRange } = answer;
  if (status !== 206) return plainAnswer(status, 'no such range');
  return new Response(bytes, {
    status,
    headers: {
      ...securityHeaders(undefined),
      // Gigabytes pass here: what is worth keeping the worker keeps.
      'Cache-Control': 'no-store',
      'Content-Type': 'application/octet-stream',
      'Content-Length': String(bytes.length),
      'Content-Range': contentRange,
    },
  });
}

async function serveFile(url: string, folder: string): Promise<Response> {
  const asset = resolveAsset(url);
  if (asset === undefined) return plainAnswer(404, 'not found');
  try {
    const body = await readFile(path.join(folder, asset.path));
    return new Response(new Uint8Array(body), {
      headers: { ...securityHeaders(asset.page), 'Content-Type': asset.contentType },
    });
  } catch {
    return plainAnswer(404, 'not found');
  }
}

/** Node's fetch, not Electron's: it does not pass the pages' own network fence. */
async function proxy(request: Request, devUrl: string): Promise<Response> {
  const { pathname, search } = new URL(request.url);
  try {
    const answer = await fetch(`${devUrl}${pathname}${search}`, {
      headers: { accept: request.headers.get('accept') ?? '*/*' },
    });
    const headers = securityHeaders(pageOf(pathname), devUrl);
    const contentType = answer.headers.get('content-type');
    return new Response(await answer.arrayBuffer(), {
      status: answer.status,
      headers: contentType === null ? headers : { ...headers, 'Content-Type': contentType },
    });
  } catch {
    return plainAnswer(502, `The development server at ${devUrl} does not answer. Is it still running?`);
  }
}

function pageOf(pathname: string): PageName | undefined {
  return pageNames.find((page) => pathname === `/${page}.html`);
}

function plainAnswer(status: number, text: string): Response {
  return new Response(text, { status, headers: { ...securityHeaders(undefined), 'Content-Type': 'text/plain' } });
}
