import type { FeedNote } from '../../../../electron/contract/feed.ts';
import type {
  EventRow,
  FlowRef,
  PacketRow,
  RoomEventEntry,
  RowView,
  Sender,
  SenderOrigin,
} from '../../protocol/index.ts';
import { flagBit, flagsOfMask } from '../../protocol/index.ts';
import { channelCodes, RowCells, rowBits } from '../store/columns.ts';
import type { PacketLog } from '../store/packet-log.ts';
import { roomEventEntry } from '../host-protocol.ts';
import { caseName, isReadable } from '../packet/packet-cases.ts';
import { decodePacket, packetPreview } from '../packet/packet-preview.ts';
import { malformedReasons, PacketScanner } from '../packet/scan-packet.ts';
import type { PacketRelations } from '../packet-relations.ts';
import { progressText } from '../flows/progress-text.ts';
import { flowKindOf } from '../flows/flow.ts';
import { RpcOfStream } from '../flows/rpc-of-stream.ts';
import type { RowFlags } from './row-flags.ts';
import type { SessionContext } from '../session-context.ts';
import { notInterned } from '../store/string-table.ts';
import type { StringTable } from '../store/string-table.ts';

/** What a row is built from, besides its cells. */
export interface RowSource {
  /** The row's bytes, borrowed. */
  readonly bytes: Uint8Array;
  readonly strings: StringTable;
  /** The label's name. */
  readonly label: string;
  readonly session: RowSession;
}

/** What a row is held against, of its session. */
export interface RowSession {
  readonly context: SessionContext;
  readonly flags: RowFlags;
  readonly relations: Pick<PacketRelations, 'flow' | 'rpcId' | 'rpcTopics'>;
  readonly log: PacketLog;
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** A row as a view shows it. */
export function buildRow(cells: RowCells, source: RowSource): RowView {
  return cells.has(rowBits.event) ? buildEvent(cells, source) : buildPacket(cells, source);
}

function buildEvent(cells: RowCells, source: RowSource): EventRow {
  const marked = cells.has(rowBits.marked);
  return { type: 'event', row: cells.row, marked, colour: undefined, ...readEvent(source.bytes) };
}

function buildPacket(cells: RowCells, source: RowSource): PacketRow {
  const { bytes } = source;
  const packetCase = caseName(cells.caseCode);
  const sender = senderOf(cells, { bytes, strings: source.strings, context: source.session.context });
  const payload = payloadOf(cells, bytes);
  return {
    type: 'packet',
    row: cells.row,
    time: cells.time,
    direction: cells.has(rowBits.sent) ? 'out' : 'in',
    channel: channelCodes[cells.channel] ?? 'foreign',
    label: source.label,
    case: packetCase,
    sender,
    topic: topicOf(cells, source),
    destinations: cells.has(rowBits.destinations) ? destinationsOf(bytes) : [],
    sequence: cells.sequence === 0 ? undefined : cells.sequence,
    size: cells.size,
    payloadSize: cells.payloadSize,
    preview: whyNoPreview(cells, source) ?? packetPreview(packetCase, bytes, payload, progressOf(cells, source)),
    flags: flagsOfMask(maskOf(cells, sender, source)),
    skipped: skippedBefore(cells, source),
    flow: flowRefOf(cells, source),
    marked: cells.has(rowBits.marked),
    colour: undefined,
  };
}

function whyNoPreview(cells: RowCells, { session }: RowSource): string | undefined {
  if (cells.has(rowBits.stripped)) return 'written without its payload';
  if (!cells.has(rowBits.bytesMissing)) return undefined;
  if (session.log.isLost(cells)) return 'the file does not have these bytes any more';
  return session.log.isKept ? 'its bytes are not in the file' : 'a Blob: its bytes were not kept';
}

function maskOf(cells: RowCells, sender: Sender, { session }: RowSource): number {
  const mask = session.flags.maskOf(cells);
  // An identity that the string table did not take: its flags need the text.
  if (cells.identity !== notInterned || sender.origin !== 'participant') return mask;
  const proven = session.context.identityOf(sender.sid);
  const speaksAs = proven !== undefined && proven !== sender.identity ? flagBit('speaks-as') : 0;
  return mask | speaksAs | (session.context.isSuspect(sender.identity) ? flagBit('look-alike') : 0);
}

/** Numbers skipped before a packet with that flag; undefined where the row before them is gone. */
function skippedBefore(cells: RowCells, { session }: RowSource): number | undefined {
  if (!cells.has(rowBits.skipped)) return undefined;
  const before = new RowCells();
  if (!session.log.read(cells.row - cells.related, before)) return undefined;
  return cells.sequence - before.sequence - 1;
}

function flowRefOf(cells: RowCells, source: RowSource): FlowRef | undefined {
  const kind = flowKindOf(cells.caseCode);
  // One whose id is too long to be joined is none.
  if (kind === undefined || cells.flow === 0) return undefined;
  const scanner = new PacketScanner();
  scanner.scan(source.bytes, 0, source.bytes.length);
  const id = decoder.decode(source.bytes.subarray(scanner.keyStart, scanner.keyEnd));
  const rpc = kind === 'stream' ? new RpcOfStream(source.session).idOf(cells) : undefined;
  return rpc === undefined ? { kind, id } : { kind, id, rpc: decoder.decode(rpc) };
}

/** How far a stream has come, for its header's row. */
function progressOf(cells: RowCells, { session }: RowSource): string | undefined {
  if (cells.flow === 0 || caseName(cells.caseCode) !== 'streamHeader') return undefined;
  const flow = session.relations.flow(cells.flow);
  return flow === undefined ? undefined : progressText(flow);
}

/** The payload within a row's bytes. */
export function payloadOf(cells: RowCells, bytes: Uint8Array): Uint8Array {
  return bytes.subarray(cells.payloadOffset, cells.payloadOffset + cells.payloadSize);
}

/** Where and why a malformed packet stops making sense; undefined for one that parses. */
export function malformedReason(bytes: Uint8Array): { readonly reason: string; readonly at: number } | undefined {
  const scanner = new PacketScanner();
  if (scanner.scan(bytes, 0, bytes.length)) return undefined;
  const within = caseName(scanner.reasonCase);
  const reason = malformedReasons[scanner.reason] ?? '';
  return { reason: within === 'none' ? reason : `${reason}, in its case ${within}`, at: scanner.reasonAt };
}

/** Room events lie in the log as JSON: they are few, and share the packets' budget that way. `note`: of a remark. */
export function eventBytes(entry: RoomEventEntry, note?: FeedNote): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(note === undefined ? entry : { ...entry, note }));
}


