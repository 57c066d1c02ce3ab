/**
 * A place for each sender of which something is remembered, by the string id of its sid. There is a fixed number of
 * places: who has been silent for longest loses it to a newcomer. Allocates nothing for a sender that is known.
 */
export class SenderSlots {
  /** The place that `slotOf` returned last was given to this sender just now: what was there is another's. */
  isNew = false;
  readonly #sids: Uint32Array;
  /** Ring through all slots, the one used last first; the last entry is its head. */
  readonly #before: Uint16Array;
  readonly #after: Uint16Array;
  readonly #head: number;
  /** Slot + 1 by sid; 0: none. */
  #slots = new Uint16Array(256);

  /** @param count Places, at most 65,000. */
  constructor(count: number) {
    this.#sids = new Uint32Array(count);
    this.#head = count;
    this.#before = Uint16Array.from({ length: count + 1 }, (_, slot) => (slot === 0 ? count : slot - 1));
    this.#after = Uint16Array.from({ length: count + 1 }, (_, slot) => (slot === count ? 0 : slot + 1));
  }

  /** The place of a sender, a new one if need be. `sid` is above 0: the empty string is nobody's. */
  slotOf(sid: number): number {
    const known = this.#slots[sid] ?? 0;
    this.isNew = known === 0;
    const slot = known === 0 ? this.#give(sid) : known - 1;
    if (this.#after[this.#head] !== slot) this.#bringToFront(slot);
    return slot;
  }

  #give(sid: number): number {
    const slot = this.#before[this.#head] ?? 0;
    const loser = this.#sids[slot] ?? 0;
    if (loser !== 0) this.#slots[loser] = 0;
    if (sid >= this.#slots.length) {
      const grown = new Uint16Array(Math.max(sid + 1, this.#slots.length * 2));
      grown.set(this.#slots);
      this.#slots = grown;
    }
    this.#slots[sid] = slot + 1;
    this.#sids[slot] = sid;
    return slot;
  }

  #bringToFront(slot: number): void {
    const before = this.#before[slot] ?? 0;
    const after = this.#after[slot] ?? 0;
    this.#after[before] = after;
    this.#before[after] = before;
    const first = this.#after[this.#head] ?? 0;
    this.#after[this.#head] = slot;
    this.#before[slot] = this.#head;
    this.#after[slot] = first;
    this.#before[first] = slot;
  }
}
