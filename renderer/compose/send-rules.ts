import type { DataKind } from '../../electron/contract/domain.ts';
import { limits } from '../../electron/contract/limits.ts';
import type { SessionSnapshot } from '../session/protocol.ts';
import { packetSize, type PacketParts, type SendWay } from './packet-size.ts';

/** A size against the limit that matters next. Nothing here blocks a send: the server's own answer wins. */
export interface SizeVerdict {
  /** Bytes that are held against `limit`. */
  readonly size: number;
  readonly limit: number;
  /** What the limit is, to stand after the number: "1,300 B advised for lossy". */
  readonly limitWords: string;
  readonly severity: 'fine' | 'warn' | 'bad';
  /** Why it matters and what happens; undefined where all is well. */
  readonly sentence: string | undefined;
}

/** A sentence that a person should read before sending. */
export interface SendWarning {
  readonly severity: 'warn' | 'bad';
  readonly title: string;
  readonly text: string;
}

/** Holds a message against the limits, the hardest first. See limits.ts for where each number comes from. */
export function judgeSize(parts: PacketParts): SizeVerdict {
  const size = packetSize(parts);
  if (parts.way === 'api' && parts.payloadSize > limits.apiSendDelivered) {
    return {
      size: parts.payloadSize,
      limit: limits.apiSendDelivered,
      limitWords: 'payload that the server API was seen to deliver',
      severity: 'bad',
      sentence:
        'The server will answer OK and deliver nothing: in tests 262,000 B of payload arrived and 262,144 B did not. ' +
        'Send less, or in parts.',
    };
  }
  if (parts.way === 'participant' && size > limits.publishMaximum) {
    return {
      size,
      limit: limits.publishMaximum,
      limitWords: 'serialised, the most livekit-client sends',
      severity: 'bad',
      sentence:
        'livekit-client will refuse it: the whole packet (payload, topic, destinations, sender) may not exceed ' +
        '64,000 B. Send less, in parts, or through the server API.',
    };
  }
  return parts.kind === 'lossy' ? judgeLossy(size) : judgeReliable(size);
}

function judgeLossy(size: number): SizeVerdict {
  const limit = limits.lossyAdvised;
  const packets = Math.ceil(size / limit);
  return {
    size,
    limit,
    limitWords: 'advised for lossy',
    severity: size > limit ? 'warn' : 'fine',
    sentence:
      size > limit
        ? `${packets === 2 ? 'Two' : `About ${packets.toLocaleString('en')}`} network packets: lose ` +
          `${packets === 2 ? 'either' : 'any'} and the whole message is lost. Sending is still possible.`
        : undefined,
  };
}

function judgeReliable(size: number): SizeVerdict {
  const limit = limits.reliableAdvised;
  return {
    size,
    limit,
    limitWords: 'advised for reliable',
    severity: size > limit ? 'warn' : 'fine',
    sentence:
      size > limit
        ? 'LiveKit advises 15 KiB for reliable packets: a large one holds up all that is queued behind it. ' +
          'Sending is still possible.'
        : undefined,
  };
}

/** What the rules need to know of a message about to be sent. */
export interface SendIntent {
  readonly way: SendWay;
  readonly kind: DataKind;
  readonly destinationIdentities: readonly string[];
  readonly ownIdentity: string;
}

/** True where the session is in the room to be seen, and not to watch. */
type Role = { readonly kind: 'observe' | 'participate' };

/**
 * Why this message cannot be sent this way at all; undefined where it can. `action` names the way out, if there is
 * one in the view.
 */
export function whyNotSend(
  intent: Pick<SendIntent, 'way'>,
  role: Role,
  snapshot: Pick<SessionSnapshot, 'state'>,
): { readonly text: string; readonly action: 'join' | 'none' } | undefined {
  if (intent.way === 'api') return undefined;
  if (role.kind === 'observe') return { text: 'Observers cannot send. Join to send as yourself.', action: 'join' };
  if (snapshot.state !== 'connected' && snapshot.state !== 'resuming') {
    return { text: 'Not connected to the room. What you typed stays here.', action: 'none' };
  }
  return undefined;
}

