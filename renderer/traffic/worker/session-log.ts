import type { FeedNote } from '../../../electron/contract/feed.ts';
import { timelineFlags } from '../protocol/index.ts';
import type { CaptureReading, ChannelCounts, RoomEventEntry, RowView } from '../protocol/index.ts';
import type { SharedChunkReader } from '../shared-chunk.ts';
import { ChunkReader } from '../wire-chunk.ts';
import type { ByteBudget } from './store/byte-budget.ts';
import type { ByteStore } from './store/byte-store.ts';
import { channelCodes, RowCells, rowBits } from './store/columns.ts';
import { dataTrackHeaderBytes } from './packet/data-track-frame.ts';
import { caseCode, isReadable } from './packet/packet-cases.ts';
import { LabelCodes } from './label-codes.ts';
import { LogWatchers } from './log-watchers.ts';
import type { RoomContext } from './log-watchers.ts';
import { PacketLog } from './store/packet-log.ts';
import { PacketRelations } from './packet-relations.ts';
import { RateCounter } from './rate-counter.ts';
import { buildRow, eventBytes, type RowSource } from './rows/row-builder.ts';
import { FlaggedRows } from './rows/flagged-rows.ts';
import { RowFlags } from './rows/row-flags.ts';
import { PacketScanner } from './packet/scan-packet.ts';
import { SessionContext } from './session-context.ts';
import { PacketStatistics } from './statistics/packet-statistics.ts';
import { emptyString, notInterned } from './store/string-table.ts';

const reliable = channelCodes.indexOf('reliable');
const lossy = channelCodes.indexOf('lossy');
const dataTrack = channelCodes.indexOf('data-track');
const foreign = channelCodes.indexOf('foreign');
const rawCase = caseCode('raw');
const dataTrackCase = caseCode('dataTrackFrame');

/**
 * Of the string table: a sender that takes a new topic for each packet leaves room for the names of others, and an agent
 * that speaks as somebody else in each leaves room for sids. Those are the server's, and by them sequences are told.
 */
const topicsShare = 0.75;
const identitiesShare = 0.875;

/**
 * A message as it was on a data channel: bytes[start … end), of `size` bytes. None are there of a Blob; fewer in a capture
 * that was written without payloads.
 */
export interface LoggedMessage {
  /** Epoch ms with µs resolution. */
  readonly time: number;
  readonly sent: boolean;
  readonly label: string;
  readonly isText: boolean;
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly end: number;
  readonly size: number;
}

/** How a capture is read into a log. */
export interface Reading {
  readonly status: CaptureReading;
  /** Reads no further; what was read stays. */
  cancel(): void;
  /** Goes on where it was held. */
  readOn(): void;
}

interface SessionLogOptions {
  readonly ownIdentity: string;
  readonly budget: ByteBudget;
  /** Of a capture: where its bytes are, and how far it is read. Left out: a live session. */
  readonly capture?: { readonly bytes: ByteStore; readonly reading: Reading };
}

/** The log of one session, or of a capture of one: what the tap and the room tell goes in, rows come out. */
export class SessionLog {
  readonly log: PacketLog;
  readonly context: SessionContext;
  readonly statistics = new PacketStatistics();
  /** Tells the flags of a row. */
  readonly flags: RowFlags;
  readonly relations: PacketRelations;
  /** Undefined: a live session. */
  readonly reading: Reading | undefined;
  /** Those who write down what is logged, and what is said between rows. */
  readonly watchers = new LogWatchers();
  readonly #flagged = new FlaggedRows();
  readonly #scanner = new PacketScanner();
  readonly #cells = new RowCells();
  readonly #rate = new RateCounter();
  readonly #labels = new LabelCodes();
  /** By channel code. */
  readonly #received = [0, 0, 0, 0];
  readonly #sent = [0, 0, 0, 0];

  constructor(options: SessionLogOptions) {
    this.log = new PacketLog(options.budget, options.capture?.bytes);
    this.reading = options.capture?.reading;
    this.context = new SessionContext(options.ownIdentity);
    this.flags = new RowFlags({ context: this.context, strings: this.log.strings });
    this.relations = new PacketRelations({ context: this.context, strings: this.log.strings });
  }

