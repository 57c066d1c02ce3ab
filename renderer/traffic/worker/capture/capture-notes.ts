import { feedNote } from '../../../../electron/contract/feed.ts';
import type { FeedNote } from '../../../../electron/contract/feed.ts';
import { countOf, formatCount, formatDuration } from '../../../ui/format.ts';
import type { CaptureOrigin, RoomEventEntry } from '../../protocol/index.ts';
import { roomEventName } from '../host-protocol.ts';
import type { SessionLog } from '../session-log.ts';

/** A note that is longer is left out: ours have names and metadata, whose limit is 512 KiB. */
export const noteMaximum = 8 * 1_024 * 1_024;
const decoder = new TextDecoder();

/** By far the most notes of a capture: flags are told anew from the packets. */
const flagsNote = new TextEncoder().encode('{"type":"flags"');

const strippedNote = new TextEncoder().encode('{"type":"stripped"');
/** Bytes of such a note: three numbers and their names. */
export const strippedNoteMaximum = 200;

/** Bytes on the channel of the packet before a `stripped` note, which is JSON in bytes[start … end); undefined: another. */
export function sizeInNote(bytes: Uint8Array, start: number, end: number): number | undefined {
  if (end - start < strippedNote.length || !startsWith(bytes, start, strippedNote)) return undefined;
  const size = /"size":(\d{1,10})[,}]/.exec(decoder.decode(bytes.subarray(start, end)))?.[1];
  return size === undefined ? undefined : Number(size);
}

/** Takes the notes of a capture: what the room and the console were at that point of the file goes into its log. */
export class CaptureNotes {
  readonly #session: SessionLog;
  #origin: CaptureOrigin | undefined;
  #unreadable = 0;
  /** Bytes on the channel of packets to come, by their number; of files without payloads. */
  #sizes: ReadonlyMap<number, number> = new Map();
  #gaps = 0;
  /** Where the newest gap note begins, epoch ms: one that was open is told again when it is over. */
  #gapFrom: number | undefined;

  constructor(session: SessionLog) {
    this.#session = session;
  }

  /** Who recorded it; undefined where the file does not say. */
  get origin(): CaptureOrigin | undefined {
    return this.#origin;
  }

  /** Notes that are none of this version. */
  get unreadable(): number {
    return this.#unreadable;
  }

  /** Times in which nothing could be recorded: the connection, or the page that held it, was gone. */
  get gaps(): number {
    return this.#gaps;
  }

  /** Bytes that the packet with this number had on the channel; undefined: not told. */
  sizeOf(number: number): number | undefined {
    return this.#sizes.size === 0 ? undefined : this.#sizes.get(number);
  }

  /** The note that is JSON in bytes[start … end). `time`: of its record, epoch ms. */
  takeBytes(time: number, bytes: Uint8Array, start: number, end: number): void {
    if (end - start > noteMaximum) {
      this.#unreadable += 1;
      return;
    }
    if (startsWith(bytes, start, flagsNote)) return;
    let value: unknown;
    try {
      value = JSON.parse(decoder.decode(bytes.subarray(start, end)));
    } catch {
      value = undefined;
    }
    this.take(time, value);
  }

  take(time: number, value: unknown): void {
    const parsed = feedNote.safeParse(value);
    if (parsed.success) this.#take(time, parsed.data);
    else this.#unreadable += 1;
  }

  /** A row that says something of the capture itself. `note`: what says so in a file that is written of it. */
  say(time: number, severity: RoomEventEntry['severity'], title: string, text: string, note?: FeedNote): void {
    this.#add({ time, event: 'capture', severity, title, text }, note);
  }

