import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { LogFilter } from '../../../../renderer/traffic/log-filter.svelte.ts';
import type { FilterTree } from '../../../../renderer/traffic/protocol/index.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function started(): { readonly filter: LogFilter; readonly applied: (FilterTree | undefined)[] } {
  const applied: (FilterTree | undefined)[] = [];
  const filter = new LogFilter({
    // A text with “?” is not right yet.
    parse: (text) => (text.includes('?') ? {} : { tree: { type: 'words', text } }),
    onApply: (tree) => applied.push(tree),
  });
  filter.set('a', 'now');
  applied.length = 0;
  return { filter, applied };
}

it('keeps the last filter while a word may become another, and looks for it when nothing more comes', () => {
  const { filter, applied } = started();
  filter.set('a s', 'later');
  vi.advanceTimersByTime(699);
  filter.set('a si', 'later');
  vi.advanceTimersByTime(699);
  expect([filter.isHalfTyped, filter.isWrong, filter.appliedText, applied]).toEqual([true, false, 'a', []]);
  vi.advanceTimersByTime(1);
  expect([filter.isHalfTyped, filter.appliedText]).toEqual([false, 'a si']);
});

it('does not wait for a word that is done, nor after Enter', () => {
  const { filter } = started();
  filter.set('a si', 'later');
  filter.set('a sib', 'soon');
  vi.advanceTimersByTime(30);
  expect([filter.isHalfTyped, filter.appliedText]).toEqual([false, 'a sib']);
  filter.set('a s', 'later');
  filter.apply();
  expect([filter.isHalfTyped, filter.appliedText]).toEqual([false, 'a s']);
});

it('goes back to what held before a word that it looked for only for want of more', () => {
  const { filter, applied } = started();
  filter.set('a siz', 'later');
  vi.advanceTimersByTime(700);
  expect(filter.appliedText).toBe('a siz');
  filter.set('a size', 'later');
  expect([filter.appliedText, filter.isHalfTyped]).toEqual(['a', true]);
  vi.advanceTimersByTime(700);
  filter.set('a size ?', 'soon');
  vi.advanceTimersByTime(30);
  expect([filter.appliedText, filter.isWrong, applied.at(-1)]).toEqual(['a', true, { type: 'words', text: 'a' }]);
  filter.set('a si', 'later');
  filter.apply();
  filter.set('a size', 'later');
  expect(filter.appliedText).toBe('a si');
});

it('never takes for half-typed what is not right', () => {
  const { filter } = started();
  filter.set('a ?', 'later');
  vi.advanceTimersByTime(30);
  expect([filter.isHalfTyped, filter.isWrong, filter.appliedText]).toEqual([false, true, 'a']);
  filter.set('a s', 'later');
  expect([filter.isHalfTyped, filter.isWrong]).toEqual([true, false]);
});
