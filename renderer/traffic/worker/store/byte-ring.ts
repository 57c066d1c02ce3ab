import type { ByteBudget } from './byte-budget.ts';
import type { ByteStore } from './byte-store.ts';

/** Large enough that there are only hundreds of them, small enough that giving one up loses little. */
export const ringSegmentBytes = 1_024 * 1_024;

interface Segment {
  readonly bytes: Uint8Array;
  /** Bytes written. */
  used: number;
}

/**
 * Bytes of packets, first in, first out, in segments that are allocated as needed.
 *
 * A position is segment number × `ringSegmentBytes` + offset within it; numbers count on for ever, so positions never
 * change, and the segment of one is found by a division. What is written never crosses a segment; something larger
 * than a segment gets one of its own size.
 */
export class ByteRing implements ByteStore {
  /** What is in memory cannot be had again. */
  readonly canSpare = false;
  readonly #budget: ByteBudget;
  #segments: Segment[] = [];
  /** Number of #segments[0]. */
  #first = 0;
  #used = 0;
  #allocated = 0;

  constructor(budget: ByteBudget) {
    this.#budget = budget;
  }

  /** Bytes written and still held. */
  get usedBytes(): number {
    return this.#used;
  }

  get allocatedBytes(): number {
    return this.#allocated;
  }

  /** Whether there is a segment besides the one that is written to. */
  get canDrop(): boolean {
    return this.#segments.length > 1;
  }

  /** Copies bytes[start … end) and returns their position. Older bytes may be dropped for it. */
  write(bytes: Uint8Array, start: number, end: number): number {
    const length = end - start;
    let last = this.#segments.at(-1);
    // A full segment takes not even an empty message: its position would be one of the next segment.
    const isFull = last === undefined || last.used >= ringSegmentBytes || last.used + length > last.bytes.length;
    if (last === undefined || isFull) last = this.#add(length);
    const offset = last.used;
    if (length > 0) last.bytes.set(bytes.subarray(start, end), offset);
    last.used = offset + length;
    this.#used += length;
    return (this.#first + this.#segments.length - 1) * ringSegmentBytes + offset;
  }

  /** The bytes written at `position`, borrowed: valid until the next write. Empty where they were dropped. */
  view(position: number, length: number): Uint8Array {
    const offset = this.offsetOf(position);
    return this.segmentOf(position).subarray(offset, offset + length);
  }

  /** The segment that `position` lies in, borrowed; for reading without allocating. Empty where it was dropped. */
  segmentOf(position: number): Uint8Array {
    return this.#segments[Math.floor(position / ringSegmentBytes) - this.#first]?.bytes ?? nothing;
  }

  offsetOf(position: number): number {
    return position % ringSegmentBytes;
  }

  /** Position at which the second segment begins: everything before it goes with `dropFirst`. */
  get secondStart(): number {
    return (this.#first + 1) * ringSegmentBytes;
  }

  /** Drops whole segments that lie before `position`. */
  dropBefore(position: number): void {
    while (this.canDrop && this.secondStart <= position) this.#dropFirst();
  }

  isLost(): boolean {
    return false;
  }

  spare(): void {
    // See canSpare.
  }

  /** Drops everything; positions go on. */
  clear(): void {
    while (this.#segments.length > 0) this.#dropFirst();
  }

  #add(length: number): Segment {
    const size = Math.max(length, ringSegmentBytes);
    this.#budget.reserve(size);
    const segment: Segment = { bytes: new Uint8Array(size), used: 0 };
    this.#segments.push(segment);
    this.#allocated += size;
    return segment;
  }

  #dropFirst(): void {
    const segment = this.#segments.shift();
    if (segment === undefined) return;
    this.#first += 1;
    this.#used -= segment.used;
    this.#allocated -= segment.bytes.length;
    this.#budget.release(segment.bytes.length);
  }
}

const nothing = new Uint8Array(0);
