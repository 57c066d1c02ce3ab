import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

/** Serves the pages of the benchmarks' own participants on loopback. */
export interface PageServer {
  /** The page that runs this script. */
  url(script: string): string;
  close(): Promise<void>;
}

/**
 * Each page is one script. The headers are those of the application's own pages: cross-origin isolated, or the
 * reference would have coarser clocks than what is measured.
 */
export async function servePages(scripts: string): Promise<PageServer> {
  const server = createServer((request, response) => {
    const name = /^\/([a-z]+)\.(html|js)$/.exec(request.url ?? '');
    const [, script, ending] = name ?? [];
    if (script === undefined) {
      response.writeHead(404).end();
      return;
    }
    const headers = {
      'Content-Type': ending === 'js' ? 'text/javascript' : 'text/html; charset=utf-8',
      'Cross-Origin-Opener-Policy': 'same-origin',
      'Cross-Origin-Embedder-Policy': 'require-corp',
      'Cross-Origin-Resource-Policy': 'same-origin',
    };
    if (ending === 'html') {
      const page = `<!doctype html><title>${script}</title><script src="/${script}.js"></script>`;
      response.writeHead(200, headers).end(page);
      return;
    }
    readFile(join(scripts, `${script}.js`)).then(
      (body) => response.writeHead(200, headers).end(body),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: (script) => `http://127.0.0.1:${port}/${script}.html`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
