import type { ConnectionState, Session } from '../../electron/contract/domain.ts';
import type { SessionSnapshot } from '../session/client.ts';
import { formatCount, formatTime } from '../ui/format.ts';
import { printableStart } from '../ui/safe-text.ts';

export type Health = 'ok' | 'warn' | 'bad' | 'dim';

export interface StatusWords {
  readonly health: Health;
  readonly words: string;
  /** A sentence for the tooltip and for screen readers. */
  readonly why: string;
}

/** The connection as a word and a sentence, as in look/states. */
export function connectionWords(state: ConnectionState, waiting: boolean): StatusWords {
  if (waiting)
    return {
      health: 'warn',
      words: 'Waiting for the room',
      why: 'The room is not there; it is joined as soon as it is.',
    };
  switch (state) {
    case 'joining':
      return { health: 'dim', words: 'Joining', why: 'Not connected yet.' };
    case 'connected':
      return { health: 'ok', words: 'Connected', why: 'Signal and data channels are up.' };
    case 'resuming':
      return { health: 'warn', words: 'Resuming', why: 'Signal lost; the data channels may still deliver.' };
    case 'rejoining':
      return { health: 'warn', words: 'Rejoining', why: 'Full reconnect: what passes now is not seen.' };
    case 'disconnected':
      return { health: 'bad', words: 'Disconnected', why: 'Nothing new arrives; the rows so far stay.' };
  }
}

/** True once this session was let into its room: the room's sid is only known from then on, and stays known. */
export function wasIn(snapshot: SessionSnapshot | undefined): boolean {
  return snapshot !== undefined && snapshot.roomSid !== '';
}

/** What this session is in the room, or was while it is not in it. */
export function roleWords(session: Session, snapshot: SessionSnapshot | undefined): string {
  const state = snapshot?.state ?? 'joining';
  const observes = session.role.kind === 'observe';
  const as = session.role.kind === 'observe' ? ', hidden' : ` as ${printableStart(session.role.identity, 40)}`;
  const role = `${observes ? 'observing' : 'participating'}${as}`;
  if (state === 'disconnected' || session.waitingForRoom)
    return wasIn(snapshot) ? `not in the room; was ${role}` : 'not in the room';
  // While only the signal is lost the server still has it in the room.
  return state === 'joining' || state === 'rejoining' ? `${state}${as}` : role;
}

/** Received messages against the browser's own count: `count` is bold, `rest` may be cut in a narrow window. */
export interface CompletenessWords {
  readonly health: Health;
  readonly count: string;
  readonly rest: string;
  readonly why: string;
}

/**
 * A difference that closes is backlog, one that stays is loss; `stays` tells them apart (CompletenessWatch).
 */
export function completenessWords(snapshot: SessionSnapshot, stays: boolean): CompletenessWords {
  const { completeness, state } = snapshot;
  const isOut = state === 'disconnected' || state === 'rejoining';
  const { received, browserReceived, sampledReceived, sampledAtMs, unverifiedSinceMs, unlogged } = completeness;
  if (unlogged > 0) {
    return {
      health: 'bad',
      count: `${formatCount(unlogged)} missing in this log`,
      rest: 'although they reached this machine',
      why: 'The worker that holds the log fell behind by more than 5 s, or failed. The application’s own log says which.',
    };
  }
  if (received === 0 && !wasIn(snapshot)) {
    return {
      health: 'dim',
      count: 'Nothing received',
      rest: state === 'joining' ? 'not connected yet' : 'never connected',
      why: 'There is no connection whose messages could be counted.',
    };
  }
  if (browserReceived === undefined || sampledAtMs === undefined) {
    return {
      health: 'dim',
      count: formatCount(received),
      rest: 'received, not yet compared',
      why: 'Compared with the browser’s own count a moment after joining.',
    };
  }
  const at = `Held against getStats of each data channel, last compared at ${formatTime(sampledAtMs)}.`;
  const missing = browserReceived - sampledReceived;
  if (missing !== 0 && stays) {
    const words =
      missing > 0 ? `${formatCount(missing)} missing here` : `the browser counts ${formatCount(-missing)} fewer`;
    return {
      health: 'bad',
      count: `${formatCount(sampledReceived)} of ${formatCount(browserReceived)}`,
      rest: `received, ${words}`,
      why: `${at} The difference stayed: it is no backlog.`,
    };
  }
  if (missing !== 0) {
    return {
      health: 'warn',
      count: `${formatCount(sampledReceived)} of ${formatCount(browserReceived)}`,
      rest: 'received, catching up',
      why: `${at} A difference that closes is backlog, one that stays is loss.`,
    };
  }
  const count = `${formatCount(received)} of ${formatCount(browserReceived + (received - sampledReceived))}`;
  if (unverifiedSinceMs !== undefined) {
    return {
      health: 'warn',
      count: `${formatCount(sampledReceived)} of ${formatCount(browserReceived)}`,
      rest: `received, agrees with the browser’s count; a few before ${formatTime(unverifiedSinceMs)} unverified`,
      why:
        `${at} A connection closed then, and the browser forgets the count of a closed one: what came after its last ` +
        'sample cannot be verified.',
    };
  }
  if (isOut) {
    return {
      health: 'dim',
      count,
      rest: `received, agreed with the browser’s count at ${formatTime(sampledAtMs)}`,
      why: `${at} What passes now is not seen.`,
    };
  }
  return { health: 'ok', count, rest: 'received, agrees with the browser’s count', why: at };
}

/** `Memory 38 of 256 MiB`. */
export function memoryWords(heldBytes: number, budgetBytes: number): string {
  const mebi = 1_048_576;
  return `Memory ${formatCount(Math.ceil(heldBytes / mebi))} of ${formatCount(Math.round(budgetBytes / mebi))} MiB`;
}
