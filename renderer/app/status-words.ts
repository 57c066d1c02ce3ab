import type { ConnectionState, Session } from '../../electron/contract/domain.ts';
import type { Completeness, SessionSnapshot } from '../session/client.ts';
import { countOf, formatCount, formatTime } from '../ui/format.ts';
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
 * What is most worth knowing of the proof that all is here. Alarms come first, then backlog, then what is unproven.
 * `logged`: received messages that the log has, told ten times as often as the snapshot: rows that can be seen must not
 * stand beside a count that lacks them. `silentMs`: since when nothing new was heard of the counts.
 */
export function completenessWords(
  { completeness, state, ...snapshot }: SessionSnapshot,
  { logged = 0, silentMs = 0 }: { readonly logged?: number | undefined; readonly silentMs?: number } = {},
): CompletenessWords {
  const { received, browserReceived, sampledReceived, sampledAtMs, unlogged } = completeness;
  const seen = Math.max(received, logged);
  if (unlogged > 0) {
    return {
      health: 'bad',
      count: `${formatCount(unlogged)} missing in this log`,
      rest: 'although they reached this machine',
      why: 'The worker that holds the log failed, or has taken nothing for 5 s. The application’s own log says which.',
    };
  }
  // An alarm goes on whether or not it is heard of; without a connection nothing can be late.
  if (isSilent(silentMs) && completeness.mismatch === undefined && state !== 'disconnected') {
    return silentWords(completeness, silentMs);
  }
  if (seen === 0 && snapshot.roomSid === '') {
    return {
      health: 'dim',
      count: 'Nothing received',
      rest: state === 'joining' ? 'not connected yet' : 'never connected',
      why: 'There is no connection whose messages could be counted.',
    };
  }
  if (browserReceived === undefined || sampledAtMs === undefined || (browserReceived === 0 && sampledReceived === 0 && seen > 0)) {
    return {
      health: 'dim',
      count: formatCount(seen),
      rest: 'received, checking…',
      why: 'Compared with the browser’s own count within a second of the first.',
    };
  }
  const at = `Held against getStats of each data channel, last compared at ${formatTime(sampledAtMs)}.`;
  const sampled = `${formatCount(sampledReceived)} of ${formatCount(browserReceived)}`;
  const alarm = alarmWords(completeness, sampled, at) ?? backlogWords(completeness, sampled, at);
  if (alarm !== undefined) return alarm;
  const { unverified, unverifiedSinceMs } = completeness;
  if (unverified > 0 && unverifiedSinceMs !== undefined) {
    return {
      health: 'warn',
      count: sampled,
      rest: `received, as the browser counts; ${formatCount(unverified)} could not be verified since ${formatTime(unverifiedSinceMs)}`,
      why:
        `${at} A connection closed then, and the browser forgets the count of a closed one: what came after its last ` +
        'sample cannot be verified. All that came on later connections is.',
    };
  }
  const onTheirWay = browserReceived - sampledReceived;
  if (onTheirWay !== 0) {
    const rest = onTheirWay > 0 ? `received, ${formatCount(onTheirWay)} on the way` : 'received, checking…';
    return { health: onTheirWay > 0 ? 'ok' : 'dim', count: sampled, rest, why: `${at} ${backlogRule}` };
  }
  const count = `${formatCount(received)} of ${formatCount(browserReceived + (received - sampledReceived))}`;
  if (state === 'disconnected' || state === 'rejoining') {
    const rest = `received, as the browser counted at ${formatTime(sampledAtMs)}`;
    return { health: 'dim', count, rest, why: `${at} What passes now is not seen.` };
  }
  return { health: 'ok', count, rest: 'received, as the browser counts', why: at };
}

/**
 * The counts are sampled each second. Two that do not come are no hiccup any more: then what they said last is not known
 * to hold, however well it agreed.
 */
const silentAfterMs = 3_000;

/** Whether the page that receives has told nothing of its counts for so long that it must be behind. */
export function isSilent(silentMs: number): boolean {
  return silentMs >= silentAfterMs;
}

function silentWords({ sampledReceived, browserReceived, sampledAtMs }: Completeness, silentMs: number): CompletenessWords {
  const known = browserReceived === undefined ? '' : ` of ${formatCount(browserReceived)}`;
  const last = sampledAtMs === undefined ? '' : `It had ${formatCount(sampledReceived)}${known} at ${formatTime(sampledAtMs)}. `;
  return {
    health: 'warn',
    count: `Not answered for ${formatCount(Math.floor(silentMs / 1_000))} s`,
    rest: 'the page that receives is behind',
    why: `${last}What arrives meanwhile waits in the browser; whether all of it is here is known when the page answers.`,
  };
}

/** A difference that stayed. */
function alarmWords({ mismatch }: Completeness, sampled: string, at: string): CompletenessWords | undefined {
  if (mismatch === undefined) return undefined;
  const { received, sent, sinceMs } = mismatch;
  const why = `${at} The difference has stayed since ${formatTime(sinceMs)}: it is no backlog. The log has a row about it.`;
  if (received === 0) {
    const words = `${countOf(Math.abs(sent), 'sent message')} ${sent > 0 ? 'missing here' : 'unknown to the browser'}`;
    return { health: 'bad', count: sampled, rest: `received, ${words}`, why };
  }
  const words =
    received > 0 ? `${formatCount(received)} missing here` : `the browser counts ${formatCount(-received)} fewer`;
  return { health: 'bad', count: sampled, rest: `received, ${words}`, why };
}

const backlogRule = 'A difference that closes is backlog, one that stays is loss.';

/** What is shown within a second feels like now; what is later than that is worth a word. */
const lateMs = 1_000;
/**
 * About three screens of rows: fewer come and go before anybody has read one of them. Of what the log itself is late
 * with, which waits for more than a second already.
 */
const lateMessages = 100;

/** How far this page is behind the browser, and the log behind this page, where a person would care about it. */
function backlogWords(completeness: Completeness, sampled: string, at: string): CompletenessWords | undefined {
  const { behind, browserReceived, sampledReceived, latencyMs = 0 } = completeness;
  const waiting = Math.max(0, (browserReceived ?? 0) - sampledReceived);
  if (behind >= lateMessages) {
    return {
      health: 'warn',
      count: `${countOf(behind + waiting, 'message')} behind`,
      rest: 'catching up, nothing is dropped',
      why: `${at} They are here, with the times that they arrived at; the log takes them as fast as it can.`,
    };
  }
  // The browser answers in turn with what it delivers: so long the newest message waits for the page.
  if (waiting === 0 || latencyMs < lateMs) return undefined;
  return { health: 'warn', count: sampled, rest: 'received, catching up', why: `${at} ${backlogRule}` };
}