/** Who a participant's messages come from, said beside the dock's title; only while there is such a participant. */
export function dockWords(identity: string, state: SessionSnapshot['state']): string {
  switch (state) {
    case 'connected':
      return `sends as ${identity}, visible to the room`;
    case 'resuming':
      return `sends as ${identity}; the connection is being restored`;
    case 'joining':
      return `joining as ${identity}; nothing can be sent yet`;
    case 'rejoining':
      return `joining again as ${identity}; nothing can be sent meanwhile`;
    case 'disconnected':
      return `not connected; nothing can be sent as ${identity}`;
  }
}

/** What the server or the client would do in silence with this message, as far as it can be known before. */
export function sendWarnings(
  intent: SendIntent,
  snapshot: Pick<SessionSnapshot, 'canPublishData' | 'participants' | 'state'>,
): SendWarning[] {
  const warnings: SendWarning[] = [];
  if (intent.way === 'participant' && !snapshot.canPublishData) {
    warnings.push({
      severity: 'bad',
      title: 'You may not send data any more',
      text:
        'The permission canPublishData is off. A send still resolves, the server drops the message, and nobody is ' +
        'told. Ask for the permission, or send through the server API.',
    });
  }
  if (snapshot.state !== 'connected') {
    if (intent.way === 'api') warnings.push(notInTheRoom);
    else if (isRestoring(snapshot.state)) warnings.push(maybeLost);
    return warnings;
  }
  if (intent.destinationIdentities.length === 0 && !snapshot.participants.some(isVisibleOther)) {
    warnings.push({
      severity: 'warn',
      title: 'Nobody else is seen in the room',
      text: 'Only hidden participants, such as another observer, could receive this.',
    });
  }
  return [...warnings, ...destinationWarnings(intent, snapshot)];
}

const notInTheRoom: SendWarning = {
  severity: 'warn',
  title: 'This console is not in the room now',
  text:
    'The server API may still deliver, but no row will show it here. For a room that nobody is in it answers ' +
    '“unavailable” after a wait.',
};

const maybeLost: SendWarning = {
  severity: 'warn',
  title: 'The connection is being restored',
  text: 'What is sent now may be lost, and nobody is told. Wait until it is connected, or send through the server API.',
};

/** Between a lost connection and the next one: the client takes messages, and may drop them with the old one. */
export function isRestoring(state: SessionSnapshot['state']): boolean {
  return state === 'resuming' || state === 'rejoining';
}

/** A hidden observer of our own is in the snapshot, too, and no audience. */
function isVisibleOther(participant: SessionSnapshot['participants'][number]): boolean {
  return !participant.isLocal && participant.permissions?.hidden !== true;
}

function destinationWarnings(intent: SendIntent, snapshot: Pick<SessionSnapshot, 'participants'>): SendWarning[] {
  const warnings: SendWarning[] = [];
  const present = new Set(snapshot.participants.map((participant) => participant.identity));
  const absent = intent.destinationIdentities.filter(
    (identity) => !present.has(identity) && identity !== intent.ownIdentity,
  );
  if (absent.length > 0) {
    const [first = ''] = absent;
    warnings.push({
      severity: 'warn',
      title:
        absent.length === 1 ? `${first} is not seen in the room` : `${absent.length} of them are not seen in the room`,
      text:
        'The server drops a copy for somebody who is not there and tells nobody; only a hidden participant of that ' +
        'identity would get it.',
    });
  }
  if (intent.way === 'participant' && intent.destinationIdentities.includes(intent.ownIdentity)) {
    warnings.push({
      severity: 'warn',
      title: 'No echo comes back to you',
      text: 'A sender never receives its own message. It shows as a sent row only.',
    });
  }
  return warnings;
}

/**
 * What was typed as a destination, as an identity. A sid of somebody present becomes that identity: livekit-client
 * 2.23 ignores `destinationSids` and would send to everyone.
 */
export function resolveDestination(typed: string, participants: SessionSnapshot['participants']): string {
  const text = typed.trim();
  return participants.find((participant) => participant.sid !== '' && participant.sid === text)?.identity ?? text;
}
