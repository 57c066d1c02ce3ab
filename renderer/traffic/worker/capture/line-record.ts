import { decodeBase64 } from './base64.ts';

/** What a line of NDJSON is: feed/row-line.ts has the fields of rows, electron/contract/feed-lines.ts those of notes. */
export type LineRecord =
  | {
      readonly type: 'packet';
      /** Epoch ms with µs resolution; undefined: not told. */
      readonly time: number | undefined;
      readonly label: string;
      readonly sent: boolean;
      readonly isText: boolean;
      /** Undefined: the line has only what was told of it. */
      readonly packet: Uint8Array | undefined;
      /** Its packet is there and cannot be read. */
      readonly isDamaged: boolean;
      /** The line itself says that its bytes are nowhere. */
      readonly isBlob: boolean;
      readonly size: number;
    }
  /** A room event, or something that the console knew: a FeedNote, for `capture-notes.ts`. */
  | { readonly type: 'note'; readonly time: number | undefined; readonly note: unknown }
  /** What is known of the file as a whole, as it was closed. */
  | { readonly type: 'end' };

const decoder = new TextDecoder();
const labelMaximum = 200;

/** Reads the line bytes[start … end); undefined where it is no row of ours. */
export function readLine(bytes: Uint8Array, start: number, end: number): LineRecord | undefined {
  const fields = parseObject(decoder.decode(bytes.subarray(start, end)));
  if (fields === undefined) return undefined;
  const time = timeOf(fields['time']);
  const { label, direction } = fields;
  const packet = packetOf(fields);
  if (typeof label === 'string' || packet !== undefined) {
    const size = fields['size'];
    return {
      type: 'packet',
      time,
      label: typeof label === 'string' ? label.slice(0, labelMaximum) : '_reliable',
      sent: direction === 'out',
      isText: fields['frame'] === 'text',
      packet,
      isDamaged: packet === undefined && fields['packet'] !== undefined && fields['packet'] !== null,
      isBlob: fields['frame'] === 'blob',
      size: typeof size === 'number' && size >= 0 && size <= 0xffff_ffff ? Math.floor(size) : (packet?.length ?? 0),
    };
  }
  const { note, event } = fields;
  if (note === 'end') return { type: 'end' };
  if (typeof note === 'string') return { type: 'note', time, note: { ...fields, type: note } };
  return typeof event === 'string' ? { type: 'note', time, note: eventNote(fields) } : undefined;
}

/** Values that are not there are null in a line, and left out in a note. */
function eventNote(fields: Readonly<Record<string, unknown>>): unknown {
  const { before, after, ...rest } = fields;
  const told = { number: 0, severity: 'info', participant: '', title: fields['event'], text: '', ...rest, type: 'event' };
  return { ...told, before: before ?? undefined, after: after ?? undefined };
}

/** The packet of a line, as `readLine` has it. */
export function packetOfLine(bytes: Uint8Array, start: number, end: number): Uint8Array | undefined {
  const fields = parseObject(decoder.decode(bytes.subarray(start, end)));
  return fields === undefined ? undefined : packetOf(fields);
}

function packetOf(fields: Readonly<Record<string, unknown>>): Uint8Array | undefined {
  const { packet } = fields;
  return typeof packet === 'string' ? decodeBase64(packet) : undefined;
}

function parseObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Epoch ms of an ISO time with µs, or of a number of ms. `Date` knows no µs. */
function timeOf(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  if (typeof value !== 'string') return undefined;
  const ms = Date.parse(value);
  if (Number.isNaN(ms)) return undefined;
  const micros = /\.\d{3}(\d{1,3})/.exec(value)?.[1];
  return micros === undefined ? ms : ms + Number(micros.padEnd(3, '0')) / 1_000;
}
