import { printable } from './printable.ts';
import { nowhere, TreeNodes } from './tree-nodes.ts';

/** Where a text stops being JSON (RFC 8259), and why. */
export interface JsonError {
  /** A sentence without the place. */
  readonly message: string;
  /** UTF-16 offset. */
  readonly offset: number;
  /** From 1; lines end with LF, CR LF or CR. */
  readonly line: number;
  /** From 1, in UTF-16 units. */
  readonly column: number;
}

export type JsonParse =
  | { readonly ok: true; readonly nodes: TreeNodes }
  | { readonly ok: false; readonly error: JsonError };

/** Reads a JSON text into nodes. A byte order mark at its beginning is passed over. */
export function parseJsonNodes(text: string): JsonParse {
  const parser = new Parser(text);
  return parser.parse() ? { ok: true, nodes: parser.nodes } : { ok: false, error: placed(text, parser) };
}

const numberLiteral = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const numberLike = /[\d.eE+-]*/y;
const words = { t: 'true', f: 'false', n: 'null' } as const;

/** A loop with the open containers as its stack, so that depth costs nothing. */
class Parser {
  readonly nodes = new TreeNodes();
  message = '';
  offset = 0;
  readonly #text: string;
  #at = 0;
  /** The container that is being read; `nowhere` at the top. */
  #open = nowhere;
  /** Where the key of the value to come begins. */
  #key = nowhere;

  constructor(text: string) {
    this.#text = text;
  }

  parse(): boolean {
    if (this.#text.charCodeAt(0) === 0xfeff) this.#at = 1;
    if (!this.#value()) return false;
    while (this.#open !== nowhere) {
      if (!this.#member()) return false;
    }
    this.#space();
    if (this.#at >= this.#text.length) return true;
    return this.#fail(`The JSON value is complete, and then comes ${this.#found()}.`);
  }

  /** What comes next in the open container: its end, or a comma and a value. */
  #member(): boolean {
    const isObject = this.nodes.kind(this.#open) === 'object';
    const closing = isObject ? '}' : ']';
    this.#space();
    if (this.#text[this.#at] === closing) {
      this.#at += 1;
      this.nodes.close(this.#open, this.#at);
      this.#open = this.nodes.parent(this.#open);
      return true;
    }
    if (this.nodes.count(this.#open) > 0) {
      if (this.#text[this.#at] !== ',') return this.#fail(`A comma or ${closing} belongs here, not ${this.#found()}.`);
      this.#at += 1;
      this.#space();
      if (this.#text[this.#at] === closing) return this.#fail(`A comma must not stand before ${closing}.`);
    }
    if (isObject && !this.#readKey()) return false;
    return this.#value();
  }

  #readKey(): boolean {
    this.#key = this.#at;
    if (this.#text[this.#at] !== '"') return this.#fail(`A key in double quotes belongs here, not ${this.#found()}.`);
    if (!this.#string()) return false;
    this.#space();
    if (this.#text[this.#at] !== ':') return this.#fail(`A colon belongs after the key, not ${this.#found()}.`);
    this.#at += 1;
    return true;
  }

  #value(): boolean {
    this.#space();
    const start = this.#at;
    const character = this.#text[start] ?? '';
    const key = this.#key;
    this.#key = nowhere;
    if (character === '{' || character === '[') {
      this.#open = this.nodes.open(character === '{' ? 'object' : 'array', start, this.#open, key);
      this.#at += 1;
      return true;
    }
    if (character === '"') {
      if (!this.#string()) return false;
      return this.#leaf('string', start, key);
    }
    if (character === '-' || (character >= '0' && character <= '9')) {
      if (!this.#number()) return false;
      return this.#leaf('number', start, key);
    }
    if (character === 't' || character === 'f' || character === 'n') {
      const word = words[character];
      if (!this.#text.startsWith(word, start)) return this.#fail(`A value belongs here, not ${this.#found()}.`);
      this.#at += word.length;
      return this.#leaf(word, start, key);
    }
    return this.#fail(`A value belongs here, not ${this.#found()}.`);
  }

  #leaf(kind: 'string' | 'number' | 'true' | 'false' | 'null', start: number, key: number): true {
    this.nodes.close(this.nodes.open(kind, start, this.#open, key), this.#at);
    return true;
  }

  #string(): boolean {
    const text = this.#text;
    let at = this.#at + 1;
    for (;;) {
      const unit = text.charCodeAt(at);
      if (unit === 0x22) break;
      if (Number.isNaN(unit)) return this.#fail('This string has no closing quote.', this.#at);
      if (unit < 0x20) {
        return this.#fail(`${printable(text.charAt(at))} inside a string has to be written as an escape.`, at);
      }
      if (unit !== 0x5c) at += 1;
      else if (/^["\\/bfnrt]/.test(text.charAt(at + 1))) at += 2;
      else if (/^u[\da-fA-F]{4}/.test(text.slice(at + 1, at + 6))) at += 6;
      else return this.#fail('There is no such escape: \\" \\\\ \\/ \\b \\f \\n \\r \\t \\uXXXX are.', at);
    }
    this.#at = at + 1;
    return true;
  }

  #number(): boolean {
    const length = matchLength(numberLiteral, this.#text, this.#at);
    const likeLength = matchLength(numberLike, this.#text, this.#at);
    if (length === 0 || length < likeLength) {
      return this.#fail('This number is not written as JSON has it: no leading zero or plus, digits around the point.');
    }
    this.#at += length;
    return true;
  }

  #space(): void {
    for (;;) {
      const unit = this.#text.charCodeAt(this.#at);
      if (unit !== 0x20 && unit !== 0x0a && unit !== 0x0d && unit !== 0x09) return;
      this.#at += 1;
    }
  }

  #found(): string {
    const point = this.#text.codePointAt(this.#at);
    return point === undefined ? 'the end of the text' : `“${printable(String.fromCodePoint(point))}”`;
  }

  #fail(message: string, offset = this.#at): false {
    this.message = message;
    this.offset = offset;
    return false;
  }
}

/** `test` makes no array, which a list of 100,000 numbers would feel. */
function matchLength(sticky: RegExp, text: string, at: number): number {
  sticky.lastIndex = at;
  return sticky.test(text) ? sticky.lastIndex - at : 0;
}

function placed(text: string, problem: { readonly message: string; readonly offset: number }): JsonError {
  let line = 1;
  let lineStart = 0;
  for (const match of text.slice(0, problem.offset).matchAll(/\r\n|\n|\r/g)) {
    line += 1;
    lineStart = match.index + match[0].length;
  }
  return { message: problem.message, offset: problem.offset, line, column: problem.offset - lineStart + 1 };
}