  #take(time: number, note: FeedNote): void {
    switch (note.type) {
      case 'event': {
        const { severity, title, text, before, after, participant } = note;
        const known = roomEventName.safeParse(note.event);
        const event = known.success ? known.data : 'capture';
        const entry = { time, event, severity, identity: participant, title, text, before, after };
        // Versions of before wrote down what they had said of a capture as if it had been recorded.
        if (note.event === 'gap') this.#gaps += 1;
        if (note.event === 'capture') this.#session.appendRemark(entry, undefined);
        else this.#session.appendEvent(entry);
        return;
      }
      case 'context': {
        const { ownIdentity, ownSid } = note;
        this.#session.tellContext({ ownIdentity, ownSid, participants: new Map(Object.entries(note.participants)) }, time);
        return;
      }
      case 'sdk-reset':
        this.#session.sdkReset(time);
        return;
      case 'missing':
        this.say(time, 'warn', `${rowsOf(note)} are not in this file`, `${spanOf(note)}${note.why}`, note);
        return;
      case 'gap':
        if (note.fromMs !== this.#gapFrom) this.#gaps += 1;
        this.#gapFrom = note.fromMs;
        this.#add({ time, event: 'gap', severity: 'warn', title: gapTitle(note), text: note.why }, note);
        return;
      case 'session':
        this.#origin = originOf(note);
        this.say(time, 'info', 'Recorded from here', sessionText(note));
        return;
      case 'completeness': {
        const origin = this.#origin;
        const wasWrong = origin?.completeness?.mismatch === true;
        if (origin !== undefined) this.#origin = { ...origin, completeness: completenessOf(note) };
        if (note.mismatch && !wasWrong) this.say(time, 'bad', 'Counts did not agree', mismatchText(note));
        return;
      }
      case 'sizes':
        this.#sizes = new Map(note.packets.map(([number, size]) => [number, size]));
        return;
      case 'flags':
      case 'stripped':
      case 'end':
        return;
      default:
        assertNever(note);
    }
  }

  #add(entry: Pick<RoomEventEntry, 'time' | 'event' | 'severity' | 'title' | 'text'>, note?: FeedNote): void {
    this.#session.appendRemark({ identity: '', before: undefined, after: undefined, ...entry }, note);
  }
}

type Note<T extends FeedNote['type']> = Extract<FeedNote, { readonly type: T }>;

function originOf(note: Note<'session'>): CaptureOrigin {
  const { application, runtime, room, server, serverVersion, profile, identity, role, filter, payloads, startedAtMs } = note;
  const told = { application, runtime, room, server, serverVersion, profile, identity, role, filter, payloads, startedAtMs };
  return { ...told, completeness: undefined };
}

function completenessOf(note: Note<'completeness'>): NonNullable<CaptureOrigin['completeness']> {
  const { received, sent, browserReceived, browserSent, sampledReceived, sampledSent, unverified, mismatch, resumes } = note;
  return { received, sent, browserReceived, browserSent, sampledReceived, sampledSent, unverified, mismatch, resumes };
}

function sessionText(note: Note<'session'>): string {
  const parts = [
    note.room === '' ? '' : `Room ${note.room}`,
    note.server === '' ? '' : `on ${note.server}`,
    note.identity === '' ? '' : `as ${note.identity} (${note.role})`,
    note.application === '' ? '' : `by ${note.application}`,
    note.filter === '' ? '' : `only rows that match ${note.filter}`,
    note.payloads ? '' : 'without payloads',
  ];
  return `${parts.filter((part) => part !== '').join(', ')}.`;
}

function gapTitle({ fromMs, toMs }: Note<'gap'>): string {
  return toMs === undefined ? 'Gap' : `Gap, ${formatDuration((toMs - fromMs) / 1_000)}`;
}

/** Where their number is not known it is 0. */
function rowsOf({ rows }: Note<'missing'>): string {
  return rows === 0 ? 'Rows' : countOf(rows, 'row');
}

function spanOf({ fromMs, toMs }: Note<'missing'>): string {
  return toMs <= fromMs ? '' : `Of ${formatDuration((toMs - fromMs) / 1_000)}. `;
}

function mismatchText(note: Note<'completeness'>): string {
  const browser = note.browserReceived === undefined ? '' : ` The browser counted ${formatCount(note.browserReceived)}.`;
  return `${formatCount(note.received)} messages were received and ${formatCount(note.sent)} sent.${browser} Something may be missing.`;
}

function startsWith(bytes: Uint8Array, at: number, word: Uint8Array): boolean {
  for (let index = 0; index < word.length; index += 1) if (bytes[at + index] !== word[index]) return false;
  return true;
}

function assertNever(note: never): never {
  throw new Error(`unexpected note ${String(note)}`);
}
