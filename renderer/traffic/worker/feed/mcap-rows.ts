import { BatchWriter, recordKinds } from '../../../../electron/contract/feed-batch.ts';
import type { RecordKind } from '../../../../electron/contract/feed-batch.ts';
import type { FeedNote } from '../../../../electron/contract/feed.ts';
import { flagsOfMask } from '../../protocol/index.ts';
import { isReadable } from '../packet/packet-cases.ts';
import type { SessionLog } from '../session-log.ts';
import { eventOf } from './event-fields.ts';
import { FeedChannels } from './feed-channels.ts';
import type { FeedRow } from './feed-row.ts';
import { LineWriter } from './line-writer.ts';
import type { RowSink, SinkBatch } from './row-sink.ts';
import { strippedPacket } from './strip-packet.ts';

const nothing = new Uint8Array(0);

interface McapRowsOptions {
  readonly session: SessionLog;
  readonly payloads: boolean;
}

/** Rows as the records of an MCAP file: packets as they were on the channel, and notes with what they do not say. */
export class McapRows implements RowSink {
  readonly #batch = new BatchWriter();
  /** The JSON of a note. */
  readonly #json = new LineWriter();
  readonly #channels: FeedChannels;
  readonly #payloads: boolean;
  /** Flags as JSON, by mask: there are few. */
  readonly #flagsJson = new Map<number, string>();

  constructor({ session, payloads }: McapRowsOptions) {
    this.#channels = new FeedChannels((code) => session.labelOf(code));
    this.#payloads = payloads;
  }

  get pendingBytes(): number {
    return this.#batch.usedBytes;
  }

  write(row: FeedRow): void {
    if (row.isEvent) this.#writeEvent(row);
    else this.#writePacket(row);
  }

  note(note: FeedNote, time: number, number: number, isHead: boolean): void {
    this.#add(isHead ? recordKinds.head : recordKinds.note, time, number, JSON.stringify(note));
  }

  take(): SinkBatch | undefined {
    if (this.#batch.records === 0) return undefined;
    return { bytes: this.#batch.take(), channels: this.#channels.takeFresh() };
  }

  #writePacket(row: FeedRow): void {
    const { cells, number, mask } = row;
    const channel = this.#channels.indexOf(row);
    if (this.#payloads) {
      this.#batch.add(recordKinds.packet, cells.time, number, channel, row.bytes, row.start, row.end);
    } else {
      const stripped = isReadable[cells.caseCode] === true ? strippedPacket(row.packet) : undefined;
      this.#batch.add(recordKinds.packet, cells.time, number, channel, stripped ?? nothing);
    }
    if (!this.#payloads || !row.isWhole) {
      const { size, payloadSize } = cells;
      this.note({ type: 'stripped', number, size, payloadSize }, cells.time, number, false);
    }
    if (mask === 0) return;
    const json = `{"type":"flags","number":${number},"flags":${this.#flagsOf(mask)}}`;
    this.#add(recordKinds.note, cells.time, number, json);
  }

  #writeEvent(row: FeedRow): void {
    const { event, severity, identity, title, text, before, after, time } = eventOf(row, this.#payloads);
    const { number } = row;
    // What is undefined JSON leaves out.
    const note = { type: 'event', number, event, severity, participant: identity, title, text, before, after };
    this.#add(recordKinds.note, time, number, JSON.stringify(note));
  }

  #add(kind: RecordKind, time: number, number: number, json: string): void {
    const into = this.#json;
    into.reset();
    into.text(json);
    this.#batch.add(kind, time, number, 0, into.bytes, 0, into.used);
  }

  #flagsOf(mask: number): string {
    const known = this.#flagsJson.get(mask);
    if (known !== undefined) return known;
    const json = JSON.stringify(flagsOfMask(mask));
    this.#flagsJson.set(mask, json);
    return json;
  }
}
