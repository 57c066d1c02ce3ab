import { isPrintable } from '../payload/codecs/printable.ts';
import { confusables } from './confusables.ts';

/** Names are compared by their first characters; LiveKit's default for an identity is 256 bytes. */
const comparedLength = 512;

/** ASCII characters that pass for another one: the lines of UTS #39 whose source is ASCII, `"` and `%` left out. */
const asciiConfusables: ReadonlyMap<string, string> = new Map([
  ['0', 'O'],
  ['1', 'l'],
  ['I', 'l'],
  ['|', 'l'],
  ['m', 'rn'],
]);
const asciiConfusable = /[01I|m]/g;
const isLetter = /[\p{L}\p{M}]/u;
/** The alphabets of the table of confusables whose letters pass for each other's. Words of Japanese mix others by right. */
const alphabets = [/\p{Script=Latin}/u, /\p{Script=Greek}/u, /\p{Script=Cyrillic}/u, /\p{Script=Armenian}/u, /\p{Script=Cherokee}/u];
const isAscii = /^[\x20-\x7e]*$/;
const ignorable = /[\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cf}]/gu;
/** Accents tell words apart in these scripts and are easily overlooked; in others a mark is a vowel. */
const accents = /(?<=[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}])\p{Mn}+/gu;

/** How a name looks. */
export interface NameLook {
  /**
   * It has characters that cannot be seen, spaces at an end among them, or that turn their neighbours around
   * (payload/codecs/printable.ts).
   */
  readonly invisible: boolean;
  /** A word of it is of several alphabets. */
  readonly isMixed: boolean;
  /** Besides all that, it has characters that pass for plain ones: whoever writes so may want to pass for another. */
  readonly isOdd: boolean;
  /**
   * What is left of it when all that is easily overlooked is taken away: two names look alike where any key of one is
   * one of the other. One key folds case and accents, the other also letters that look alike (Cyrillic а, capital I).
   */
  readonly keys: readonly string[];
}

/** The look of a name that a stranger chose, however long. */
export function lookOf(name: string): NameLook {
  const start = name.length > comparedLength ? name.slice(0, comparedLength) : name;
  if (isAscii.test(start)) {
    // Of most names, and quick. Only spaces, or none: nothing that another name could look like.
    if (start.trim() === '') return { invisible: !isPrintable(name), isMixed: false, isOdd: true, keys: [] };
    const invisible = name.trim() !== name;
    return { invisible, isMixed: false, isOdd: invisible || spaced(start) !== start, keys: keysOf(start, start) };
  }
  const plain = start.normalize('NFKC').normalize('NFD').replace(ignorable, '').replace(accents, '');
  const replaced = Array.from(plain, (character) => confusables.get(character) ?? character).join('');
  // A letter that looks like an accented one leaves an accent behind.
  const keys = plain.trim() === '' ? [] : keysOf(plain, replaced.replace(accents, ''));
  const invisible = name.trim() !== name || !isPrintable(name);
  const isMixed = mixedLetter(start) !== undefined;
  const isPlain = replaced === plain && start.normalize('NFKC') === start.normalize('NFC') && spaced(start) === start;
  return { invisible, isMixed, isOdd: invisible || isMixed || !isPlain, keys };
}

/** The first letter (counted in characters, from 0) that is not of the alphabet of its word; of two, the one that is not Latin. */
export function mixedLetter(name: string): number | undefined {
  let word: { readonly alphabet: number; readonly at: number } | undefined;
  for (const [at, character] of Array.from(name).entries()) {
    const alphabet = alphabets.findIndex((one) => one.test(character));
    if (!isLetter.test(character)) word = undefined;
    else if (alphabet < 0) continue;
    else if (word === undefined) word = { alphabet, at };
    else if (word.alphabet !== alphabet) return alphabet === 0 ? word.at : at;
  }
  return undefined;
}

function keysOf(plain: string, replaced: string): readonly string[] {
  const caseless = spaced(plain).toLowerCase();
  const latin = replaced.replace(asciiConfusable, (character) => asciiConfusables.get(character) ?? character);
  const skeleton = spaced(latin).toLowerCase();
  return caseless === skeleton ? [caseless] : [caseless, skeleton];
}