  get received(): ChannelCounts {
    return countsOf(this.#received);
  }

  get sent(): ChannelCounts {
    return countsOf(this.#sent);
  }

  /** Rows held with a flag that a timeline shows, as it was when they were logged. */
  get flaggedRows(): number {
    return this.#flagged.countFrom(this.log.firstRow);
  }

  /** Packets in the last full second before `now` (epoch ms). */
  perSecond(now: number): number {
    return this.#rate.perSecond(now);
  }

  /** True while `perSecond` changes though nothing arrives. */
  isRateMoving(now: number): boolean {
    return this.#rate.isMoving(now);
  }

  /** Appends all messages of a chunk; what is wrong with the chunk itself, if anything. */
  appendChunk(chunk: ArrayBuffer): string | undefined {
    const reader = new ChunkReader(chunk);
    while (reader.next()) this.append(reader);
    return reader.problem;
  }

  /** Appends what a reader of a chunk that is being filled has taken; what is wrong with it, once. */
  appendFrom(reader: SharedChunkReader): string | undefined {
    while (reader.next()) this.append(reader.records);
    return reader.newProblem();
  }

  /** Appends a message, after all that were appended before. */
  append(message: LoggedMessage): void {
    const cells = this.#cells;
    const { bytes, start, end } = message;
    this.#describe(cells, message);
    this.#read(cells, bytes, start, end);
    if (cells.has(rowBits.stripped)) {
      cells.payloadOffset = end - start;
      cells.payloadSize = 0;
    }
    if (message.sent) this.#fillOwn(cells);
    const { relations } = this;
    relations.skipped = 0;
    if (isReadable[cells.caseCode] === true) {
      relations.take(cells, this.#scanner, bytes, start, end, this.log.nextRow);
    }
    const mask = this.flags.maskOf(cells);
    const row = this.log.append(cells, bytes, start, end);

    if ((mask & timelineFlags) !== 0) this.#flagged.add(row);
    this.statistics.count(cells, mask, relations.skipped);
    const counts = message.sent ? this.#sent : this.#received;
    counts[cells.channel] = (counts[cells.channel] ?? 0) + 1;
    this.#rate.count(message.time);
  }

  appendEvent(entry: RoomEventEntry): void {
    this.#appendEvent(entry, eventBytes(entry), rowBits.event);
  }

  /** Something that is said of a capture: a row to be seen, which was none as it was recorded. `note`: what says it there. */
  appendRemark(entry: RoomEventEntry, note: FeedNote | undefined): void {
    this.#appendEvent(entry, eventBytes(entry, note), rowBits.event | rowBits.remark);
  }

  #appendEvent(entry: RoomEventEntry, bytes: Uint8Array, flags: number): void {
    const cells = this.#cells;
    cells.time = entry.time;
    cells.size = bytes.length;
    cells.payloadOffset = 0;
    cells.payloadSize = bytes.length;
    cells.sequence = 0;
    cells.identity = this.log.strings.internText(entry.identity);
    cells.sid = emptyString;
    cells.topic = emptyString;
    cells.label = 0;
    cells.flags = flags;
    cells.related = 0;
    cells.flow = 0;
    cells.channel = 0;
    cells.caseCode = 0;
    this.log.append(cells, bytes, 0, bytes.length);
  }

  /** What the room knows now; `at`: epoch ms of it. */
  tellContext(context: RoomContext, at: number): void {
    this.context.update({ identity: context.ownIdentity, sid: context.ownSid }, context.participants, at);
    this.watchers.context(context, this.log.nextRow);
  }

  /** livekit-client has forgotten the sequences it saw; `at`: epoch ms of it. */
  sdkReset(at: number): void {
    this.relations.sdkReset();
    this.watchers.sdkReset(this.log.nextRow, at);
  }

  /** Forgets all rows and what was counted of them in tables; numbering and the counts of packets go on. */
  clear(): void {
    this.watchers.beforeClear();
    this.log.clear();
    this.statistics.clear();
  }

  /** A row as a view shows it; undefined when it is not held. */
  row(row: number): RowView | undefined {
    const cells = new RowCells();
    return this.log.read(row, cells) ? buildRow(cells, this.sourceOf(cells)) : undefined;
  }

  /** What a row is built from; its bytes are borrowed until the next append. */
  sourceOf(cells: RowCells): RowSource {
    return {
      bytes: this.log.bytesOf(cells),
      strings: this.log.strings,
      label: this.labelOf(cells.label),
      session: this,
    };
  }

  labelOf(code: number): string {
    return this.#labels.text(code);
  }

  /** What the tap says of it. */
  #describe(cells: RowCells, message: LoggedMessage): void {
    cells.time = message.time;
    cells.size = message.size;
    this.#labels.take(message.label);
    cells.label = this.#labels.code;
    cells.channel = this.#labels.channel;
    cells.flags = (message.sent ? rowBits.sent : 0) | (message.isText ? rowBits.text : 0);
    const held = message.end - message.start;
    if (message.size > held) cells.flags |= held === 0 ? rowBits.bytesMissing : rowBits.stripped;
    cells.related = 0;
    cells.flow = 0;
  }

  /** What its bytes say. */
  #read(cells: RowCells, bytes: Uint8Array, start: number, end: number): void {
    const { channel } = cells;
    if (channel === reliable || channel === lossy) {
      this.#scan(cells, bytes, start, end);
    } else {
      this.#noPacket(cells, channel === dataTrack ? dataTrackCase : rawCase, end - start);
      if (channel === dataTrack) cells.payloadOffset = dataTrackHeaderBytes(bytes, start, end);
      cells.payloadSize -= cells.payloadOffset;
    }
  }

