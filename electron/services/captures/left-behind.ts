import type { FeedNote, FeedTotals } from '../../contract/feed.ts';
import type { Written } from './recorded-files.ts';

/** What waited for a place and finds none before its file is ended. */
export interface LeftBehind {
  /** Of the recording, with what was told as missing by what is left out. */
  readonly totals: FeedTotals;
  /** Rows that are missing beyond those of `totals`. */
  readonly missing: number;
  /** Batches without rows: they are small, and a file may still take them. */
  readonly notes: readonly Uint8Array[];
  /** Tells the rows that are in no file; empty: there are none. */
  readonly lost: readonly FeedNote[];
}

/** `totals`: of what is written. `why`: it could not be. Pure. */
export function leftBehind(waiting: readonly Written[], totals: FeedTotals, why: string): LeftBehind {
  const withRows = waiting.filter(({ rows }) => rows > 0);
  const notes = waiting.filter(({ rows }) => rows === 0).map(({ bytes }) => bytes);
  const told = waiting.at(-1)?.totals.missing ?? totals.missing;
  let before = totals.missing;
  let lostRows = 0;
  for (const { rows, totals: then } of waiting) {
    // Also what a batch with rows tells as missing goes with it.
    if (rows > 0) lostRows += rows + then.missing - before;
    before = then.missing;
  }
  const rows = withRows.reduce((sum, batch) => sum + batch.rows, 0);
  const missing = rows + waiting.reduce((sum, batch) => sum + (batch.missing ?? 0), 0);
  const left = { totals: { ...totals, missing: told }, missing, notes };
  if (rows === 0) return { ...left, lost: [] };
  const times = withRows.map(({ lastTime }) => lastTime);
  const [fromMs, toMs] = [Math.min(...times), Math.max(...times)];
  return { ...left, lost: [{ type: 'missing', rows: lostRows, fromMs, toMs, why }] };
}
