import type { ConnectionState } from '../../../electron/contract/domain.ts';
import { cut, printable } from '../../payload/codecs/index.ts';
import { countOf, formatCount, formatTime } from '../../ui/format.ts';
import type { CopyFormat } from '../asks.ts';
import type { LogStatus } from '../protocol/index.ts';
import type { Selection } from './selection.ts';

/** Sentences about the log as a whole. Pure. */

/** `1,204 of 10,233 rows match`, or `10,233 rows`. */
export function rowsSentence(status: LogStatus, isFiltered: boolean): string {
  if (!isFiltered) return countOf(status.held, 'row');
  const verb = status.held === 1 ? 'matches' : 'match';
  const match = `${formatCount(status.shown)} of ${countOf(status.held, 'row')} ${verb}`;
  return status.unfiltered === 0 ? match : `${match}, ${formatCount(status.unfiltered)} still to look at`;
}

/** What holds while the filter's text is not right. */
export function keptNote({ appliedText }: { readonly appliedText: string }): string {
  return appliedText === '' ? 'Until the filter is right, all rows are shown.' : `Rows of the last filter that was right are shown: “${cut(printable(appliedText), 60)}”.`;
}

/** The same in the footer, after the count: which one comes first, so that it is read where the end is cut. */
export function keptSentence({ appliedText, isWrong }: { readonly appliedText: string; readonly isWrong: boolean }): string {
  const why = isWrong ? 'as long as the filter is not right' : 'while the filter is typed';
  return appliedText === '' ? `all rows, ${why}` : `“${cut(printable(appliedText), 60)}” still holds, ${why}`;
}

/** Of the views that count all packets. */
export function wholeSentence(isFiltered: boolean): string {
  return isFiltered ? 'over the whole session; the filter does not apply here' : 'over the whole session';
}

/** Why no row is seen while a filter is on. */
export function noMatchSentence({ held, unfiltered }: Pick<LogStatus, 'held' | 'unfiltered'>): string {
  if (unfiltered > 0) {
    return `${formatCount(unfiltered)} of ${countOf(held, 'row')} ${unfiltered === 1 ? 'is' : 'are'} still to look at.`;
  }
  if (held === 0) return 'No row is here.';
  return held === 1 ? '1 row is here; the filter hides it.' : `${countOf(held, 'row')} are here; the filter hides all of them.`;
}

interface FollowFacts {
  readonly following: boolean;
  readonly paused: boolean;
  readonly newSincePause: number;
  readonly rowsBelow: number;
}

/** What new rows do to the view. */
export function followSentence(state: ConnectionState | undefined, log: FollowFacts): string {
  // Of a capture only what is still to come down to is worth a word.
  if (state === undefined && !log.paused) return log.rowsBelow === 0 ? 'at the end' : `${countOf(log.rowsBelow, 'row')} below`;
  if (log.paused) return `paused, ${formatCount(log.newSincePause)} new`;
  if (log.following) return state === 'disconnected' ? 'nothing new arrives' : 'following';
  return log.rowsBelow === 0 ? 'not following' : `not following, ${countOf(log.rowsBelow, 'row')} below`;
}

/** How far back the rows reach, and what went; empty where no row is held. */
export function reachSentence(status: LogStatus): string {
  const reach = status.oldestMs === undefined ? '' : `back to ${formatTime(status.oldestMs)}`;
  if (status.evicted === 0) return reach;
  const gone = `${formatCount(status.evicted)} older let go`;
  return reach === '' ? gone : `${reach}, ${gone}`;
}

/** The row that is looked at, if it is not held any more; else empty. */
export function goneSentence(selected: number | undefined, { total, held }: Pick<LogStatus, 'total' | 'held'>): string {
  return selected === undefined || selected >= total - held ? '' : `row ${formatCount(selected + 1)} was let go`;
}

/** `3 selected`; empty for one or none: that is seen. */
export function selectedSentence(selection: Selection | undefined): string {
  if (selection === undefined || selection.count === 1) return '';
  return selection.count === undefined ? 'several selected' : `${formatCount(selection.count)} selected`;
}

/** What rows are copied as. */
export const copyFormats: readonly { readonly as: CopyFormat; readonly words: string }[] = [
  { as: 'json', words: 'Copy as JSON' },
  { as: 'payload', words: 'Copy the payloads' },
  { as: 'table', words: 'Copy as a table' },
];

/** Packets that crossed the tap, both ways, rows that are gone included. */
export function packetsSeen(status: LogStatus): number {
  const { received, sent } = status;
  return received.reliable + received.lossy + received.other + sent.reliable + sent.lossy + sent.other;
}
