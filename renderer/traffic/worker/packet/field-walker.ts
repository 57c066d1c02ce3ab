const wireVarint = 0;
const wire64Bit = 1;
const wireBytes = 2;
const wire32Bit = 5;

/**
 * Goes through the fields of one protobuf message that the scanner let pass; it ends where it meets what it does not
 * know, groups among it. Allocates nothing.
 */
export class FieldWalker {
  /** Of the field read last. */
  number = 0;
  /** It has a length: a string, bytes or a message, in bytes[start … end). */
  hasLength = false;
  start = 0;
  end = 0;
  #bytes: Uint8Array = new Uint8Array(0);
  #at = 0;
  #limit = 0;
  #value = 0;

  begin(bytes: Uint8Array, start: number, end: number): void {
    this.#bytes = bytes;
    this.#at = start;
    this.#limit = end;
  }

  /** Reads the next field; false when there are no more. */
  next(): boolean {
    if (this.#at >= this.#limit || !this.#varint()) return false;
    this.number = this.#value >>> 3;
    const wireType = this.#value & 7;
    this.hasLength = wireType === wireBytes;
    if (wireType === wireVarint) return this.#varint();
    if (wireType === wire64Bit || wireType === wire32Bit) return this.#pass(wireType === wire64Bit ? 8 : 4);
    return this.hasLength && this.#varint() && this.#pass(this.#value);
  }

  #pass(length: number): boolean {
    if (length > this.#limit - this.#at) return false;
    this.start = this.#at;
    this.#at += length;
    this.end = this.#at;
    return true;
  }

  /** Reads a varint, its lower 32 bits. */
  #varint(): boolean {
    let value = 0;
    for (let shift = 0; shift < 70 && this.#at < this.#limit; shift += 7) {
      const byte = this.#bytes[this.#at] ?? 0;
      this.#at += 1;
      if (shift < 35) value |= (byte & 0x7f) << shift;
      if (byte >= 0x80) continue;
      this.#value = value >>> 0;
      return true;
    }
    return false;
  }
}
