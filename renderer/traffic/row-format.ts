import { cut, printable } from '../payload/codecs/printable.ts';
import { formatCount, formatTimeMs, withMinus } from '../ui/format.ts';
import type { EventRow, PacketRow, RowView, Sender } from './protocol/index.ts';

/** How the columns of a row are written. Pure; widths are those that the timeline's columns hold. */

/** Epoch ms → `YYYY-MM-DD HH:MM:SS.mmm µµµ`, local time, for the inspector. The µs are the tap's own resolution. */
export function fullTime(epochMs: number): string {
  const at = new Date(epochMs);
  const part = (value: number): string => String(value).padStart(2, '0');
  const micros = String(Math.floor((epochMs % 1) * 1_000)).padStart(3, '0');
  return `${at.getFullYear()}-${part(at.getMonth() + 1)}-${part(at.getDate())} ${formatTimeMs(epochMs)} ${micros}`;
}

/**
 * Seconds between two rows, in at most 6 characters, the more decimals the shorter; beyond hours in hours and days.
 * Negative where clocks were corrected.
 */
export function delta(epochMs: number, previousMs: number | undefined): string {
  if (previousMs === undefined) return '';
  const seconds = (epochMs - previousMs) / 1_000;
  const size = Math.abs(seconds);
  if (size < 0.0005) return '0.000';
  if (size < 9.9995) return withMinus(seconds.toFixed(3));
  if (size < 99.995) return withMinus(seconds.toFixed(2));
  if (size < 9_999.5) return withMinus(seconds.toFixed(1));
  if (size < 86_400) return withMinus(`${(seconds / 3_600).toFixed(1)} h`);
  return withMinus(`${(seconds / 86_400).toFixed(1)} d`);
}

/** `189 B`, never rounded: sizes in the inspector are compared with what was sent. */
export function exactBytes(value: number): string {
  return `${formatCount(value)} B`;
}

export interface SenderText {
  readonly text: string;
  /** `api`: in italics, as nobody; `self`: this console; `unsure`: the packet does not prove it. */
  readonly look: 'named' | 'api' | 'self' | 'unsure';
  /** One sentence: who, and how the packet proves it. */
  readonly proof: string;
}

/** Who sent it, as the packet proves it. */
export function senderText(sender: Sender): SenderText {
  const { identity, sid } = sender;
  switch (sender.origin) {
    case 'participant':
      return { text: identity, look: 'named', proof: `${identity}, proven by the sid ${sid}` };
    case 'self':
      return { text: identity || 'you', look: 'self', proof: `This console, as ${identity || sid}` };
    case 'server-api':
      return { text: 'server API', look: 'api', proof: 'Neither identity nor sid: sent over the server API' };
    case 'hidden':
      return { text: 'hidden', look: 'api', proof: `A hidden participant: the sid ${sid} without an identity` };
    case 'no-sid':
      return { text: identity, look: 'unsure', proof: `The packet says ${identity} but carries no sid to prove it` };
    case 'unreadable':
      return { text: 'unknown', look: 'unsure', proof: 'The packet cannot be read, so its sender is not known' };
    default:
      return assertNever(sender.origin);
  }
}

/** `all`, `you`, one name, or `2 named`. */
export function destinationText(destinations: readonly string[], own: readonly string[]): string {
  const [first] = destinations;
  if (first === undefined) return 'all';
  if (destinations.length > 1) return `${formatCount(destinations.length)} named`;
  return own.includes(first) ? 'you' : first;
}

/** The same, in full. */
export function destinationSentence(destinations: readonly string[], own: readonly string[]): string {
  if (destinations.length === 0) return 'Everyone in the room';
  return destinations.map((name) => (own.includes(name) ? `${name} (you)` : name)).join(', ');
}

export interface EventTitle {
  /** The identity that the title begins with, printable and shortened in its middle; empty: it begins otherwise. */
  readonly who: string;
  /** The rest, such as ` joined`, printable. */
  readonly what: string;
}

/** Of an identity, in a row; the inspector has the whole. */
const longestIdentity = 48;

/** The title of an event's row in two, so that a long identity cannot push what happened out of sight. */
export function eventTitle(row: Pick<EventRow, 'title' | 'identity'>): EventTitle {
  const { title, identity } = row;
  if (identity === '' || !title.startsWith(`${identity} `)) return { who: '', what: printable(title, 200) };
  return { who: cutMiddle(printable(identity), longestIdentity), what: printable(title.slice(identity.length), 200) };
}

/** Beginning and end, as identities of one kind often differ in their last characters only. */
function cutMiddle(text: string, maximum: number): string {
  if (text.length <= maximum) return text;
  const tail = [...text.slice(-16)].slice(-12).join('');
  return cut(text, maximum - tail.length) + tail;
}

/** The word for the reliability of the channel. */
export function kindWord(channel: PacketRow['channel']): string {
  return channel === 'data-track' ? 'track' : channel;
}

/** What a row is called, counted from 1 as people do. */
export function rowName(row: RowView): string {
  return `${row.type === 'packet' ? 'Packet' : 'Event'} ${formatCount(row.row + 1)}`;
}

function assertNever(value: never): never {
  throw new Error(`Unexpected value ${String(value)}`);
}
