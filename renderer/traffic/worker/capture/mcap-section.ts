import { crc32Final, crc32Init, crc32Update } from '@foxglove/crc';
import type { FileWindow } from './file-window.ts';

interface SectionOptions {
  readonly window: FileWindow;
  readonly end: number;
  readonly kind: Section['kind'];
  readonly position?: number;
  readonly crc?: number;
  /** The CRC-32 that its bytes have, where that is known already. */
  readonly sum?: number | undefined;
}

/** Records one after the other. */
export class Section {
  readonly window: FileWindow;
  /** Offset at which they end, as the window counts. */
  readonly end: number;
  /** file: all of it. chunk: those within one. cut: those within the last chunk of a file that ends before it does. */
  readonly kind: 'file' | 'chunk' | 'cut';
  /** Where in the log's bytes the window begins; undefined: its bytes are in the file as they are. */
  readonly position: number | undefined;
  /** CRC-32 that its bytes must have; 0: not told. */
  #expected: number;
  readonly #sum: number | undefined;
  #crc = crc32Init();
  #summed: number;

  constructor({ window, end, kind, position, crc = 0, sum }: SectionOptions) {
    this.window = window;
    this.end = end;
    this.kind = kind;
    this.position = position;
    this.#expected = crc;
    this.#sum = sum;
    this.#summed = window.offset;
  }

  get isFile(): boolean {
    return this.kind === 'file';
  }

  get isOver(): boolean {
    return !this.isFile && this.window.offset >= this.end;
  }

  /** Leaves bytes out of which some may never be read. */
  skip(length: number): void {
    if (this.window.left < length) this.#expected = 0;
    this.window.skip(length);
  }

  /** Its checksum does not matter any more. */
  doubt(): void {
    this.#expected = 0;
  }

  /** To be called before the window is given more bytes: sums what was taken. */
  sum(): void {
    const { window } = this;
    if (this.#expected !== 0 && this.#sum === undefined) {
      const from = this.#summed - window.offsetOf(0);
      this.#crc = crc32Update(this.#crc, window.bytes.subarray(from, window.at));
    }
    this.#summed = window.offset;
  }

  /** All of its bytes were summed, and they are not those that were written. */
  get isDamaged(): boolean {
    return this.#expected !== 0 && (this.#sum ?? crc32Final(this.#crc)) !== this.#expected;
  }
}
