import { HashChains, hashBytes, hashSeed } from '../store/hash-chains.ts';

/** The server remembers about 100; a repetition that comes later than 4,096 nonces is not told here. */
const noncesMaximum = 4_096;
/** The server SDK sets 16 bytes. Longer ones are not remembered. */
const nonceBytes = 16;

/** The nonces of the last messages, each with its sender. Allocates nothing after its creation. */
export class NonceSet {
  readonly #chains = new HashChains(noncesMaximum);
  readonly #seed = hashSeed();
  readonly #bytes = new Uint8Array(noncesMaximum * nonceBytes);
  readonly #lengths = new Uint8Array(noncesMaximum);
  readonly #sids = new Uint32Array(noncesMaximum);
  readonly #hashes = new Uint32Array(noncesMaximum);
  readonly #rows = new Float64Array(noncesMaximum);
  /** Nonces ever added: the next takes the place of the oldest. */
  #added = 0;

  /** The row that had the nonce bytes[start … end) of this sender before; -1: none, and it is remembered now. */
  take(bytes: Uint8Array, start: number, end: number, sid: number, row: number): number {
    const length = end - start;
    if (length === 0 || length > nonceBytes) return -1;
    const hash = hashBytes(bytes, start, end, this.#seed ^ sid);
    for (let slot = this.#chains.first(hash); slot >= 0; slot = this.#chains.after(slot)) {
      if (this.#hashes[slot] !== hash || this.#sids[slot] !== sid) continue;
      if (this.#isEqual(slot, bytes, start, length)) return this.#rows[slot] ?? -1;
    }
    const slot = this.#added % noncesMaximum;
    if (this.#added >= noncesMaximum) this.#chains.remove(this.#hashes[slot] ?? 0, slot);
    this.#added += 1;
    for (let index = 0; index < length; index += 1) this.#bytes[slot * nonceBytes + index] = bytes[start + index] ?? 0;
    this.#lengths[slot] = length;
    this.#sids[slot] = sid;
    this.#hashes[slot] = hash;
    this.#rows[slot] = row;
    this.#chains.add(hash, slot);
    return -1;
  }

  #isEqual(slot: number, bytes: Uint8Array, start: number, length: number): boolean {
    if (this.#lengths[slot] !== length) return false;
    for (let index = 0; index < length; index += 1) {
      if (this.#bytes[slot * nonceBytes + index] !== bytes[start + index]) return false;
    }
    return true;
  }
}
