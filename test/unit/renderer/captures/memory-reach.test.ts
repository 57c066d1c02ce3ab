import { expect, it } from 'vitest';
import type { CaptureInfo } from '../../../../electron/contract/captures.ts';
import { memoryReach } from '../../../../renderer/captures/memory-reach.ts';
import type { MemoryReachOptions } from '../../../../renderer/captures/memory-reach.ts';
import { makeCapture } from '../../../support/capture-records.ts';

const now = new Date(2026, 3, 3, 14, 0, 0).getTime();
const ago = (minutes: number): number => now - minutes * 60_000;

function segment(path: string, from: number, to: number | undefined, over: Partial<CaptureInfo> = {}): CaptureInfo {
  const endedAtMs = to === undefined ? undefined : ago(to);
  return makeCapture(path, { path, room: 'demo', startedAtMs: ago(from), endedAtMs, rolling: true, ...over });
}

function reach(over: Partial<MemoryReachOptions>) {
  const { words, files } = memoryReach({
    room: 'demo', minutes: 30, oldestMs: ago(3), captures: [], isRolling: true, nowMs: now, ...over,
  });
  return { words, files: files.map(({ path }) => path) };
}

it('says how far back memory reaches', () => {
  expect(reach({ minutes: 3 })).toEqual({ words: 'Memory reaches back to 13:57:00, 3 min.', files: [] });
  expect(reach({ minutes: null }).words).toBe('Memory reaches back to 13:57:00, 3 min.');
  expect(reach({ oldestMs: undefined }).words).toBe('Memory holds no rows of this room.');
});

it('offers the files of the buffer on disk that have the minutes before, and no others', () => {
  const other = segment('other', 20, 10, { room: 'another' });
  const { rolling: _, ...plain } = segment('recorded', 20, 10);
  const captures = [segment('written', 4, undefined), segment('b', 20, 4), segment('a', 40, 20), segment('old', 60, 40), segment('new', 2, 1), other, plain];
  expect(reach({ captures })).toEqual({
    words: 'Memory reaches back to 13:57:00, 3 min. What was before is in 3 files of the buffer on disk, back to 13:20:00.',
    files: ['a', 'b', 'written'],
  });
  expect(reach({ captures, minutes: 2 }).files).toEqual([]);
  // That of this very session, which was begun about when memory was.
  expect(reach({ captures: [segment('own', 3, undefined)], oldestMs: ago(3) + 999 }).files).toEqual([]);
});

it('says what would keep more where the buffer is off', () => {
  expect(reach({ isRolling: false }).words).toContain('With the buffer on disk turned on');
  expect(reach({ isRolling: false, minutes: 2 }).words).not.toContain('buffer');
});
