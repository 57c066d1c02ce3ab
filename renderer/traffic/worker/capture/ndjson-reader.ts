import { countOf, formatBytes } from '../../../ui/format.ts';
import { joinBytes } from '../../../../electron/contract/join-bytes.ts';
import { blockKinds } from './block-table.ts';
import type { CaptureSink } from './capture-sink.ts';
import type { FileReader, ReadStep } from './file-reader.ts';
import type { FileWindow } from './file-window.ts';
import { readLine } from './line-record.ts';
import type { LineRecord } from './line-record.ts';

/** A row with the largest packet there is has 0.2 MiB; a longer line than this is of something else. */
const lineMaximum = 16 * 1_024 * 1_024;
const newline = 0x0a;
/** Lines between two looks at the clock: about 100 µs. */
const linesPerLook = 8;

/** Reads rows that are a line of JSON each. */
export class NdjsonReader implements FileReader {
  ending: string | undefined;
  readonly #sink: CaptureSink;
  /** Packets of the open block. */
  #block = -1;
  #packets: Uint8Array[] = [];
  #lines = 0;
  #foreign = 0;
  /** Rows whose bytes are not in the file. */
  #bare = 0;

  constructor(options: { readonly sink: CaptureSink }) {
    this.#sink = options.sink;
  }

  get remarks(): readonly string[] {
    const bare = this.#bare;
    if (bare === 0) return [];
    return [
      `${countOf(bare, 'row')} ${bare === 1 ? 'has' : 'have'} no “packet”: ${bare === 1 ? 'its' : 'their'} bytes are not in the file, so only what the lines ` +
        'tell is shown, and payloads are empty. Export with payloads, and keep that field, to have them.',
    ];
  }

  get doubts(): readonly string[] {
    if (this.#foreign === 0) return [];
    return [`${countOf(this.#foreign, 'line')} ${this.#foreign === 1 ? 'is' : 'are'} no row of the console and ${this.#foreign === 1 ? 'was' : 'were'} left out.`];
  }

  get refusal(): string | undefined {
    if (this.#lines === 0 || this.#foreign < this.#lines) return undefined;
    return (
      'This file has no rows of the console: none of its lines is a JSON object with a packet or an event. It was probably written by ' +
      'another program. Choose a file that Room Console recorded or exported.'
    );
  }

  step(window: FileWindow, isTimeUp: () => boolean): ReadStep {
    for (let lines = 1; ; lines += 1) {
      if (lines % linesPerLook === 0 && isTimeUp()) return 'paused';
      const { bytes, at } = window;
      const found = window.left === 0 ? -1 : bytes.indexOf(newline, at);
      const isFound = found >= 0 && found < window.end;
      if (!isFound && !window.isLast) {
        if (window.left <= lineMaximum) return this.#more();
        this.ending = `The line at ${formatBytes(window.offset)} is longer than ${formatBytes(lineMaximum)}: this file has no more rows that could be read.`;
        return 'done';
      }
      const end = isFound ? found : window.end;
      if (end > at && !this.#take(window, at, end) && !isFound) {
        this.ending =
          `The file ends in the middle of a line, at ${formatBytes(window.offsetOf(end))}: it was cut, or is still being written. ` +
          'Everything up to there is shown.';
      }
      window.skip(end + 1 - at);
      if (!isFound) {
        this.#more();
        return 'done';
      }
    }
  }

  /** False for what is no row; empty lines are none, and nothing is missing with them. */
  #take(window: FileWindow, start: number, end: number): boolean {
    const from = window.offsetOf(start) === 0 && hasByteOrderMark(window.bytes, start) ? start + 3 : start;
    if (isBlank(window.bytes, from, end)) return true;
    this.#lines += 1;
    const record = readLine(window.bytes, from, end);
    if (record === undefined) {
      this.#foreign += 1;
      return false;
    }
    if (record.type === 'end') return true;
    const time = record.time ?? this.#sink.time;
    if (record.type === 'note') this.#sink.addNote(time, record.note);
    else this.#add(record, time, window.offsetOf(start), end - start);
    return true;
  }

  #add(record: Extract<LineRecord, { type: 'packet' }>, time: number, fileStart: number, fileLength: number): void {
    const { message } = this.#sink;
    const { packet, label, sent, isText, size, isBlob, isDamaged } = record;
    if (isDamaged) this.#sink.addDamage(`At ${formatBytes(fileStart)} a row's “packet” is no base64: the row is shown without its bytes.`);
    // Of a file without payloads it is known.
    else if (packet === undefined && !isBlob && this.#sink.notes.origin?.payloads !== false) this.#bare += 1;
    message.time = time;
    message.label = label;
    message.sent = sent;
    message.isText = isText;
    message.size = Math.max(size, packet?.length ?? 0);
    message.bytes = packet ?? nothing;
    message.start = 0;
    message.end = packet?.length ?? 0;
    this.#sink.addPacket(packet === undefined ? undefined : this.#place(packet, fileStart, fileLength));
  }

  #place(packet: Uint8Array, fileStart: number, fileLength: number): number {
    const { blocks } = this.#sink;
    const position = blocks.place(blockKinds.lines, fileStart, fileLength, packet.length);
    if (blocks.openBlock !== this.#block) this.#keep();
    this.#block = blocks.openBlock ?? -1;
    this.#packets.push(packet);
    return position;
  }

  #more(): 'more' {
    this.#keep();
    this.#sink.blocks.close();
    return 'more';
  }

  #keep(): void {
    if (this.#packets.length > 0) this.#sink.bytes.put(this.#block, joinBytes(this.#packets));
    this.#packets = [];
  }
}

function isBlank(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) if ((bytes[at] ?? 0) > 0x20) return false;
  return true;
}

function hasByteOrderMark(bytes: Uint8Array, at: number): boolean {
  return bytes[at] === 0xef && bytes[at + 1] === 0xbb && bytes[at + 2] === 0xbf;
}

const nothing = new Uint8Array(0);
