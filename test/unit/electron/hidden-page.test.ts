import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { HiddenPage } from '../../../electron/hidden-page.ts';
import { makeLog } from '../../support/electron-fakes.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function makePage() {
  const windows: { crash: (reason: string) => void; destroyed: boolean }[] = [];
  const { log, lines } = makeLog();
  const page = new HiddenPage({
    page: 'session',
    createWindow: () => {
      const window = { crash: (_reason: string): void => undefined, destroyed: false };
      windows.push(window);
      return {
        onGone: (listener) => (window.crash = listener),
        destroy: () => (window.destroyed = true),
      };
    },
    log,
    now: () => Date.now(),
  });
  const ready: boolean[] = [];
  page.onReady = (again) => ready.push(again);
  return { page, windows, ready, lines };
}

test('opens once, and is ready when it has announced itself', async () => {
  const { page, windows, ready } = makePage();
  page.open();
  page.open();
  expect(windows).toHaveLength(1);
  const waiting = page.whenReady(new AbortController().signal);
  expect(page.isReady).toBe(false);
  page.handleAnnounced();
  expect(await waiting).toBe(true);
  expect(await page.whenReady(new AbortController().signal)).toBe(true);
  expect(ready).toEqual([false]);
});

test('a reload is told as one', () => {
  const { page, ready } = makePage();
  page.open();
  page.handleAnnounced();
  page.handleAnnounced();
  expect(ready).toEqual([false, true]);
});

test('is started again after a crash, slower each time', () => {
  const { page, windows, ready, lines } = makePage();
  page.open();
  page.handleAnnounced();
  windows[0]?.crash('crashed');
  expect(page.isReady).toBe(false);
  expect(windows[0]?.destroyed).toBe(true);
  expect(lines).toEqual(['room-console: error: The session page ended (crashed). It is started again in 0.2 s.']);
  vi.advanceTimersByTime(199);
  expect(windows).toHaveLength(1);
  vi.advanceTimersByTime(1);
  expect(windows).toHaveLength(2);
  page.handleAnnounced();
  expect(ready).toEqual([false, true]);
  windows[1]?.crash('oom');
  vi.advanceTimersByTime(399);
  expect(windows).toHaveLength(2);
  vi.advanceTimersByTime(1);
  expect(windows).toHaveLength(3);
});

test('a page that ran for a minute had recovered', () => {
  const { page, windows, lines } = makePage();
  page.open();
  windows[0]?.crash('crashed');
  vi.advanceTimersByTime(200);
  vi.advanceTimersByTime(60_000);
  windows[1]?.crash('crashed');
  expect(lines.at(-1)).toContain('started again in 0.2 s');
});

test('closing ends the waiting, and nothing starts again', async () => {
  const { page, windows } = makePage();
  page.open();
  const waiting = page.whenReady(new AbortController().signal);
  page.close();
  expect(await waiting).toBe(false);
  windows[0]?.crash('killed');
  vi.advanceTimersByTime(20_000);
  expect(windows).toHaveLength(1);
  expect(vi.getTimerCount()).toBe(0);
});

test('whoever waits can give up', async () => {
  const { page } = makePage();
  const abort = new AbortController();
  const waiting = page.whenReady(abort.signal);
  abort.abort();
  expect(await waiting).toBe(false);
});
