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
const isAscii = /^[\x20-\x7e]*$/;
const ignorable = /[\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cf}]/gu;
/** Accents tell words apart in these scripts and are easily overlooked; in others a mark is a vowel. */
const accents = /(?<=[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}])\p{Mn}+/gu;

/** How a name looks. */
export interface NameLook {
  /** It has characters that cannot be seen, or that turn their neighbours around (payload/codecs/printable.ts). */
  readonly invisible: boolean;
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
    if (start.trim() === '') return { invisible: !isPrintable(name), keys: [] };
    return { invisible: false, keys: keysOf(start, start) };
  }
  const plain = start.normalize('NFKC').normalize('NFD').replace(ignorable, '').replace(accents, '');
  const replaced = Array.from(plain, (character) => confusables.get(character) ?? character).join('');
  // A letter that looks like an accented one leaves an accent behind.
  const keys = plain.trim() === '' ? [] : keysOf(plain, replaced.replace(accents, ''));
  return { invisible: !isPrintable(name), keys };
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
  /** Another name that it looks like; the first such one that was added. */
  readonly like: string | undefined;
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
  /** By key: the first name with it, and the first other one. */
  readonly #byKey = new Map<string, { readonly first: string; other: string | undefined }>();
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
    for (const key of this.#look(name).keys) {
      const known = this.#byKey.get(key);
      if (known === undefined) this.#byKey.set(key, { first: name, other: undefined });
      else if (known.other === undefined) {
        known.other = name;
        this.#version += 1;
      }
    }
  }

  /** What is remarkable about a name among those that were added; it need not be one of them. */
  of(name: string): LookAlike | undefined {
    const { invisible, keys } = this.#look(name);
    let like: string | undefined;
    for (const key of keys) {
      const known = this.#byKey.get(key);
      like ??= known?.first === name ? known.other : known?.first;
    }
    return invisible || like !== undefined ? { invisible, like } : undefined;
  }
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
