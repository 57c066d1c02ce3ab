import { RE2JS, RE2JSException } from 're2js';
import { z } from '../../../../electron/contract/zod.ts';
import { FoldedWord } from './folded-word.ts';

/** A state of re2js' automaton, as far as it is looked at here. */
interface State {
  readonly isMatch: boolean;
}
const endOfText = -1;
const unanchored = 0;
const replacementCharacter = 0xfffd;
/** A new state takes about as long as this many bytes for each instruction of the pattern (measured, Node 24). */
const bytesPerInstruction = 50;
/** States that are kept at a time; of each, what follows an ASCII character. */
const statesMaximum = 4_096;
const asciiCount = 128;
/** A text of this many bytes is searched for what must be in it in about 0.1 ms. */
const ruledOutMaximum = 128 * 1_024;
/** In the table of what follows. */
const unknown = -1;
const matched = -2;

/**
 * A pattern of RE2, looked for in UTF-8: an automaton that is in one state after each character; states are worked out
 * by re2js as they are needed. So the time for a character is bounded, whatever pattern and text, and a search can
 * stop anywhere and go on later. re2js' own search does not stop, and takes 0.5 s for 64 kB of a pattern with very
 * many states.
 *
 * The automaton is declared by re2js, not documented (`re2Input.dfa`, 2.10.0): a test holds it against re2js' search.
 */
export class Pattern {
  readonly #compiled: RE2JS;
  readonly #automaton: RE2JS['re2Input']['dfa'];
  /** In everything that matches; undefined: nothing is known to be. */
  readonly #required: FoldedWord | undefined;
  readonly #bytesPerState: number;
  /** The states that are known, each by its place. */
  #states: State[] = [];
  #places = new Map<State, number>();
  /** For each state and ASCII character the place of the state that follows, `unknown` or `matched`. */
  #table = new Int16Array(0);
  /** Place of the state in which a text begins; `unknown` while it is not. */
  #first = unknown;
  #bytes: Uint8Array = new Uint8Array(0);
  #at = 0;
  #end = 0;
  /** Place of the state after what was looked at; `unknown` before anything was. */
  #place = unknown;

  constructor(compiled: RE2JS) {
    this.#compiled = compiled;
    this.#automaton = compiled.re2Input.dfa;
    this.#bytesPerState = bytesPerInstruction * compiled.programSize();
    const required = requiredText(compiled.re2Input.prefilter);
    this.#required = required === '' ? undefined : new FoldedWord(required);
  }

  isIn(text: string): boolean {
    return this.#compiled.test(text);
  }

  isInBytes(bytes: Uint8Array, start: number, end: number): boolean {
    this.begin(bytes, start, end);
    return this.step(Infinity) === true;
  }

  /** Begins with bytes[start … end), which must not change while `step` looks at them. */
  begin(bytes: Uint8Array, start: number, end: number): void {
    this.#bytes = bytes;
    this.#at = start;
    this.#end = end;
    this.#place = unknown;
  }

