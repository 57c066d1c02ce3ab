import { formatBytes } from '../../../ui/format.ts';
import type { CaptureSink } from './capture-sink.ts';
import { FileWindow } from './file-window.ts';
import type { FileReader, ReadStep } from './file-reader.ts';
import { GrowthBound } from './growth-bound.ts';
import { KeptBlocks } from './kept-blocks.ts';
import { MCAP_MAGIC, messageHeaderBytes, opcodes, recordHeaderBytes } from './mcap-framing.ts';
import { McapMessages, packetMaximum } from './mcap-messages.ts';
import { mcapDoubts, mcapRefusal, mcapRemarks } from './mcap-remarks.ts';
import { Section } from './mcap-section.ts';
import { chunkHeader, chunkHeaderMaximum, ChunkUnpacking, readU64, whyNotUnpacked } from './unpack-chunk.ts';
import type { ChunkHeader, LeftOut } from './unpack-chunk.ts';

/** Of a schema, a channel: what is larger describes nothing of LiveKit's. */
const descriptionMaximum = 4 * 1_024 * 1_024;
/** Records between two looks at the clock: about 50 µs. */
const recordsPerLook = 64;

interface McapReaderOptions {
  readonly sink: CaptureSink;
  /** Of the file, as it was when it was opened. */
  readonly fileBytes: number;
  /** Bytes that a chunk may unpack to. */
  readonly unpackMaximum: number;
}

/** What comes after a record: another one, or a chunk's own records, or what `ReadStep` says. */
type Next = ReadStep | 'next' | 'chunk';

/** A packed chunk that is on its way: its record has `size` bytes. */
interface Unpacking {
  readonly chunk: ChunkUnpacking;
  readonly header: ChunkHeader;
  readonly size: number;
}

/**
 * Reads an MCAP from front to back. What its index says is not looked at: it is written last, so a file that was cut has
 * none, and a hostile one would send the reader anywhere. Nothing is allocated by a length that the file names.
 */
export class McapReader implements FileReader {
  ending: string | undefined;
  readonly #sink: CaptureSink;
  readonly #fileBytes: number;
  readonly #unpackMaximum: number;
  readonly #messages: McapMessages;
  readonly #growth = new GrowthBound();
  readonly #kept: KeptBlocks;
  #hasMagic = false;
  #file: Section | undefined;
  #chunk: Section | undefined;
  #unpacking: Unpacking | undefined;
  /** Through all chunks: many have a few only. */
  #records = 0;
  /** All rows were read: what follows is looked through for the end of the file. */
  #isClosing = false;
  /** Bytes behind that end; `isEnd`: there is one. */
  #behind = { bytes: 0, isEnd: true };

  constructor(options: McapReaderOptions) {
    this.#sink = options.sink;
    this.#kept = new KeptBlocks(options.sink);
    this.#messages = new McapMessages(options.sink);
    this.#fileBytes = options.fileBytes;
    this.#unpackMaximum = options.unpackMaximum;
  }

