import { formatCount } from '../../ui/format.ts';

/** Numbers of the statistics as words: pure. NaN is what is not known, and stands as a dash. */

export const unknownMark = '–';

/** Packets a second: `0`, `0.2`, `9.5`, `120`. */
export function rateWords(perSecond: number): string {
  if (Number.isNaN(perSecond)) return unknownMark;
  if (perSecond === 0) return '0';
  if (perSecond < 0.05) return '<0.1';
  return perSecond < 9.95 ? perSecond.toFixed(1) : formatCount(perSecond);
}

/** Milliseconds: `0.05 ms`, `3.2 ms`, `48 ms`, `1.5 s`, `12 min`. */
export function msWords(ms: number): string {
  if (Number.isNaN(ms)) return unknownMark;
  if (ms === 0) return '0 ms';
  if (ms < 0.995) return `${ms.toFixed(2)} ms`;
  if (ms < 9.95) return `${ms.toFixed(1)} ms`;
  if (ms < 999.5) return `${formatCount(ms)} ms`;
  if (ms < 9_950) return `${(ms / 1_000).toFixed(1)} s`;
  if (ms < 59_500) return `${formatCount(ms / 1_000)} s`;
  return `${formatCount(ms / 60_000)} min`;
}

/** The same for what is known to 3 % only: two digits, so that no more is claimed. */
export function roughMsWords(ms: number): string {
  return msWords(Number(ms.toPrecision(2)));
}

export function countWords(count: number): string {
  return Number.isNaN(count) ? unknownMark : formatCount(count);
}

/** How old: `0.4 s`, `12 s`, `3 min`, `2 h`. */
export function ageWords(ms: number): string {
  const seconds = Math.max(0, ms) / 1_000;
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  if (seconds < 59.5) return `${Math.round(seconds)} s`;
  if (seconds < 3_570) return `${Math.round(seconds / 60)} min`;
  if (seconds < 86_400) return `${Math.round(seconds / 3_600)} h`;
  return `${Math.round(seconds / 86_400)} d`;
}
