import type { ByteBudget } from '../store/byte-budget.ts';
import { ByteRing, ringSegmentBytes } from '../store/byte-ring.ts';
import type { ByteStore } from '../store/byte-store.ts';
import { blockContent } from './block-content.ts';
import type { Block, BlockTable } from './block-table.ts';
import type { RangeSource } from './range-source.ts';

/** Of the budget, for blocks that were read and may be looked at again. */
const cacheShare = 0.125;
/** So much stays whatever the budget says, or a row and its neighbour would throw each other out: four blocks. */
const keptBytes = 4 * 1_024 * 1_024;
/** Positions of room events, whose text is kept in memory: far above those of any file. */
const memoryBase = 2 ** 52;

interface CaptureBytesOptions {
  readonly blocks: BlockTable;
  readonly source: RangeSource;
  readonly budget: ByteBudget;
  /** Bytes that a compressed chunk may unpack to. */
  readonly unpackMaximum: number;
  /** The file does not have any more what it had when it was opened. */
  readonly onLost: () => void;
}

/**
 * The bytes of a capture's rows: in its file, read when somebody looks at them, a block at a time; the newest blocks are
 * kept. Room events are kept in memory, as the log has them.
 */
export class CaptureBytes implements ByteStore {
  /** Rows go with their columns only: what is in the file costs nothing. */
  readonly canDrop = false;
  readonly secondStart = 0;
  readonly #options: CaptureBytesOptions;
  readonly #events: ByteRing;
  /** For each segment of #events: the first row that has its text there. */
  #eventRows: number[] = [];
  #eventSegment = -1;
  /** Content by number of block, the one looked at last at the end. */
  readonly #cache = new Map<number, Uint8Array>();
  #cached = 0;
  readonly #lost = new Set<number>();
  #next: number | undefined;
  /** What was looked at last: mostly it is the next, too. */
  #block: Block | undefined;
  #content: Uint8Array = nothing;

  constructor(options: CaptureBytesOptions) {
    this.#options = options;
    this.#events = new ByteRing(options.budget);
  }

  get usedBytes(): number {
    return this.#cached + this.#events.usedBytes;
  }

  get allocatedBytes(): number {
    return this.#cached + this.#events.allocatedBytes;
  }

  get canSpare(): boolean {
    return this.#cache.size > 1 && this.#cached > keptBytes;
  }

  /** The row that is appended next has its bytes at `position`, in the file. */
  placeNext(position: number): void {
    this.#next = position;
  }

  write(bytes: Uint8Array, start: number, end: number, row: number): number {
    const placed = this.#next;
    if (placed !== undefined) {
      this.#next = undefined;
      return placed;
    }
    const position = this.#events.write(bytes, start, end);
    const segment = Math.floor(position / ringSegmentBytes);
    if (segment !== this.#eventSegment) this.#eventRows.push(row);
    this.#eventSegment = segment;
    return memoryBase + position;
  }

  view(position: number, length: number): Uint8Array {
    if (position >= memoryBase) return this.#events.view(position - memoryBase, length);
    if (length === 0) return nothing;
    const content = this.#load(position);
    const offset = position - (this.#block?.start ?? 0);
    return content.subarray(offset, offset + length);
  }

  segmentOf(position: number): Uint8Array {
    return position >= memoryBase ? this.#events.segmentOf(position - memoryBase) : this.#load(position);
  }

  offsetOf(position: number): number {
    if (position >= memoryBase) return this.#events.offsetOf(position - memoryBase);
    return position - (this.#seek(position)?.start ?? position);
  }

  isLost(position: number): boolean {
    if (this.#lost.size === 0 || position >= memoryBase) return false;
    return this.#lost.has(this.#options.blocks.find(position));
  }

  dropBefore(_position: number, row: number): void {
    while (this.#eventRows.length > 1 && (this.#eventRows[1] ?? row) <= row) {
      this.#events.dropBefore(this.#events.secondStart);
      this.#eventRows.shift();
    }
  }

  spare(): void {
    const [oldest] = this.#cache.keys();
    if (oldest !== undefined) this.#drop(oldest);
  }

  clear(): void {
    this.#events.clear();
    this.#eventRows = [];
    this.#eventSegment = -1;
    for (const number of [...this.#cache.keys()]) this.#drop(number);
  }

  /** Content that is known already, since the file was just read. */
  put(number: number, content: Uint8Array): void {
    if (this.#options.blocks.block(number)?.length === content.length) this.#keep(number, content);
  }

  /** The content of the block that `position` lies in. */
  #load(position: number): Uint8Array {
    const block = this.#seek(position);
    if (block === undefined) return nothing;
    // The newest block may have grown since.
    if (this.#content.length === block.length) return this.#content;
    const known = this.#cache.get(block.number);
    if (known?.length === block.length) {
      this.#cache.delete(block.number);
      this.#cache.set(block.number, known);
      this.#content = known;
      return known;
    }
    this.#content = this.#read(block);
    this.#keep(block.number, this.#content);
    return this.#content;
  }

  #read(block: Block): Uint8Array {
    const { source, unpackMaximum, onLost } = this.#options;
    const bytes = source.readNow(block.fileStart, block.fileLength);
    const content = bytes === undefined ? undefined : blockContent(block, bytes, unpackMaximum);
    if (content !== undefined) {
      this.#lost.delete(block.number);
      return content;
    }
    if (!this.#lost.has(block.number)) {
      this.#lost.add(block.number);
      onLost();
    }
    // As long as it was: whoever reads a row by its columns finds nothing in it, and does not read beyond it.
    return new Uint8Array(block.length);
  }

  #seek(position: number): Block | undefined {
    const last = this.#block;
    const { blocks } = this.#options;
    const isLast = last !== undefined && position >= last.start && position < last.start + last.length;
    if (isLast && blocks.openBlock !== last.number) return last;
    const block = blocks.block(blocks.find(position));
    if (block?.number !== last?.number) this.#content = nothing;
    this.#block = block;
    return block;
  }

  #keep(number: number, content: Uint8Array): void {
    this.#drop(number);
    const { budget } = this.#options;
    for (const oldest of this.#cache.keys()) {
      const isFull = budget.allocatedBytes + content.length > budget.totalBytes;
      const maximum = isFull ? keptBytes : Math.max(keptBytes, budget.totalBytes * cacheShare);
      if (this.#cached + content.length <= maximum) break;
      this.#drop(oldest);
    }
    budget.reserve(content.length);
    this.#cached += content.length;
    this.#cache.set(number, content);
  }

  #drop(number: number): void {
    const content = this.#cache.get(number);
    if (content === undefined) return;
    this.#cache.delete(number);
    this.#cached -= content.length;
    this.#options.budget.release(content.length);
  }
}

const nothing = new Uint8Array(0);