  get remarks(): readonly string[] {
    return mcapRemarks(this.#messages.channels);
  }

  get doubts(): readonly string[] {
    return mcapDoubts(this.#messages.orphans, this.#behind);
  }

  get refusal(): string | undefined {
    const isOurs = this.#sink.packets > 0 || this.#sink.notes.origin !== undefined;
    return isOurs ? undefined : mcapRefusal(this.#messages.channels);
  }

  get held(): string | undefined {
    return this.#growth.isExceeded ? this.#growth.text : undefined;
  }

  readOn(): void {
    this.#growth.lift();
  }

  step(window: FileWindow, isTimeUp: () => boolean): ReadStep {
    const begun = this.#begin(window);
    if (begun !== undefined) return begun;
    this.#file ??= new Section({ window, end: this.#fileBytes, kind: 'file' });
    for (;;) {
      const chunk = this.#chunk;
      const unpacking = this.#unpacking;
      const next =
        unpacking === undefined ? this.#readRecords(chunk ?? this.#file, isTimeUp) : this.#unpack(unpacking, window, isTimeUp);
      if (chunk !== undefined) this.#leave(chunk, next);
      if (next === 'more' || (next === 'done' && chunk === undefined)) this.#kept.close(window);
      const isOver = next === 'done' && (chunk === undefined || this.ending !== undefined);
      if (next === 'more' || next === 'paused' || next === 'held' || isOver) return next;
      if (isTimeUp()) return 'paused';
    }
  }

  #begin(window: FileWindow): ReadStep | undefined {
    if (this.#hasMagic) return undefined;
    if (window.left < MCAP_MAGIC.length) return this.#wait(window, 'before its first record');
    if (!MCAP_MAGIC.every((byte, index) => window.bytes[window.at + index] === byte)) {
      return this.#end('The file does not begin as an MCAP does. Choose another file.');
    }
    window.skip(MCAP_MAGIC.length);
    this.#hasMagic = true;
    return undefined;
  }

  /** Takes records; `done`: the end of the section, or of the file. */
  #readRecords(section: Section, isTimeUp: () => boolean): Next {
    const { window, end } = section;
    for (;;) {
      this.#records += 1;
      if (this.#records % recordsPerLook === 0) {
        if (this.#growth.isExceeded) return 'held';
        if (isTimeUp()) return 'paused';
      }
      if (section.isOver) return 'done';
      if (this.#isClosing) {
        const step = this.#close(window);
        if (step !== 'next') return step;
        continue;
      }
      if (window.offset + recordHeaderBytes > end) return this.#broken(section, endOf(section));
      if (window.left < recordHeaderBytes) return this.#wait(window, 'between two records');
      const { at, view } = window;
      const opcode = view.getUint8(at);
      const length = readU64(view, at + 1);
      if (opcode === 0) return this.#broken(section, 'holds bytes that are no record');
      const isWithin = window.offset + recordHeaderBytes + length <= end;
      const next = isWithin ? this.#take(section, opcode, length) : this.#takeBeyond(section, opcode, length);
      if (next !== 'next') return next;
    }
  }

  /** A record behind the rows. What is wrong with those costs no row. */
  #close(window: FileWindow): 'next' | 'more' | 'done' {
    const rest = this.#fileBytes - window.offset;
    if (rest < recordHeaderBytes) return 'done';
    if (window.left < recordHeaderBytes) return window.isLast ? 'done' : 'more';
    if (window.view.getUint8(window.at) === 0) {
      this.#behind = { bytes: rest, isEnd: false };
      return 'done';
    }
    const size = recordHeaderBytes + readU64(window.view, window.at + 1);
    if (size > rest) return 'done';
    if (window.view.getUint8(window.at) === opcodes.footer) {
      this.#behind = { bytes: Math.max(0, rest - size - MCAP_MAGIC.length), isEnd: true };
      return 'done';
    }
    window.skip(size);
    return 'next';
  }

  /** A record that is within its section; its content may not be in the window yet. */
  #take(section: Section, opcode: number, length: number): Next {
    const { window } = section;
    const size = recordHeaderBytes + length;
    switch (opcode) {
      case opcodes.message: {
        const needed = length <= packetMaximum ? size : recordHeaderBytes + messageHeaderBytes;
        if (window.left < needed) return this.#wait(window, 'in the middle of a message');
        if (this.#messages.waitsForNote(section, size)) return 'more';
        if (section.position !== undefined) this.#growth.addRow();
        this.#messages.take(section, window.at + recordHeaderBytes, length);
        break;
      }
      case opcodes.schema:
      case opcodes.channel:
        if (length > descriptionMaximum) break;
        if (window.left < size) return this.#wait(window, 'in the middle of a record');
        this.#messages.describe(window.bytes.subarray(window.at, window.at + size));
        break;
      case opcodes.chunk:
        return section.isFile ? this.#takeChunk(window, length) : this.#broken(section, 'has a chunk within a chunk');
      case opcodes.dataEnd:
      case opcodes.footer:
        if (!section.isFile) return this.#broken(section, 'has an end within a chunk');
        this.#isClosing = true;
        return 'next';
      default:
    }
    section.skip(size);
    return 'next';
  }

  /** A record that names more bytes than there are: the rows of a plain chunk that was cut are there all the same. */
  #takeBeyond(section: Section, opcode: number, length: number): Next {
    const { window } = section;
    if (section.isFile && opcode === opcodes.chunk) {
      if (window.left < recordHeaderBytes + chunkHeaderMaximum && !window.isLast) return 'more';
      const start = window.at + recordHeaderBytes;
      const hasHeader = window.left >= recordHeaderBytes + chunkHeaderMaximum;
      const header = hasHeader ? chunkHeader(window.view, start, start + length) : undefined;
      if (header?.compression === '') {
        window.skip(header.start - window.at);
        this.#chunk = new Section({ window, end: this.#fileBytes, kind: 'cut' });
        return 'chunk';
      }
    }
    return this.#broken(section, 'ends in the middle of a record');
  }

  #takeChunk(window: FileWindow, length: number): Next {
    const size = recordHeaderBytes + length;
    const start = window.at + recordHeaderBytes;
    const needed = recordHeaderBytes + Math.min(length, chunkHeaderMaximum);
    if (window.left < needed) return this.#wait(window, 'in the middle of a chunk');
    const header = chunkHeader(window.view, start, start + length);
    if (header === undefined) return this.#leaveOut(window, size, { why: 'its lengths contradict each other' });
    if (header.compression === '') {
      const end = window.offsetOf(header.end);
      window.skip(header.start - window.at);
      this.#chunk = new Section({ window, end, kind: 'chunk', crc: header.crc });
      return 'chunk';
    }
    const why = whyNotUnpacked(header, this.#unpackMaximum);
    if (why !== undefined) return this.#leaveOut(window, size, why);
    if (window.left < size) return this.#wait(window, 'in the middle of a chunk');
    this.#growth.addChunk(size, header.size);
    if (this.#growth.isExceeded) return 'held';
    this.#unpacking = { chunk: new ChunkUnpacking(window.bytes, header), header, size };
    return 'chunk';
  }

  #unpack({ chunk, header, size }: Unpacking, window: FileWindow, isTimeUp: () => boolean): Next {
    const unpacked = chunk.step(isTimeUp);
    if (unpacked === undefined) return 'paused';
    this.#unpacking = undefined;
    if (!unpacked.ok) return this.#leaveOut(window, size, unpacked);
    const { bytes, crc } = unpacked;
    const position = this.#kept.placeUnpacked(window.offset, size, bytes);
    window.skip(size);
    const inner = FileWindow.over(bytes);
    this.#chunk = new Section({ window: inner, end: bytes.length, kind: 'chunk', position, crc: header.crc, sum: crc });
    return 'chunk';
  }

  /** A chunk's records were left, for now or for good. */
  #leave(chunk: Section, next: Next): void {
    chunk.sum();
    if (next !== 'done') return;
    this.#chunk = undefined;
    if (chunk.isDamaged) {
      this.#sink.addDamage('The checksum of the chunk before this row is wrong: its bytes were changed. Its rows are shown as they are.');
    }
  }

