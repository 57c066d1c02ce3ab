import { formatBytes } from '../ui/format.ts';
import type { WayBack } from './undo-change.ts';

/** What one editor of metadata is about; see MetadataEditor. */
export interface TextEdit {
  /** As it stands in a sentence: “metadata”, “room metadata”. */
  readonly what: string;
  /** Whose it is, safe to show. */
  readonly of: string;
  readonly live: string;
  /** Epoch ms since when it is what it is, as far as this console saw. */
  readonly seenAtMs: number | undefined;
  /** False while nobody tells the live value: then it cannot be saved over. */
  readonly isLive: boolean;
  /** Why nothing can be written; undefined: it can. */
  readonly locked: string | undefined;
  /** An empty value is answered with OK and ignored. */
  readonly emptyIsIgnored: boolean;
  /** Of the last save; undefined where there was none. */
  readonly undo: WayBack | undefined;
}

/** The server sends metadata whole to everyone in the room with each change of it. */
const largeBytes = 64 * 1_024;

/** A warning before something large is saved; undefined where it is not. */
export function sizeWarning(bytes: number, what: string): string | undefined {
  if (bytes < largeBytes) return undefined;
  return `${formatBytes(bytes)} of ${what}: each change sends all of it to everyone in the room, and servers before 1.13 refuse more than 64 KiB.${bytes > 150_000 ? ' Written here without colours and folds, so that typing stays quick.' : ''}`;
}

/** What Format does to a text, or why it does nothing. */
export function formatWords(): string {
  return 'Writes the JSON over several lines. Only white space changes: digits, escapes, the order and double keys stay as they are written.';
}
