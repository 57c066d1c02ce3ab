import { formatBytes } from '../../../ui/format.ts';
import { blockKinds } from './block-table.ts';
import { sizeInNote, strippedNoteMaximum } from './capture-notes.ts';
import type { CaptureSink } from './capture-sink.ts';
import type { FileWindow } from './file-window.ts';
import { McapChannels } from './mcap-channels.ts';
import type { McapChannel } from './mcap-channels.ts';
import { describingRecord, messageHeaderBytes, opcodes, readTime, recordHeaderBytes } from './mcap-framing.ts';
import type { Section } from './mcap-section.ts';
import { readU64 } from './unpack-chunk.ts';

/** Above what any data channel carries (64 KB; livekit-client refuses more); of something larger only the size is told. */
export const packetMaximum = 16 * 1_024 * 1_024;

/** Takes the messages of an MCAP, and what describes them, into the log. */
export class McapMessages {
  readonly channels = new McapChannels();
  /** Messages of channels that the file does not describe. */
  orphans = 0;
  readonly #sink: CaptureSink;

  constructor(sink: CaptureSink) {
    this.#sink = sink;
  }

  /**
   * How much the packet of the message at hand had on its channel may stand in the note behind it, where the file was
   * written without payloads (by versions of before): it has to be there when the packet is logged.
   */
  waitsForNote({ window, end }: Section, size: number): boolean {
    if (this.#sink.notes.origin?.payloads !== false || window.isLast) return false;
    return window.left < Math.min(end - window.offset, size + recordHeaderBytes + messageHeaderBytes + strippedNoteMaximum);
  }

  /** The message whose content begins at window.bytes[start]. */
  take(section: Section, start: number, length: number): void {
    const { window } = section;
    const { view } = window;
    if (length < messageHeaderBytes) {
      this.#sink.addDamage(`At ${formatBytes(window.offset)} a message is too short to be one.`);
      return;
    }
    const channel = this.channels.byId[view.getUint16(start, true)];
    if (channel === undefined) this.orphans += 1;
    if (channel === undefined || channel.use === 'other') return;
    const time = readTime(view, start + 6);
    const from = start + messageHeaderBytes;
    const to = start + length;
    if (channel.use === 'packets') this.#takePacket(section, channel, time, from, to);
    else if (to <= window.end) this.#sink.addNoteBytes(time, window.bytes, from, to);
  }

  /** A schema or a channel: its record, all of it. */
  describe(record: Uint8Array): void {
    const read = describingRecord(record);
    if (read?.type === 'Schema') this.channels.addSchema(read);
    else if (read?.type === 'Channel') this.channels.addChannel(read);
    else this.#sink.addDamage('A record that describes a channel cannot be read; messages of that channel are left out.');
  }

  #takePacket(section: Section, channel: McapChannel & { use: 'packets' }, time: number, from: number, to: number): void {
    const { window, position } = section;
    const { message, blocks } = this.#sink;
    const length = to - from;
    message.time = time;
    message.sent = channel.sent;
    message.label = channel.label;
    message.isText = channel.isText;
    message.bytes = window.bytes;
    message.start = from;
    message.end = to;
    const number = window.view.getUint32(from - messageHeaderBytes + 2, true);
    message.size = Math.min(this.#sizeOnChannel(window, to) ?? this.#sink.notes.sizeOf(number) ?? length, 0xffff_ffff);
    if (length > packetMaximum || to > window.end) this.#sink.addPacket(undefined);
    else if (position !== undefined) this.#sink.addPacket(position + from);
    else this.#sink.addPacket(blocks.place(blockKinds.plain, window.offsetOf(from), length, length));
  }

  /** Bytes that the packet had, told by the note at `at`; undefined: all of them are in the file. */
  #sizeOnChannel({ view, bytes, end }: FileWindow, at: number): number | undefined {
    const start = at + recordHeaderBytes + messageHeaderBytes;
    if (start > end || view.getUint8(at) !== opcodes.message) return undefined;
    const channel = this.channels.byId[view.getUint16(at + recordHeaderBytes, true)];
    if (channel?.use !== 'notes') return undefined;
    const length = readU64(view, at + 1) - messageHeaderBytes;
    return length > strippedNoteMaximum || start + length > end ? undefined : sizeInNote(bytes, start, start + length);
  }
}
