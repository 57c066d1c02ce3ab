/**
 * The part of a file that is being looked at, from front to back. It begins at the first byte that its reader has not
 * taken yet, and grows at the end.
 */
export class FileWindow {
  /** bytes[at … end) are there to be taken. Replaced when more is added. */
  bytes: Uint8Array = new Uint8Array(0);
  view: DataView = new DataView(new ArrayBuffer(0));
  at = 0;
  end = 0;
  /** Nothing comes after `end`. */
  isLast = false;
  /** File offset of bytes[0]. */
  #base: number;

  constructor(base = 0) {
    this.#base = base;
  }

  /** Nothing but these bytes. */
  static over(bytes: Uint8Array): FileWindow {
    const window = new FileWindow();
    window.add(bytes);
    window.isLast = true;
    return window;
  }

  /** File offset of bytes[index]. */
  offsetOf(index: number): number {
    return this.#base + index;
  }

  /** File offset of `at`. */
  get offset(): number {
    return this.#base + this.at;
  }

  /** File offset that `add` must go on with. */
  get wants(): number {
    return this.#base + Math.max(this.at, this.end);
  }

  get left(): number {
    return Math.max(0, this.end - this.at);
  }

  /** Leaves bytes out, also those that are not there yet: they are then not read at all. */
  skip(length: number): void {
    this.at += length;
  }

  /** Bytes from file offset `wants` on. */
  add(bytes: Uint8Array): void {
    const { left } = this;
    if (left === 0) {
      this.#base = this.wants;
      this.#set(bytes, bytes.length);
      return;
    }
    const needed = left + bytes.length;
    // Room to grow, for a record that takes many additions.
    const grown = this.bytes.length - this.at >= needed ? this.bytes : new Uint8Array(needed * 2);
    if (grown === this.bytes) {
      grown.set(bytes, this.end);
      this.end += bytes.length;
      return;
    }
    grown.set(this.bytes.subarray(this.at, this.end));
    grown.set(bytes, left);
    this.#base += this.at;
    this.#set(grown, needed);
  }

  #set(bytes: Uint8Array, end: number): void {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.at = 0;
    this.end = end;
  }
}
