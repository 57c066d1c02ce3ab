/** Numbers back in which a repetition, or a number that fills a hole, is told. A power of two. */
const windowNumbers = 1_024;

/** Hardly any sender addresses so many packets in a row to others, or loses so many. */
const jumpAllowed = 1_000;
/** Packets a second: the most that was measured of one sender (raw reliable channel, 64 B). */
const fastestPerSecond = 35_550;

/** What a number is, after those that came before it. */
export const placeInLine = { next: 0, skipped: 1, late: 2, duplicate: 3, jump: 4, apart: 5 } as const;

/**
 * The numbers of one sender on one channel, in the order they arrived: which were skipped, came late, or twice.
 *
 * A number that is further ahead than the sender can have got in the time since is a jump, and is put aside: the line
 * goes on where it was, so that the numbers after it are neither skipped nor late. Only when the sender goes on from
 * the number put aside does the line move there.
 */
export class NumberLine {
  /** Of the number taken last: how many before it are missing. */
  skipped = 0;
  /** Of the number taken last: the row of its first copy, or the row before the numbers skipped. */
  relatedRow = 0;
  /** The highest number in line; 0: none yet. */
  highest = 0;
  #highestRow = 0;
  #highestTime = 0;
  /** Where the line begins: what is below was never skipped. */
  #first = 0;
  #aside = 0;
  #asideRow = 0;
  /** By the lower bits of a number: the number seen last that has them, and its row. */
  readonly #numbers = new Uint32Array(windowNumbers);
  readonly #rows = new Float64Array(windowNumbers);

  /** Takes a number above 0; returns one of placeInLine. `time`: epoch ms. */
  take(number: number, row: number, time: number): number {
    const index = number & (windowNumbers - 1);
    this.skipped = 0;
    if (this.#numbers[index] === number) {
      this.relatedRow = this.#rows[index] ?? 0;
      return placeInLine.duplicate;
    }
    this.#numbers[index] = number;
    this.#rows[index] = row;
    if (this.highest === 0) return this.#begin(number, row, time);
    if (number > this.highest) {
      const allowed = jumpAllowed + Math.max(0, (time - this.#highestTime) / 1_000) * fastestPerSecond;
      return number - this.highest - 1 <= allowed ? this.#advance(number, row, time) : this.#apart(number, row, time);
    }
    if (this.highest - number >= windowNumbers) return this.#apart(number, row, time);
    return number > this.#first ? placeInLine.late : placeInLine.apart;
  }

  /** The sender is another one. */
  clear(): void {
    this.highest = 0;
    this.#aside = 0;
    this.#numbers.fill(0);
  }

  #begin(number: number, row: number, time: number): number {
    this.#first = number;
    this.#setHighest(number, row, time);
    return placeInLine.next;
  }

  #advance(number: number, row: number, time: number): number {
    this.skipped = number - this.highest - 1;
    this.relatedRow = this.#highestRow;
    this.#setHighest(number, row, time);
    return this.skipped === 0 ? placeInLine.next : placeInLine.skipped;
  }

  #apart(number: number, row: number, time: number): number {
    const isOnward = this.#aside !== 0 && number > this.#aside && number - this.#aside - 1 <= jumpAllowed;
    if (isOnward) {
      this.#first = this.#aside;
      this.highest = this.#aside;
      this.#highestRow = this.#asideRow;
      this.#aside = 0;
      return this.#advance(number, row, time);
    }
    this.#aside = number;
    this.#asideRow = row;
    return number > this.highest ? placeInLine.jump : placeInLine.apart;
  }

  #setHighest(number: number, row: number, time: number): void {
    this.highest = number;
    this.#highestRow = row;
    this.#highestTime = time;
  }
}

/** Whether a packet without a place in line (a lossy one) raises the SDK's number far above that line. */
export function isFarAbove(number: number, line: NumberLine | undefined): boolean {
  return number - (line?.highest ?? 0) > jumpAllowed;
}
