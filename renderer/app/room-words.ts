import type { Session } from '../../electron/contract/domain.ts';
import type { SessionSnapshot } from '../session/client.ts';
import { formatDuration, formatTime } from '../ui/format.ts';
import { printableStart } from '../ui/safe-text.ts';
import { wasIn } from './status-words.ts';

/** A button of a room's state: what the person can do next. */
export type RoomStep = 'rejoin' | 'rejoin-as-other' | 'wait' | 'stop-waiting' | 'create' | 'close' | 'rooms';

/** How a room's tab stands when it is not simply connected. */
export interface RoomWords {
  readonly tone: 'busy' | 'warn' | 'bad';
  readonly title: string;
  readonly text: string;
  /** The first is the likeliest. */
  readonly steps: readonly RoomStep[];
}

/**
 * Undefined while the timeline speaks for itself. `rows` is how many rows are held: they stay whatever happens.
 * `nowMs` is only used for durations of a few seconds.
 */
export function roomWords(
  session: Session,
  snapshot: SessionSnapshot | undefined,
  rows: number,
  nowMs: number,
): RoomWords | undefined {
  const room = printableStart(session.room, 60);
  if (session.waitingForRoom) return waiting(room, session.waitNote, snapshot);
  if (snapshot === undefined) {
    return {
      tone: 'busy',
      title: `Joining ${room}`,
      text: 'The page that holds the rooms is starting.',
      steps: ['close'],
    };
  }
  const forSeconds = formatDuration((nowMs - snapshot.since) / 1_000);
  switch (snapshot.state) {
    case 'joining': // The timeline says that itself.
    case 'connected':
      return undefined;
    case 'resuming':
      return {
        tone: 'warn',
        title: `Resuming for ${forSeconds}`,
        text: 'The signal is lost; the data channels may still deliver. What is lost, if anything, is said afterwards.',
        steps: [],
      };
    case 'rejoining':
      return {
        tone: 'warn',
        title: `Rejoining for ${forSeconds}`,
        text: 'Everything is built anew. What passes meanwhile is not seen here; a gap row will say how long it took.',
        steps: ['close'],
      };
    case 'disconnected':
      return disconnected(session, snapshot, room, rows);
  }
}

function waiting(room: string, note: string | undefined, snapshot: SessionSnapshot | undefined): RoomWords {
  const why =
    snapshot?.disconnect === undefined ? '' : `${snapshot.disconnect.title} at ${formatTime(snapshot.since)}. `;
  return {
    tone: 'warn',
    title: `Waiting for ${room}`,
    text:
      note === undefined
        ? `${why}The server is asked every few seconds whether the room is there again; it is joined then, ` +
          'with a gap row.'
        : `${why}${note} The console keeps asking, and joins as soon as it can.`,
    steps: ['stop-waiting', 'rooms'],
  };
}

function disconnected(session: Session, snapshot: SessionSnapshot, room: string, rows: number): RoomWords {
  const info = snapshot.disconnect;
  const title = info?.title ?? 'Disconnected';
  const kept =
    rows === 0
      ? ''
      : ` ${rows.toLocaleString('en-US')} ${rows === 1 ? 'row stays' : 'rows stay'} here; nothing new arrives.`;
  if (session.waitNote !== undefined) {
    return {
      tone: 'warn',
      title: `Not waiting for ${room} any more`,
      text: `The room is there, but was not joined: ${session.waitNote}${kept}`,
      steps: ['rejoin-as-other', 'rejoin', 'rooms'],
    };
  }
  const neverIn = info?.reason.startsWith('join') === true && !wasIn(snapshot);
  return {
    tone: neverIn ? 'bad' : 'warn',
    title: neverIn ? `Could not join ${room}` : `${title}, ${formatTime(snapshot.since)}`,
    // The one row there is then tells the same.
    text: `${withReason(info?.message ?? 'The connection ended.', info?.reason)}${neverIn ? '' : kept}`,
    steps: nextSteps(info?.next),
  };
}

/** LiveKit's own word stands with the sentence, for whoever looks it up: `… is possible (PARTICIPANT_REMOVED).` */
function withReason(message: string, reason: string | undefined): string {
  return reason === undefined ? message : `${message.replace(/\.$/, '')} (${reason}).`;
}

function nextSteps(next: NonNullable<SessionSnapshot['disconnect']>['next'] | undefined): readonly RoomStep[] {
  switch (next) {
    case 'wait-for-room':
      return ['wait', 'rejoin', 'create', 'rooms'];
    case 'rejoin-as-other':
      return ['rejoin-as-other', 'rejoin', 'rooms'];
    case 'none':
      return ['rooms', 'close'];
    case 'rejoin':
    case undefined:
      return ['rejoin', 'wait', 'rooms'];
  }
}

export const stepLabels: Readonly<Record<RoomStep, string>> = {
  rejoin: 'Join again',
  'rejoin-as-other': 'Join as another…',
  wait: 'Wait for the room',
  'stop-waiting': 'Stop waiting',
  create: 'Create room…',
  close: 'Stop',
  rooms: 'Back to rooms',
};
