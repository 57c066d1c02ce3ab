import { formatBytes, formatCount } from '../../../ui/format.ts';

/**
 * What the packed chunks of a file may grow to, all together. Each of them may be small, and three thousand of them in
 * 2 MB keep a reader busy for an hour. Traffic grows 3 to 40 times (zstd, level 19), the same large message again and
 * again some 500 times; and a row takes 3 bytes at the least.
 */
const bounds: readonly { readonly from: number; readonly times: number }[] = [
  { from: 256 * 1_024 * 1_024, times: 1_000 },
  { from: 4 * 1_024 * 1_024 * 1_024, times: 100 },
];
const rowsFrom = 1_000_000;
const rowsPerByte = 1;

/** Counts what chunks unpack to, and tells when no traffic does that. */
export class GrowthBound {
  #packed = 0;
  #unpacked = 0;
  #rows = 0;
  #isLifted = false;

  /** A chunk of `packed` bytes that unpacks to `unpacked`. */
  addChunk(packed: number, unpacked: number): void {
    this.#packed += packed;
    this.#unpacked += unpacked;
  }

  /** A message of a packed chunk. */
  addRow(): void {
    this.#rows += 1;
  }

  /** The person wants it all the same. */
  lift(): void {
    this.#isLifted = true;
  }

  get isExceeded(): boolean {
    return !this.#isLifted && (this.#growsTooMuch || this.#hasTooManyRows);
  }

  /** Sentences: what, why, what next. */
  get text(): string {
    const packed = formatBytes(this.#packed);
    const what = this.#growsTooMuch
      ? `${packed} of the file have unpacked to ${formatBytes(this.#unpacked)}, ${formatCount(Math.round(this.#unpacked / this.#packed))} times as much`
      : `${packed} of the file have unpacked to ${formatCount(this.#rows)} rows`;
    return (
      `Reading was held: ${what}, which no traffic does. Files are made like that to fill a memory or to keep a reader busy. ` +
      'The rows up to there are shown. Do not trust the file, and get it from its source again; or read on all the same.'
    );
  }

  get #growsTooMuch(): boolean {
    return bounds.some(({ from, times }) => this.#unpacked > from && this.#unpacked > this.#packed * times);
  }

  get #hasTooManyRows(): boolean {
    return this.#rows > rowsFrom && this.#rows > this.#packed * rowsPerByte;
  }
}
