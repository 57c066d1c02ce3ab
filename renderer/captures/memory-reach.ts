import type { CaptureInfo } from '../../electron/contract/captures.ts';
import { countOf, formatDuration, formatTime } from '../ui/format.ts';

/** How far back the last minutes of a room can be had: pure. */
export interface MemoryReach {
  readonly words: string;
  /** Files of the buffer on disk with rows of those minutes that memory does not hold, the oldest first. */
  readonly files: readonly CaptureInfo[];
}

export interface MemoryReachOptions {
  readonly room: string;
  /** What is asked for; null: nothing is filled in. */
  readonly minutes: number | null;
  /** Epoch ms of the oldest row in memory; undefined: there is none. */
  readonly oldestMs: number | undefined;
  readonly captures: readonly CaptureInfo[];
  /** Whether the buffer on disk is on. */
  readonly isRolling: boolean;
  readonly nowMs: number;
}

export function memoryReach({ room, minutes, oldestMs, captures, isRolling, nowMs }: MemoryReachOptions): MemoryReach {
  const from = oldestMs ?? nowMs;
  const memory =
    oldestMs === undefined
      ? 'Memory holds no rows of this room.'
      : `Memory reaches back to ${formatTime(oldestMs)}, ${formatDuration((nowMs - oldestMs) / 1_000)}.`;
  const sinceMs = nowMs - (minutes ?? 0) * 60_000;
  if (from <= sinceMs) return { words: memory, files: [] };
  const files = captures
    .filter((file) => file.rolling === true && file.room === room && isOfTime(file, sinceMs, from))
    .sort((a, b) => (a.startedAtMs ?? 0) - (b.startedAtMs ?? 0));
  const [oldest] = files;
  if (oldest === undefined) return { words: isRolling ? memory : `${memory} ${turnOn}`, files };
  const back = oldest.startedAtMs === undefined ? '' : `, back to ${formatTime(oldest.startedAtMs)}`;
  return { words: `${memory} What was before is in ${countOf(files.length, 'file')} of the buffer on disk${back}.`, files };
}

/** A file of this very session is begun about when memory is. One that reaches back no further than this is not worth a word, ms. */
const leastMs = 1_000;

/** Whether the file may have rows between the two. */
function isOfTime({ startedAtMs, endedAtMs }: CaptureInfo, sinceMs: number, untilMs: number): boolean {
  return startedAtMs !== undefined && startedAtMs < untilMs - leastMs && (endedAtMs ?? untilMs) >= sinceMs;
}

const turnOn = 'With the buffer on disk turned on, more is kept from then on.';
