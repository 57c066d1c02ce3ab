/**
 * What a block's content is. plain: the file's bytes. chunks: what compressed chunks of an MCAP unpack to, one after the
 * other. lines: the packets of lines of text, decoded, one after the other.
 */
export const blockKinds = { plain: 0, chunks: 1, lines: 2 } as const;
export type BlockKind = (typeof blockKinds)[keyof typeof blockKinds];

/**
 * About how many bytes of the file, and of content, a block has: so many are read to show one row, and so few that
 * reading them takes 10 ms (Electron 25 answers a range of 1 MiB in 7 to 10 ms).
 */
export const blockBytes = 1_024 * 1_024;

export interface Block {
  readonly number: number;
  readonly kind: BlockKind;
  /** In the file. */
  readonly fileStart: number;
  readonly fileLength: number;
  /** Position of its first byte of content, and bytes of content. */
  readonly start: number;
  readonly length: number;
}

/**
 * Where in the file the rows' bytes are. Positions count bytes of content through all blocks, so that they grow with the
 * rows; a block is looked up by its beginning. The newest block grows until another one begins, or `close`.
 */
export class BlockTable {
  /** For each block: file offset, bytes in the file, position, kind. */
  #cells = new Float64Array(64 * cellsPerBlock);
  #count = 0;
  #isOpen = false;
  #end = 0;

  get count(): number {
    return this.#count;
  }

  /** Number of the block that may still grow; undefined: none. */
  get openBlock(): number | undefined {
    return this.#isOpen ? this.#count - 1 : undefined;
  }

  /**
   * Content of `length` bytes that come from file bytes [fileStart … fileStart + fileLength); its position. It goes on in
   * the open block where that is of the same kind and has room. What lies between the two in the file becomes part of
   * the block, for plain ones of its content too.
   */
  place(kind: BlockKind, fileStart: number, fileLength: number, length: number): number {
    if (!this.#fits(kind, fileStart, fileLength, length)) this.#begin(kind, fileStart);
    const at = (this.#count - 1) * cellsPerBlock;
    const cells = this.#cells;
    const blockFile = cells[at] ?? 0;
    const blockStart = cells[at + 2] ?? 0;
    cells[at + 1] = fileStart + fileLength - blockFile;
    const position = kind === blockKinds.plain ? blockStart + fileStart - blockFile : this.#end;
    this.#end = position + length;
    return position;
  }

  /** The newest block does not grow any more. */
  close(): void {
    this.#isOpen = false;
  }

  block(number: number): Block | undefined {
    if (number < 0 || number >= this.#count) return undefined;
    const at = number * cellsPerBlock;
    const cells = this.#cells;
    const start = cells[at + 2] ?? 0;
    const end = number + 1 < this.#count ? (cells[at + cellsPerBlock + 2] ?? 0) : this.#end;
    const kind = cells[at + 3];
    return {
      number,
      kind: kind === blockKinds.chunks || kind === blockKinds.lines ? kind : blockKinds.plain,
      fileStart: cells[at] ?? 0,
      fileLength: cells[at + 1] ?? 0,
      start,
      length: end - start,
    };
  }

  /** Number of the block that has the content at `position`; -1: none has. */
  find(position: number): number {
    if (position < 0 || position > this.#end) return -1;
    let low = 0;
    let high = this.#count;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#cells[middle * cellsPerBlock + 2] ?? 0) <= position) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  #fits(kind: BlockKind, fileStart: number, fileLength: number, length: number): boolean {
    if (!this.#isOpen) return false;
    const at = (this.#count - 1) * cellsPerBlock;
    if (this.#cells[at + 3] !== kind) return false;
    const content = this.#end - (this.#cells[at + 2] ?? 0) + length;
    return fileStart + fileLength - (this.#cells[at] ?? 0) <= blockBytes && content <= blockBytes;
  }

  #begin(kind: BlockKind, fileStart: number): void {
    const at = this.#count * cellsPerBlock;
    if (at + cellsPerBlock > this.#cells.length) {
      const grown = new Float64Array(this.#cells.length * 2);
      grown.set(this.#cells);
      this.#cells = grown;
    }
    this.#cells.set([fileStart, 0, this.#end, kind], at);
    this.#count += 1;
    this.#isOpen = true;
  }
}

const cellsPerBlock = 4;
