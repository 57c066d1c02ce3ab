import type { ConnectionState } from '../../../electron/contract/domain.ts';
import { countOf, formatBytes, formatCount } from '../../ui/format.ts';
import type { LogStatus } from '../protocol/index.ts';

/** Sentences about the log as a whole. Pure. */

/** `1,204 of 10,233 rows match`, or `10,233 rows`. */
export function rowsSentence(status: LogStatus, filter: string): string {
  if (filter === '') return countOf(status.shown, 'row');
  const verb = status.held === 1 ? 'matches' : 'match';
  const match = `${formatCount(status.shown)} of ${countOf(status.held, 'row')} ${verb}`;
  return status.unfiltered === 0 ? match : `${match}, ${formatCount(status.unfiltered)} still to look at`;
}

interface FollowFacts {
  readonly following: boolean;
  readonly paused: boolean;
  readonly newSincePause: number;
  readonly rowsBelow: number;
}

/** What new rows do to the view. */
export function followSentence(state: ConnectionState, log: FollowFacts): string {
  if (log.paused) return `paused, ${formatCount(log.newSincePause)} new`;
  if (log.following) return state === 'disconnected' ? 'nothing new arrives' : 'following';
  return log.rowsBelow === 0 ? 'not following' : `not following, ${countOf(log.rowsBelow, 'row')} below`;
}

/** Empty while all rows are still there. */
export function evictedSentence(status: LogStatus): string {
  if (status.evicted === 0) return '';
  return `${countOf(status.evicted, 'older row')} let go, ${formatBytes(status.budgetBytes)} are full`;
}

/** Packets that crossed the tap, both ways, rows that are gone included. */
export function packetsSeen(status: LogStatus): number {
  const { received, sent } = status;
  return received.reliable + received.lossy + received.other + sent.reliable + sent.lossy + sent.other;
}
