/** Matches of a block; 16 KiB. */
const blockLength = 4_096;

/** Rows of held ranges, relative to the first one that came in: 4 bytes for each match. */
interface Block {
  readonly origin: number;
  readonly rows: Int32Array;
}

/**
 * Row numbers in ascending order, growing at both ends: a filter begins with the newest rows, goes back to the oldest,
 * and takes in what arrives meanwhile.
 */
export class MatchList {
  #blocks: Block[] = [];
  /** Where the oldest match lies in the first block. */
  #head = 0;
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** Bytes that the matches take. */
  get heldBytes(): number {
    return this.#blocks.length * blockLength * Int32Array.BYTES_PER_ELEMENT;
  }

  /** The row at a position counted from the oldest match. */
  at(position: number): number | undefined {
    if (position < 0 || position >= this.#length) return undefined;
    const place = this.#head + position;
    const block = this.#blocks[Math.floor(place / blockLength)];
    const offset = block?.rows[place % blockLength];
    return block === undefined || offset === undefined ? undefined : block.origin + offset;
  }

  /** Position of the first match that is not before `row`; `length` where there is none. */
  positionFrom(row: number): number {
    let low = 0;
    let high = this.#length;
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if ((this.at(middle) ?? 0) < row) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Appends a row newer than all others. */
  addNewest(row: number): void {
    const place = this.#head + this.#length;
    let block = this.#blocks[Math.floor(place / blockLength)];
    if (block === undefined) {
      block = newBlock(row);
      this.#blocks.push(block);
    }
    block.rows[place % blockLength] = row - block.origin;
    this.#length += 1;
  }

  /** Puts a row older than all others in front. */
  addOldest(row: number): void {
    let [block] = this.#blocks;
    if (block === undefined || this.#head === 0) {
      block = newBlock(row);
      this.#blocks.unshift(block);
      this.#head = blockLength;
    }
    this.#head -= 1;
    block.rows[this.#head] = row - block.origin;
    this.#length += 1;
  }

  /** Drops the matches before `row`; how many there were. */
  dropBefore(row: number): number {
    const dropped = this.positionFrom(row);
    const place = this.#head + dropped;
    const blocks = Math.floor(place / blockLength);
    this.#head = place % blockLength;
    this.#length -= dropped;
    if (this.#length === 0) {
      this.#blocks = [];
      this.#head = 0;
    } else if (blocks > 0) {
      this.#blocks = this.#blocks.slice(blocks);
    }
    return dropped;
  }
}

function newBlock(origin: number): Block {
  return { origin, rows: new Int32Array(blockLength) };
}