/** Spaces at the ends are not seen, and neither is how many stand in a row. */
function spaced(name: string): string {
  return name.trim().replace(/\s+/g, ' ');
}

/** What is remarkable about a name; undefined where nothing is. */
export interface LookAlike {
  readonly invisible: boolean;
  readonly isMixed: boolean;
  /** Another name that it looks like. */
  readonly like: string | undefined;
  /**
   * To be taken with care: for its own characters; or of those that look alike it is the one with odd characters, or
   * came later. False: it was there first, and another one looks like it.
   */
  readonly isSuspect: boolean;
}

/** Names of one key, the first two of each kind: enough to tell each of them another one. */
interface Alikes {
  readonly plain: string[];
  readonly odd: string[];
}

export interface LookAlikesOptions {
  /** As many names are remembered as this; those seen first stay, later ones are compared with them all the same. */
  readonly namesMaximum?: number;
  /** How a name looks, where that is remembered elsewhere. */
  readonly look?: (name: string) => NameLook;
}

/**
 * Names that were seen, and which of them look like another. Bounded, also where a sender takes a new name for each
 * packet.
 */
export class LookAlikes {
  readonly #namesMaximum: number;
  readonly #look: (name: string) => NameLook;
  readonly #names = new Set<string>();
  readonly #byKey = new Map<string, Alikes>();
  #version = 0;

  constructor({ namesMaximum = 20_000, look = lookOf }: LookAlikesOptions = {}) {
    this.#namesMaximum = namesMaximum;
    this.#look = look;
  }

  /** Counts the additions after which a name that was added before looks like another one: answers may have changed. */
  get version(): number {
    return this.#version;
  }

  /** Takes a name in. One that is known changes nothing, and costs one look into a set. */
  add(name: string): void {
    if (this.#names.has(name) || this.#names.size >= this.#namesMaximum) return;
    this.#names.add(name);
    const { isOdd, keys } = this.#look(name);
    for (const key of keys) {
      const known = this.#byKey.get(key) ?? { plain: [], odd: [] };
      this.#byKey.set(key, known);
      const kind = isOdd ? known.odd : known.plain;
      if (kind.length === 2) continue;
      kind.push(name);
      if (known.plain.length + known.odd.length > 1) this.#version += 1;
    }
  }

  /** What is remarkable about a name among those that were added; it need not be one of them. */
  of(name: string): LookAlike | undefined {
    const { invisible, isMixed, isOdd, keys } = this.#look(name);
    let imitated: string | undefined;
    let imitator: string | undefined;
    for (const key of keys) {
      const { plain = [], odd = [] } = this.#byKey.get(key) ?? {};
      imitated ??= firstOther(isOdd ? [plain[0], odd[0]] : [plain[0]], name);
      imitator ??= firstOther(isOdd ? odd : [odd[0], plain[1]], name);
    }
    const like = imitated ?? imitator;
    if (!invisible && !isMixed && like === undefined) return undefined;
    return { invisible, isMixed, like, isSuspect: invisible || isMixed || imitated !== undefined };
  }
}

/** The first that is another; a name that stands first itself has come before all others of its kind. */
function firstOther(names: readonly (string | undefined)[], own: string): string | undefined {
  return names.find((name) => name !== undefined && name !== own);
}

/** Remembers how names look, for whoever asks again and again for the same ones; the oldest are forgotten. */
export class LookMemory {
  readonly #maximum: number;
  readonly #looks = new Map<string, NameLook>();

  constructor(maximum = 20_000) {
    this.#maximum = maximum;
  }

  readonly look = (name: string): NameLook => {
    const known = this.#looks.get(name);
    if (known !== undefined) return known;
    const look = lookOf(name);
    this.#looks.set(name, look);
    for (const oldest of this.#looks.keys()) {
      if (this.#looks.size <= this.#maximum) break;
      this.#looks.delete(oldest);
    }
    return look;
  };
}
