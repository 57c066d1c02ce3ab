import { expect, test } from 'vitest';
import { contentSecurityPolicy, securityHeaders } from '../../../electron/content-security.ts';

test('the console page talks to nobody', () => {
  expect(contentSecurityPolicy('console')).toBe(
    "default-src 'none'; script-src 'self'; worker-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; " +
      "img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; " +
      "frame-ancestors 'none'; require-trusted-types-for 'script'; " +
      'trusted-types svelte-trusted-html room-console-worker',
  );
});

test('the pages that hold rooms may use the schemes of servers, everything else is as strict', () => {
  for (const page of ['session', 'simulator'] as const) {
    expect(contentSecurityPolicy(page)).toBe(
      contentSecurityPolicy('console').replace("connect-src 'self'", "connect-src 'self' ws: wss: http: https:"),
    );
  }
});

test('what is no page, such as a worker, talks to nobody either', () => {
  expect(contentSecurityPolicy(undefined)).toBe(contentSecurityPolicy('console'));
});

test('nothing is evaluated, and only development lets style elements in', () => {
  const built = contentSecurityPolicy('console');
  const dev = contentSecurityPolicy('console', 'http://127.0.0.1:5173');
  expect(built).not.toContain('unsafe-eval');
  expect(dev).not.toContain('unsafe-eval');
  expect(built).toContain("style-src 'self';");
  expect(dev).toContain("style-src 'self' 'unsafe-inline';");
  expect(dev).toContain("connect-src 'self' http://127.0.0.1:5173 ws://127.0.0.1:5173;");
});

test('every answer isolates', () => {
  expect(securityHeaders(undefined)).toMatchObject({
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Embedder-Policy': 'require-corp',
    'Cross-Origin-Resource-Policy': 'same-origin',
  });
});