export function readEvent(bytes: Uint8Array): RoomEventEntry {
  const json: unknown = JSON.parse(decoder.decode(bytes));
  // Members that are undefined are left out by JSON.
  return roomEventEntry.parse({ before: undefined, after: undefined, ...(typeof json === 'object' ? json : {}) });
}

/**
 * Who sent it, told by the packet alone: the server writes the sid of the connection into each packet it forwards,
 * and leaves the identity of a hidden one empty. Neither: it came over the server API.
 */
export function senderOf(
  cells: RowCells,
  source: Pick<RowSource, 'bytes' | 'strings'> & { readonly context: SessionContext },
): Sender {
  const identity = stringOf(cells.identity, source, (scan) => [scan.identityStart, scan.identityEnd]);
  const sid = stringOf(cells.sid, source, (scan) => [scan.sidStart, scan.sidEnd]);
  return { origin: originOf(cells, identity, sid, source.context), identity, sid };
}

function originOf(cells: RowCells, identity: string, sid: string, context: SessionContext): SenderOrigin {
  if (cells.has(rowBits.sent)) return 'self';
  if (isReadable[cells.caseCode] !== true) return 'unreadable';
  if (sid === '') return identity === '' ? 'server-api' : 'no-sid';
  if (sid === context.ownSid) return 'self';
  return identity === '' ? 'hidden' : 'participant';
}

/** The string of an id, from the packet itself where the table did not take it. */
function stringOf(
  id: number,
  source: { readonly bytes: Uint8Array; readonly strings: StringTable },
  range: (scan: PacketScanner) => readonly [number, number],
): string {
  if (id !== notInterned) return source.strings.text(id);
  const scanner = new PacketScanner();
  scanner.scan(source.bytes, 0, source.bytes.length);
  const [start, end] = range(scanner);
  return decoder.decode(source.bytes.subarray(start, end));
}

/** The topic of a packet; empty: none. */
export function topicOf(cells: RowCells, source: Pick<RowSource, 'bytes' | 'strings'>): string {
  return stringOf(cells.topic, source, (scan) => [scan.topicStart, scan.topicEnd]);
}

/** Identities that a packet is addressed to, or sids where it names only those; empty: everyone. */
export function destinationsOf(bytes: Uint8Array): readonly string[] {
  const packet = decodePacket(bytes);
  if (packet === undefined) return [];
  if (packet.destinationIdentities.length > 0) return packet.destinationIdentities;
  const user = packet.value.case === 'user' ? packet.value.value : undefined;
  if (user === undefined) return [];
  return user.destinationIdentities.length > 0 ? user.destinationIdentities : user.destinationSids;
}
