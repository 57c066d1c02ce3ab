import { decodeText, hexOf } from '../payload/codecs/index.ts';
import type { EventRow, PacketDetail, PacketRow, RowView } from './protocol/index.ts';

/** Copies name a time as people and machines both read it; µs are in `epochMs`. */
interface CopiedRow {
  readonly number: number;
  readonly time: string;
  readonly epochMs: number;
}

/**
 * A row as JSON on many lines: what the log knows of it, with a packet's payload as text where it is UTF-8 and as hex
 * where it is not. Fields that are not there are left out.
 */
export function rowJson(detail: PacketDetail | EventRow): string {
  const object = isPacketDetail(detail) ? rowObject(detail.row, detail.payload) : rowObject(detail, noBytes);
  return JSON.stringify(object, undefined, 2);
}

/** The same as an object; an event has no payload. */
export function rowObject(row: RowView, payload: Uint8Array): object {
  return row.type === 'packet' ? packetObject(row, payload) : eventObject(row);
}

/** What the worker says about a row is one or the other. */
export function isPacketDetail(detail: PacketDetail | EventRow): detail is PacketDetail {
  return 'packet' in detail;
}

/** A payload as text where it is UTF-8, as hex where it is not. */
export function payloadText(payload: Uint8Array): { readonly text: string } | { readonly hex: string } {
  const decoded = decodeText(payload);
  return decoded.invalidBytes === 0 ? { text: decoded.text } : { hex: hexOf(payload) };
}

const noBytes = new Uint8Array(0);

function packetObject(row: PacketRow, payload: Uint8Array): object {
  return {
    ...when(row.row, row.time),
    direction: row.direction,
    kind: row.channel,
    channel: row.label,
    case: row.case,
    sender: { origin: row.sender.origin, identity: row.sender.identity || undefined, sid: row.sender.sid || undefined },
    topic: row.topic || undefined,
    destinations: row.destinations.length === 0 ? undefined : row.destinations,
    sequence: row.sequence,
    size: row.size,
    flags: row.flags.length === 0 ? undefined : row.flags,
    payload: payloadText(payload),
  };
}

function eventObject(row: EventRow): object {
  return {
    ...when(row.row, row.time),
    event: row.event,
    identity: row.identity || undefined,
    title: row.title,
    text: row.text || undefined,
    before: row.before,
    after: row.after,
  };
}

function when(row: number, epochMs: number): CopiedRow {
  return { number: row + 1, time: new Date(epochMs).toISOString(), epochMs };
}
