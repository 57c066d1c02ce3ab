import type { PageName } from './contract/pages.ts';

/**
 * Where a page may connect to. The console page talks to nobody but the main process. The pages that hold rooms need
 * servers that are not known when they load, and a policy cannot change afterwards: it allows the schemes, and
 * network-fence.ts allows the servers.
 */
const connections: Readonly<Record<PageName, string>> = {
  console: "'self'",
  session: "'self' ws: wss: http: https:",
  simulator: "'self' ws: wss: http: https:",
};

/** `devUrl`: origin of the development server, which injects styles as elements and keeps a socket for hot reload. */
export function contentSecurityPolicy(page: PageName | undefined, devUrl?: string): string {
  const connect = page === undefined ? "'self'" : connections[page];
  const dev = devUrl !== undefined;
  return [
    "default-src 'none'",
    "script-src 'self'",
    "worker-src 'self'",
    `style-src 'self'${dev ? " 'unsafe-inline'" : ''}`,
    // CodeMirror and Svelte set single properties on elements.
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src ${connect}${dev ? ` ${devUrl} ${devUrl.replace(/^http/, 'ws')}` : ''}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types svelte-trusted-html room-console-worker',
  ].join('; ');
}

/** Headers of every answer on app://, also of scripts: a worker takes its policy from its own response. */
export function securityHeaders(page: PageName | undefined, devUrl?: string): Record<string, string> {
  return {
    'Content-Security-Policy': contentSecurityPolicy(page, devUrl),
    // Cross-origin isolation: without it clocks come in steps of 100 µs.
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Embedder-Policy': 'require-corp',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cache-Control': 'no-cache',
  };
}
