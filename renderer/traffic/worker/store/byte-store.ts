/**
 * Where the bytes of rows are: in memory for a live log, in the file for a capture.
 *
 * A position is a number below 2^53 that stays true for as long as the row is held. What is borrowed may be looked at
 * until the next append.
 */
export interface ByteStore {
  /** Bytes that its rows use in memory. */
  readonly usedBytes: number;
  /** Bytes of memory that are reserved for it. */
  readonly allocatedBytes: number;
  /** Rows have to go before memory is given back: the oldest, up to `secondStart`. */
  readonly canDrop: boolean;
  /** Position at which the rows begin that stay when the oldest bytes are dropped. */
  readonly secondStart: number;
  /** Memory can be given back without losing a row. */
  readonly canSpare: boolean;
  /** Keeps bytes[start … end) of `row` and returns their position. Older rows may be evicted for it. */
  write(bytes: Uint8Array, start: number, end: number, row: number): number;
  /** The bytes of a row. Empty, or nothing but zeros, where they are gone. */
  view(position: number, length: number): Uint8Array;
  /** What holds a row's bytes, from `offsetOf` on; for reading without allocating. */
  segmentOf(position: number): Uint8Array;
  offsetOf(position: number): number;
  /** The file that held the bytes at `position` does not give them any more. */
  isLost(position: number): boolean;
  /** Rows before `row` are gone, whose bytes lie before `position`. */
  dropBefore(position: number, row: number): void;
  /** Gives back what `canSpare` promised, a part of it at least. */
  spare(): void;
  /** All rows are gone; positions go on. */
  clear(): void;
}