  /** Goes on for about as long as `length` bytes take; undefined when there is more to look at. */
  step(length: number): boolean | undefined {
    if (this.#place === unknown && this.#isRuledOut()) return false;
    const bytes = this.#bytes;
    const end = this.#end;
    let place = this.#place === unknown ? this.#begin() : this.#place;
    let at = this.#at;
    let stop = at + length;
    let table = this.#table;
    while (at < end) {
      // Most of the time: known states, and ASCII.
      const limit = Math.min(end, stop);
      while (at < limit) {
        const byte = bytes[at] ?? 0;
        const next = byte < asciiCount ? (table[place * asciiCount + byte] ?? unknown) : unknown;
        if (next < 0) break;
        place = next;
        at += 1;
      }
      if (at >= end) break;
      if (at >= stop) {
        this.#at = at;
        this.#place = place;
        return undefined;
      }
      const read = runeAt(bytes, at, end);
      const known = this.#states.length;
      const next = this.#follow(place, read >> 3);
      if (next === matched) return true;
      if (this.#states.length !== known) stop -= this.#bytesPerState;
      place = next;
      at += read & 7;
      table = this.#table;
    }
    const state = this.#states[place];
    return state !== undefined && this.#after(state, this.#automaton.numClasses, endOfText)?.isMatch === true;
  }

  /** Only of texts for which that takes no time to speak of. */
  #isRuledOut(): boolean {
    if (this.#required === undefined || this.#end - this.#at > ruledOutMaximum) return false;
    return !this.#required.isInBytes(this.#bytes, this.#at, this.#end);
  }

  /** The place of the state in which a text begins. */
  #begin(): number {
    if (this.#first === unknown) {
      // All bits: nothing is before it.
      const state: State | null = this.#automaton.start({ context: () => 0xff }, 0);
      this.#first = state === null ? matched : this.#placeOf(state);
    }
    return this.#first;
  }

  /** The place of the state that follows one after a character, or `matched`. */
  #follow(place: number, rune: number): number {
    const state = this.#states[place];
    const runeClass: number = this.#automaton.runeClass(rune);
    const next = state === undefined ? null : this.#after(state, runeClass, rune);
    // Null: a pattern of which one state alone is too large for re2js. It compiles none.
    const following = next === null || next.isMatch ? matched : this.#placeOf(next);
    if (rune < asciiCount && this.#states[place] === state) this.#table[place * asciiCount + rune] = following;
    return following;
  }

  #placeOf(state: State): number {
    const known = this.#places.get(state);
    if (known !== undefined) return known;
    if (this.#states.length >= statesMaximum) this.#forget();
    const place = this.#states.length;
    this.#states.push(state);
    this.#places.set(state, place);
    if (this.#states.length * asciiCount > this.#table.length) this.#growTable();
    return place;
  }

  #growTable(): void {
    const grown = new Int16Array(Math.max(16, this.#states.length * 2) * asciiCount).fill(unknown);
    grown.set(this.#table);
    this.#table = grown;
  }

  /** Too many states: they are worked out anew as they are needed again. */
  #forget(): void {
    this.#states = [];
    this.#places = new Map();
    this.#table = new Int16Array(0);
    this.#first = unknown;
  }

  /** The state that re2js has after one more character. When its own memory is full, it forgets what it has. */
  #after(state: State, runeClass: number, rune: number): State | null {
    const next: State | null = this.#automaton.step(state, runeClass, rune, unanchored);
    if (next !== null) return next;
    const kept: State | null = this.#automaton.resetCache(state);
    return kept === null ? null : this.#automaton.step(kept, runeClass, rune, unanchored);
  }
}

/** Undefined where it is no pattern. */
export function compilePattern(pattern: string): Pattern | undefined {
  try {
    return new Pattern(RE2JS.compile(pattern));
  } catch (error) {
    // RangeError: nested deeper than re2js' own recursion.
    if (error instanceof RE2JSException || error instanceof RangeError) return undefined;
    throw error;
  }
}

/** What re2js looks for before it begins a search: one text, or several of which all or any must be there. */
const prefilter = z.object({ type: z.number(), str: z.string(), subs: z.array(z.unknown()) });
const exactType = 1;
const allType = 2;

/** The longest text that is in everything that matches; empty where none is known. */
function requiredText(value: unknown): string {
  const parsed = prefilter.safeParse(value);
  if (!parsed.success) return '';
  const { type, str, subs } = parsed.data;
  // İ is what a folded word does not find.
  if (type === exactType) return str.includes('İ') ? '' : str;
  if (type !== allType) return '';
  return subs.map(requiredText).reduce((longest, text) => (text.length > longest.length ? text : longest), '');
}

/** The character at a byte, × 8 + its bytes; U+FFFD of one byte for what is no UTF-8. */
function runeAt(bytes: Uint8Array, at: number, end: number): number {
  const first = bytes[at] ?? 0;
  if (first < asciiCount) return (first << 3) | 1;
  const width = first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
  if (width === 0 || at + width > end) return (replacementCharacter << 3) | 1;
  const second = bytes[at + 1] ?? 0;
  // Not longer than need be, no half of a surrogate pair, nothing above U+10FFFF.
  const low = first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80;
  const high = first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf;
  if (second < low || second > high) return (replacementCharacter << 3) | 1;
  let rune = ((first & (0x7f >> width)) << 6) | (second & 0x3f);
  for (let index = 2; index < width; index += 1) {
    const byte = bytes[at + index] ?? 0;
    if ((byte & 0xc0) !== 0x80) return (replacementCharacter << 3) | 1;
    rune = (rune << 6) | (byte & 0x3f);
  }
  return (rune << 3) | width;
}