  #leaveOut(window: FileWindow, size: number, { why, next }: LeftOut): 'next' {
    this.#sink.addDamage(`At ${formatBytes(window.offset)} a chunk of ${formatBytes(size)} was left out: ${why}.`, next);
    window.skip(size);
    return 'next';
  }

  /** More is needed; there is none where the file ends here. */
  #wait(window: FileWindow, where: string): 'more' | 'done' {
    if (!window.isLast) return 'more';
    const at = formatBytes(window.offsetOf(window.end));
    return this.#end(`The file ends ${where}, at ${at}: ${cutWhy}`);
  }

  /** What follows in a section is no record. Of a whole chunk only the rest is lost. */
  #broken(section: Section, what: string): 'done' {
    const { window, end } = section;
    if (section.kind !== 'chunk') return this.#end(`The file ${what}, at ${formatBytes(window.offset)}: ${cutWhy}`);
    this.#sink.addDamage(`A chunk ${what}; the rest of it was left out.`);
    section.doubt();
    window.skip(end - window.offset);
    return 'done';
  }

  #end(text: string): 'done' {
    this.ending = text;
    return 'done';
  }
}

function endOf({ window, end }: Section): string {
  return window.offset >= end ? 'ends without the record that closes it' : 'ends in the middle of a record';
}

const cutWhy = 'it was cut or damaged there, or is still being written. Everything up to there is shown.';
