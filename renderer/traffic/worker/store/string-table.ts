/** Id of the empty string, always there. */
export const emptyString = 0;

/**
 * Stands for a string that the table did not take: it is too long, or the table is full. Whoever needs it reads it
 * from the packet.
 */
export const notInterned = 0xffff_ffff;

/** A sender that changes its topic for each packet must not fill the memory: beyond this the table takes no more. */
const entriesMaximum = 65_536;
/** Identities may be longer by a server's configuration; topics of this length are no topics. */
const stringBytesMaximum = 1_024;
const allBytesMaximum = 8 * 1_024 * 1_024;

/**
 * Strings as numbers: topics, identities and sids repeat, and a column of ids is small and quick to compare.
 *
 * Lookups go by the UTF-8 bytes as they stand in a packet, so that a known string costs no decoding and allocates
 * nothing. Layout: the bytes of all entries one after the other, the end of each, and an open-addressed hash table of
 * ids + 1 (0: free), at most half full.
 */
export class StringTable {
  #bytes = new Uint8Array(4_096);
  #ends = new Uint32Array(256);
  #hashes = new Uint32Array(256);
  #slots = new Uint32Array(512);
  #size = 1;
  #texts: (string | undefined)[] = [''];

  /** Ids in use; they are 0 … size - 1 and never change. */
  get size(): number {
    return this.#size;
  }

  /** Bytes that the table takes, for the memory figure. */
  get heldBytes(): number {
    return this.#bytes.length + this.#ends.byteLength + this.#hashes.byteLength + this.#slots.byteLength;
  }

  /**
   * The id of the string whose UTF-8 is bytes[start … end), new if need be, or `notInterned`. `share`: how much of the
   * table such strings may fill, so that those which a sender makes up leave room for others.
   */
  intern(bytes: Uint8Array, start: number, end: number, share = 1): number {
    const length = end - start;
    if (length === 0) return emptyString;
    if (length > stringBytesMaximum) return notInterned;
    const hash = hashOf(bytes, start, end);
    const mask = this.#slots.length - 1;
    let slot = hash & mask;
    for (let id = this.#slots[slot]; id !== undefined && id !== 0; id = this.#slots[slot]) {
      if (this.#hashes[id - 1] === hash && this.#isEqual(id - 1, bytes, start, length)) return id - 1;
      slot = (slot + 1) & mask;
    }
    return this.#add(bytes, start, end, hash, slot, share);
  }

  /** Like `intern`, for a string that is likely that of `guess`: then nothing is hashed. */
  internNear(guess: number, bytes: Uint8Array, start: number, end: number, share = 1): number {
    const length = end - start;
    if (length > 0 && guess < this.#size && this.#isEqual(guess, bytes, start, length)) return guess;
    return this.intern(bytes, start, end, share);
  }

  internText(text: string): number {
    const bytes = encoder.encode(text);
    return this.intern(bytes, 0, bytes.length);
  }

  /** The string of an id; empty for one that the table does not have. */
  text(id: number): string {
    const known = this.#texts[id];
    if (known !== undefined) return known;
    if (id >= this.#size) return '';
    const text = decoder.decode(this.#bytes.subarray(this.#startOf(id), this.#ends[id]));
    this.#texts[id] = text;
    return text;
  }

  #startOf(id: number): number {
    return id === 0 ? 0 : (this.#ends[id - 1] ?? 0);
  }

  #isEqual(id: number, bytes: Uint8Array, start: number, length: number): boolean {
    const from = this.#startOf(id);
    if ((this.#ends[id] ?? 0) - from !== length) return false;
    for (let index = 0; index < length; index += 1) {
      if (this.#bytes[from + index] !== bytes[start + index]) return false;
    }
    return true;
  }

  #add(bytes: Uint8Array, start: number, end: number, hash: number, slot: number, share: number): number {
    const from = this.#ends[this.#size - 1] ?? 0;
    const to = from + end - start;
    if (this.#size >= entriesMaximum * share || to > allBytesMaximum * share) return notInterned;
    if (to > this.#bytes.length) this.#bytes = grown(this.#bytes, new Uint8Array(Math.max(to, this.#bytes.length * 2)));
    this.#bytes.set(bytes.subarray(start, end), from);

    const id = this.#size;
    if (id >= this.#ends.length) {
      this.#ends = grown(this.#ends, new Uint32Array(id * 2));
      this.#hashes = grown(this.#hashes, new Uint32Array(id * 2));
    }
    this.#ends[id] = to;
    this.#hashes[id] = hash;
    this.#slots[slot] = id + 1;
    this.#size = id + 1;
    if (this.#size * 2 > this.#slots.length) this.#rehash();
    return id;
  }

  #rehash(): void {
    const slots = new Uint32Array(this.#slots.length * 2);
    const mask = slots.length - 1;
    for (let id = 1; id < this.#size; id += 1) {
      let slot = (this.#hashes[id] ?? 0) & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = id + 1;
    }
    this.#slots = slots;
  }
}

const encoder = new TextEncoder();
// What is no UTF-8 is shown with U+FFFD; a byte order mark is a character like any other.
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** FNV-1a, 32 bits. */
function hashOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let index = start; index < end; index += 1) {
    hash = Math.imul(hash ^ (bytes[index] ?? 0), 0x01000193);
  }
  return hash >>> 0;
}

function grown<T extends { set(from: T): void }>(from: T, to: T): T {
  to.set(from);
  return to;
}
