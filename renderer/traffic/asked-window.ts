import type { ViewMessage } from './protocol.ts';

export type ShowMessage = Extract<ViewMessage, { type: 'show' }>;

/** The most rows that the worker sends at once (protocol.ts). */
const mostRows = 500;

/**
 * The window of rows to ask for, so that `fit` rows can be drawn from `top` on. It begins one row early, as the first
 * row drawn shows its distance to the one before; and while nothing moves by itself it holds a screenful more on
 * either side, so that a wheel is served from here.
 */
export function windowFor(top: number, fit: number, following: boolean): { first: number; count: number } {
  const onScreen = Math.ceil(fit) + 1;
  if (following) return { first: 0, count: Math.min(mostRows, onScreen + 1) };
  const spare = Math.max(1, Math.min(onScreen, Math.floor((mostRows - onScreen) / 2)));
  const first = Math.max(0, Math.floor(top) - spare);
  return { first, count: Math.min(mostRows, Math.floor(top) - first + onScreen + spare) };
}

/** True where what was asked for still serves `top`, with half a screenful to spare. */
export function serves(asked: ShowMessage, top: number, fit: number, following: boolean): boolean {
  const wanted = windowFor(top, fit, following);
  if (asked.tail || following) return asked.tail === following && asked.count === wanted.count;
  const spare = Math.ceil(fit / 2);
  const from = Math.max(0, Math.floor(top) - spare);
  const to = Math.floor(top) + Math.ceil(fit) + 1 + spare;
  return asked.first <= from && asked.first + asked.count >= to;
}
