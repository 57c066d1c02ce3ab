import { decodeText, hexOf } from '../../payload/codecs/index.ts';
import type { EventRow, PacketDetail } from '../protocol/index.ts';

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
  return JSON.stringify(isPacketDetail(detail) ? packetObject(detail) : eventObject(detail), undefined, 2);
}

/** What the worker says about a row is one or the other. */
export function isPacketDetail(detail: PacketDetail | EventRow): detail is PacketDetail {
  return 'packet' in detail;
}

function packetObject({ row, payload }: PacketDetail): object {
  const decoded = decodeText(payload);
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
    payload: decoded.invalidBytes === 0 ? { text: decoded.text } : { hex: hexOf(payload) },
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