  #scan(cells: RowCells, bytes: Uint8Array, start: number, end: number): void {
    const scanner = this.#scanner;
    const { strings } = this.log;
    if (!scanner.scan(bytes, start, end)) {
      // What was read of it before it broke proves nothing.
      this.#noPacket(cells, scanner.caseCode, end - start);
      return;
    }
    cells.caseCode = scanner.caseCode;
    cells.sequence = scanner.sequence;
    cells.payloadOffset = scanner.payloadStart - start;
    cells.payloadSize = scanner.payloadEnd - scanner.payloadStart;
    // The cells still have what the packet before had: mostly, this one has the same.
    const { identityStart, identityEnd } = scanner;
    cells.identity = strings.internNear(cells.identity, bytes, identityStart, identityEnd, identitiesShare);
    cells.sid = strings.internNear(cells.sid, bytes, scanner.sidStart, scanner.sidEnd);
    cells.topic = strings.internNear(cells.topic, bytes, scanner.topicStart, scanner.topicEnd, topicsShare);
    if (scanner.destinations > 0) cells.flags |= rowBits.destinations;
    if (scanner.isAmbiguous) cells.flags |= rowBits.ambiguous;
  }

  #noPacket(cells: RowCells, code: number, length: number): void {
    cells.caseCode = code;
    cells.sequence = 0;
    cells.payloadOffset = 0;
    cells.payloadSize = length;
    cells.identity = emptyString;
    cells.sid = emptyString;
    cells.topic = emptyString;
  }

  /** The server fills in the sender, so what this console sends names none: it is who the session is at that time. */
  #fillOwn(cells: RowCells): void {
    if (cells.identity === emptyString) cells.identity = this.#ownId(this.context.ownIdentity);
    if (cells.sid === emptyString) cells.sid = this.#ownId(this.context.ownSid);
  }

  #ownId(text: string): number {
    const id = this.log.strings.internText(text);
    // What the table does not take would be looked for in the packet, which does not have it.
    return id === notInterned ? emptyString : id;
  }
}

function countsOf(byChannel: readonly number[]): ChannelCounts {
  return {
    reliable: byChannel[reliable] ?? 0,
    lossy: byChannel[lossy] ?? 0,
    other: (byChannel[dataTrack] ?? 0) + (byChannel[foreign] ?? 0),
  };
}
