import { escapeLength, isString, literalEnd, numberEnd, numberIn, spaceEnd, textStart } from './json-bytes.ts';
import { OpenContainers } from './open-containers.ts';

/** What a value of a JSON document is; `none`: the path leads nowhere, or the bytes are no JSON. */
export type JsonKind = 'none' | 'string' | 'number' | 'true' | 'false' | 'null' | 'object' | 'array';

const quote = 0x22;
const backslash = 0x5c;
const openObject = 0x7b;
const closeObject = 0x7d;
const openArray = 0x5b;
const closeArray = 0x5d;
const comma = 0x2c;
const colon = 0x3a;

/** What is read next. */
const beforeValue = 0;
const afterValue = 1;
const beforeKey = 2;
/** Right after `{` or `[`, where the container may end at once. */
const inNewObject = 3;
const inNewArray = 4;
/** Within a string: a value, a key. */
const inString = 5;
const inKey = 6;

const encoder = new TextEncoder();

/**
 * Finds one value in the bytes of a JSON document, without building anything: what JSON.parse of it would give for
 * the path. So the whole document is read: it has to be JSON to its end, and of keys that come twice the last one
 * counts. Nothing is allocated for a document (but for nesting deeper than any before), nothing recurses.
 *
 * A key of the path is found in objects only, an index in arrays only. Bytes that are no UTF-8 are taken as they are.
 */
export class JsonPathScanner {
  kind: JsonKind = 'none';
  /** The value's bytes; of a string those within the quotes. */
  valueStart = 0;
  valueEnd = 0;
  /** A string with escapes: its bytes are not its text. */
  hasEscapes = false;

  readonly #path: readonly (string | number)[];
  readonly #keys: readonly Uint8Array[];
  /** For each container of the path that is open: the index of its next element. */
  readonly #counts: Float64Array;
  readonly #open = new OpenContainers();
  #bytes: Uint8Array = new Uint8Array(0);
  #at = 0;
  #end = 0;
  /** Where this step ends. */
  #stop = 0;
  #state = beforeValue;
  /** Of the open containers, how many are on the path: the outermost ones. */
  #onPath = 0;
  /** The value that comes next is the path's next step. */
  #isStep = true;
  /** Depth of the container that is the value sought, while it is open; 0: none is. */
  #targetDepth = 0;
  /** Of the string read last. */
  #stringStart = 0;
  #stringEscapes = false;

  constructor(path: readonly (string | number)[]) {
    this.#path = path;
    this.#keys = path.map((step) => encoder.encode(String(step)));
    this.#counts = new Float64Array(path.length + 1);
  }

  /** The whole of a document in one go; true: the value is there. */
  find(bytes: Uint8Array, start: number, end: number): boolean {
    this.begin(bytes, start, end);
    return this.step(Infinity) === true;
  }

  /** Begins with bytes[start … end); `step` reads them. They must not change meanwhile. */
  begin(bytes: Uint8Array, start: number, end: number): void {
    this.kind = 'none';
    this.hasEscapes = false;
    this.#bytes = bytes;
    this.#at = textStart(bytes, start, end);
    this.#end = end;
    this.#state = beforeValue;
    this.#open.clear();
    this.#onPath = 0;
    this.#isStep = true;
    this.#targetDepth = 0;
  }

