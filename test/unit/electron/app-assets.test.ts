import { describe, expect, test } from 'vitest';
import { captureKeyOf, captureUrl, isAppUrl, isCaptureUrl, pageUrl, resolveAsset } from '../../../electron/app-assets.ts';

describe('resolveAsset', () => {
  test('finds pages and files, without query and fragment', () => {
    expect(resolveAsset('app://room-console/console.html?x#y')).toEqual({
      path: 'console.html',
      contentType: 'text/html; charset=utf-8',
      page: 'console',
    });
    expect(resolveAsset('app://room-console/assets/session-Ab1.js')).toEqual({
      path: 'assets/session-Ab1.js',
      contentType: 'text/javascript; charset=utf-8',
      page: undefined,
    });
  });

  test('a page is one at the root only', () => {
    expect(resolveAsset('app://room-console/assets/console.html')?.page).toBeUndefined();
  });

  test.each([
    'app://room-console/../main.cjs',
    'app://room-console/%2e%2e/main.js',
    'app://room-console/..%2f..%2fmain.js',
    'app://room-console/a/%2e%2e%2f%2e%2e%2fmain.js',
    'app://room-console/..%5cmain.js',
    'app://room-console/c:%5cwindows%5cx.js',
    'app://room-console//etc/x.json',
    'app://room-console/a%00.js',
    'app://room-console/%zz.js',
    'app://room-console/.hidden.js',
    'app://room-console/main.cjs',
    'app://room-console/',
    'app://room-console',
    'app://room-console.evil/console.html',
    'app://other/console.html',
    'https://room-console/console.html',
  ])('refuses %s', (url) => {
    expect(resolveAsset(url)).toBeUndefined();
  });
});

test('isAppUrl takes our own origin only', () => {
  expect(isAppUrl(pageUrl('console'))).toBe(true);
  for (const url of ['', 'about:blank', 'app://room-console.evil/x', 'http://room-console/', 'app://x@room-console/']) {
    expect(isAppUrl(url)).toBe(false);
  }
});

test('knows the addresses of captures', () => {
  const url = captureUrl('Abc_-0123456789xyz');
  expect(captureKeyOf(url)).toBe('Abc_-0123456789xyz');
  for (const bad of [captureUrl('short'), captureUrl('../../etc/passwd-0123456789'), `${url}?x`, 'app://room-console/console.html']) {
    expect(captureKeyOf(bad)).toBeUndefined();
  }
  expect(isCaptureUrl(url)).toBe(true);
  expect(isCaptureUrl('app://room-console/console.html')).toBe(false);
});
