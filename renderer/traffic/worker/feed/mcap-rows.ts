import { BatchWriter, recordKinds } from '../../../../electron/contract/feed-batch.ts';
import type { RecordKind } from '../../../../electron/contract/feed-batch.ts';
import type { FeedNote } from '../../../../electron/contract/feed.ts';
import { joinBytes } from '../../../../electron/contract/join-bytes.ts';
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
/** Of a packet in a `sizes` note, about. */
const sizesBytes = 20;

interface McapRowsOptions {
  readonly session: SessionLog;
  readonly payloads: boolean;
}

/** Rows as the records of an MCAP file: packets as they were on the channel, and notes with what they do not say. */
export class McapRows implements RowSink {
  readonly #batch = new BatchWriter();
  /** Without payloads: number, size and payload's size of the batch's packets, and the time of the first. */
  #sizes: [number, number, number][] = [];
  #sizesTime = 0;
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
    return this.#batch.usedBytes + this.#sizes.length * sizesBytes;
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
    const bytes = this.#batch.take();
    return { bytes: this.#sizes.length === 0 ? bytes : joinBytes([this.#takeSizes(), bytes]), channels: this.#channels.takeFresh() };
  }

  /** One note for all packets of a batch, before them: one for each would be longer than what is left of it. */
  #takeSizes(): Uint8Array {
    const [first] = this.#sizes;
    this.note({ type: 'sizes', packets: this.#sizes }, this.#sizesTime, first?.[0] ?? 0, false);
    this.#sizes = [];
    return this.#batch.take();
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
    const { size, payloadSize } = cells;
    if (!this.#payloads) {
      if (this.#sizes.length === 0) this.#sizesTime = cells.time;
      this.#sizes.push([number, size, payloadSize]);
    } else if (!row.isWhole) {
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