  /** Reads on for about `length` bytes: undefined when there is more to read, else whether the value is there. */
  step(length: number): boolean | undefined {
    this.#stop = this.#at + length;
    while (this.#at < this.#stop) {
      if (!this.#next()) {
        this.kind = 'none';
        return false;
      }
      if (this.#at >= this.#end) return this.#finish();
    }
    return this.#at >= this.#end ? this.#finish() : undefined;
  }

  /** Whether the value found is this string. */
  isString(text: string, utf8: Uint8Array): boolean {
    if (this.kind !== 'string') return false;
    return isString(this.#bytes, this.valueStart, this.valueEnd, this.hasEscapes, text, utf8);
  }

  /** The value found as a number; NaN where it is none. */
  number(): number {
    if (this.kind !== 'number') return NaN;
    return numberIn(this.#bytes, this.valueStart, this.valueEnd);
  }

  #finish(): boolean {
    const isWhole = this.#state === afterValue && this.#open.depth === 0;
    if (!isWhole) this.kind = 'none';
    return this.kind !== 'none';
  }

  /** Reads one piece: a bracket, a comma, a key, a value that is no container. */
  #next(): boolean {
    if (this.#state >= inString) return this.#string();
    const at = this.#skipSpace();
    if (at >= this.#end) return true;
    const byte = this.#bytes[at] ?? 0;
    if (this.#state === afterValue) return this.#afterValue(byte);
    return this.#state === beforeValue ? this.#value(byte) : this.#inContainer(byte);
  }

  #skipSpace(): number {
    this.#at = spaceEnd(this.#bytes, this.#at, this.#end);
    return this.#at;
  }

  #value(byte: number): boolean {
    const isTarget = this.#isTarget;
    // Of keys that come twice the last one counts: what an earlier one led to is forgotten.
    if (this.#isStep) this.kind = 'none';
    const start = this.#at;
    switch (byte) {
      case openObject:
        this.#enter(isTarget, true);
        return true;
      case openArray:
        this.#enter(isTarget, false);
        return true;
      case quote:
        return this.#openString(inString);
      case 0x74:
        return this.#scalar('true', literalEnd('true', this.#bytes, start, this.#end));
      case 0x66:
        return this.#scalar('false', literalEnd('false', this.#bytes, start, this.#end));
      case 0x6e:
        return this.#scalar('null', literalEnd('null', this.#bytes, start, this.#end));
      default:
        return this.#scalar('number', numberEnd(this.#bytes, start, this.#end));
    }
  }

  /** A value from here to `end`, where -1 says that there is none. */
  #scalar(kind: JsonKind, end: number): boolean {
    if (end < 0) return false;
    if (this.#isTarget) this.#found(kind, this.#at, end);
    this.#at = end;
    this.#state = afterValue;
    return true;
  }

  /** The value that is read is the one sought. */
  get #isTarget(): boolean {
    return this.#isStep && this.#onPath === this.#path.length;
  }

  #found(kind: JsonKind, start: number, end: number): void {
    this.kind = kind;
    this.valueStart = start;
    this.valueEnd = end;
  }

  #enter(isTarget: boolean, isObject: boolean): void {
    this.#open.add(isObject);
    if (isTarget) {
      this.#found(isObject ? 'object' : 'array', this.#at, this.#at);
      this.#targetDepth = this.#open.depth;
    } else if (this.#isStep && (typeof this.#path[this.#onPath] === 'string') === isObject) {
      this.#counts[this.#onPath] = 0;
      this.#onPath += 1;
    }
    this.#at += 1;
    this.#state = isObject ? inNewObject : inNewArray;
  }

  /** After `{`, `[` or a comma within an object. */
  #inContainer(byte: number): boolean {
    if (this.#state === inNewArray) {
      if (byte === closeArray) return this.#close();
      this.#element();
      return true;
    }
    if (byte === closeObject && this.#state === inNewObject) return this.#close();
    return byte === quote && this.#openString(inKey);
  }

  #afterValue(byte: number): boolean {
    if (this.#open.depth === 0) return false;
    const { isObject } = this.#open;
    if (byte === comma) {
      this.#at += 1;
      if (isObject) this.#state = beforeKey;
      else this.#element();
      return true;
    }
    return byte === (isObject ? closeObject : closeArray) && this.#close();
  }

  #close(): boolean {
    this.#at += 1;
    if (this.#targetDepth === this.#open.depth) {
      this.valueEnd = this.#at;
      this.#targetDepth = 0;
    } else if (this.#onPath === this.#open.depth) {
      this.#onPath -= 1;
    }
    this.#open.drop();
    this.#state = afterValue;
    return true;
  }

  #element(): void {
    this.#state = beforeValue;
    this.#isStep = false;
    if (this.#onPath !== this.#open.depth) return;
    const step = this.#onPath - 1;
    const index = this.#counts[step] ?? 0;
    this.#counts[step] = index + 1;
    this.#isStep = index === this.#path[step];
  }

  /** A key has ended. */
  #key(): boolean {
    const start = this.#stringStart;
    const end = this.#at - 1;
    const at = this.#skipSpace();
    if (at >= this.#end || this.#bytes[at] !== colon) return false;
    this.#at = at + 1;
    this.#state = beforeValue;
    this.#isStep = false;
    if (this.#onPath !== this.#open.depth) return true;
    const key = this.#keys[this.#onPath - 1];
    const text = this.#path[this.#onPath - 1];
    if (key === undefined || typeof text !== 'string') return true;
    this.#isStep = isString(this.#bytes, start, end, this.#stringEscapes, text, key);
    return true;
  }

  #openString(state: typeof inString | typeof inKey): boolean {
    this.#at += 1;
    this.#stringStart = this.#at;
    this.#stringEscapes = false;
    this.#state = state;
    return this.#string();
  }

  /** On to behind the closing quote, or as far as this step goes. */
  #string(): boolean {
    const bytes = this.#bytes;
    const end = this.#end;
    const limit = Math.min(end, this.#stop);
    let at = this.#at;
    while (at < limit) {
      const byte = bytes[at] ?? 0;
      at += 1;
      if (byte === quote) {
        this.#at = at;
        return this.#state === inKey ? this.#key() : this.#stringValue();
      }
      if (byte < 0x20) return false;
      if (byte !== backslash) continue;
      this.#stringEscapes = true;
      const length = escapeLength(bytes, at, end);
      if (length === 0) return false;
      at += length;
    }
    this.#at = at;
    return at < end;
  }

  /** A string that is a value has ended. */
  #stringValue(): boolean {
    this.#state = afterValue;
    if (this.#isTarget) {
      this.hasEscapes = this.#stringEscapes;
      this.#found('string', this.#stringStart, this.#at - 1);
    }
    return true;
  }
}
