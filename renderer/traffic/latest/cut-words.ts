import { formatBytes } from '../../ui/format.ts';
import { latestBytesMaximum } from '../protocol/index.ts';
import type { LatestRow } from '../protocol/index.ts';
import { pathWords } from './value-parts.ts';
import type { ValueLine, ValuePath } from './value-parts.ts';

/** What is said where a value is not shown whole. */
export interface CutWords {
  readonly words: string;
  /** How much is shown, and where the whole is. */
  readonly why: string;
}

const whole = 'Click the value, or press Enter at it, to see the whole in the inspector.';

/** Names of them that are told; the others are counted. */
const goneNamed = 2;

/** `gone: state, pose.y and 3 more`; empty for none. */
export function goneWords(gone: readonly ValuePath[]): string {
  if (gone.length === 0) return '';
  const names = gone.slice(0, goneNamed).map((path) => pathWords(path)).join(', ');
  return gone.length > goneNamed ? `gone: ${names} and ${gone.length - goneNamed} more` : `gone: ${names}`;
}

/** `line`: the value as parts; undefined where its preview is shown. Undefined: all of it is there. */
export function cutWords(row: LatestRow, line: ValueLine | undefined): CutWords | undefined {
  if (!row.isHeld) return undefined;
  const { payload } = row;
  if (payload === undefined) {
    const words = `cut, over ${formatBytes(latestBytesMaximum)}`;
    return { words, why: `Only the beginning is shown, and no number of it can be plotted here. ${whole}` };
  }
  // The worker ends a preview that it had to cut with an ellipsis.
  const isCut = line === undefined ? row.preview.endsWith('…') : line.isCut;
  if (!isCut) return undefined;
  return { words: `cut, ${formatBytes(payload.length)} in all`, why: `What is too long for one line is left out. ${whole}` };
}
