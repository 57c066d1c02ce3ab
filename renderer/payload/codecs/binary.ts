import type { BinaryError, HeadReader } from './binary-parse.ts';
import { parseBinary } from './binary-parse.ts';
import type { TreeDocument, TreeKind, TreeNode } from './tree.ts';
import { keyStep } from './tree.ts';
import type { TreeNodes } from './tree-nodes.ts';
import { isKey, nowhere } from './tree-nodes.ts';

/** How a format is read beyond the heads of its values. */
export interface BinaryFormat {
  readonly readHead: HeadReader;
  /** The text of a string that ends before `end`; bytes that are no UTF-8 are U+FFFD. */
  text(bytes: Uint8Array, at: number, end: number): string;
  /** Any other leaf in diagnostic notation (RFC 8949, 8); of a tag, what stands before its value. */
  notation(bytes: Uint8Array, at: number, end: number, kind: TreeKind): string;
}

export type BinaryResult =
  /** `trailing`: bytes behind the value. */
  | { readonly ok: true; readonly document: BinaryDocument; readonly trailing: number }
  /** `document`: what could be read before the error. `too-many`: more values than were wanted. */
  | ({
      readonly ok: false;
      readonly reason: 'malformed' | 'too-many';
      readonly document: BinaryDocument | undefined;
    } & BinaryError);

/** Reads the first value of the bytes, if it holds no more than `maximum`; never throws. */
export function readBinary(bytes: Uint8Array, format: BinaryFormat, maximum?: number): BinaryResult {
  const { nodes, end, error, isCut } = parseBinary(bytes, format.readHead, maximum);
  const document = nodes.size === 0 ? undefined : new BinaryDocument(bytes, nodes, format);
  if (error !== undefined) return { ok: false, reason: isCut ? 'too-many' : 'malformed', document, ...error };
  if (document === undefined) return { ok: false, reason: 'malformed', document, message: 'There are no bytes.', offset: 0 };
  return { ok: true, document, trailing: bytes.length - end };
}

/** Deeper levels are indented no further, as in JsonDocument. */
const indentedLevels = 64;

/**
 * MessagePack or CBOR with its structure. Nothing is turned into JavaScript's values: integers keep all their digits,
 * a key that comes twice comes twice, and any value may be a key.
 */
export class BinaryDocument implements TreeDocument {
  readonly bytes: Uint8Array;
  readonly #nodes: TreeNodes;
  readonly #format: BinaryFormat;

  constructor(bytes: Uint8Array, nodes: TreeNodes, format: BinaryFormat) {
    this.bytes = bytes;
    this.#nodes = nodes;
    this.#format = format;
  }

  get size(): number {
    return this.#nodes.size;
  }

  get root(): TreeNode {
    return this.#node(0, undefined);
  }

  children(id: number, first = 0, count = Infinity): readonly TreeNode[] {
    const nodes = this.#nodes;
    const isArray = nodes.kind(id) === 'array';
    const isMap = nodes.kind(id) === 'object';
    const children: TreeNode[] = [];
    let child = id + 1;
    for (let index = 0; index < nodes.count(id) && index < first + count; index += 1) {
      if (isMap) child = nodes.next(child);
      if (index >= first) children.push(this.#node(child, isArray ? index : undefined));
      child = nodes.next(child);
    }
    return children;
  }

  raw(id: number): string {
    const kind = this.#nodes.kind(id);
    return kind === 'string' ? JSON.stringify(this.#text(id)) : this.#notation(id, kind);
  }

  value(id: number): string {
    return this.#nodes.kind(id) === 'string' ? this.#text(id) : this.#write(id, undefined);
  }

  path(id: number): string {
    const steps: string[] = [];
    const nodes = this.#nodes;
    for (let at = id; nodes.parent(at) !== nowhere; at = nodes.parent(at)) {
      const parent = nodes.parent(at);
      if (nodes.kind(parent) === 'array') steps.push(`[${this.#indexOf(at)}]`);
      if (nodes.kind(parent) !== 'object') continue;
      const key = nodes.key(at);
      steps.push(nodes.kind(key) === 'string' ? keyStep(this.#text(key)) : `[${this.#write(key, undefined)}]`);
    }
    return `$${steps.reverse().join('')}`;
  }

  pretty(): string {
    return this.#write(0, 2);
  }

  /** Byte offsets of a value, its head included. */
  range(id: number): { readonly start: number; readonly end: number } {
    return { start: this.#nodes.start(id), end: this.#nodes.end(id) };
  }

  /** Calls back for each string, keys too, until that says false. */
  everyString(test: (text: string) => boolean): boolean {
    for (let id = 0; id < this.size; id += 1) {
      if (this.#nodes.kind(id) === 'string' && !test(this.#text(id))) return false;
    }
    return true;
  }

  /** Whether all keys of all maps are strings or integers. */
  get hasPlainKeys(): boolean {
    for (let id = 0; id < this.size; id += 1) {
      if (this.#nodes.key(id) !== isKey) continue;
      const kind = this.#nodes.kind(id);
      if (kind !== 'string' && !(kind === 'number' && /^-?\d+$/.test(this.raw(id)))) return false;
    }
    return true;
  }

  #node(id: number, index: number | undefined): TreeNode {
    const nodes = this.#nodes;
    const keyNode = nodes.key(id);
    const isTextKey = keyNode < 0 || nodes.kind(keyNode) === 'string';
    const key = keyNode < 0 ? undefined : isTextKey ? this.#text(keyNode) : this.#write(keyNode, undefined);
    return { id, kind: nodes.kind(id), key, isTextKey, index, count: nodes.count(id) };
  }

  #text(id: number): string {
    return this.#format.text(this.bytes, this.#nodes.start(id), this.#nodes.end(id));
  }

  #notation(id: number, kind: TreeKind): string {
    return this.#format.notation(this.bytes, this.#nodes.start(id), this.#nodes.end(id), kind);
  }

  #indexOf(id: number): number {
    let index = 0;
    for (let at = this.#nodes.parent(id) + 1; at !== id; at = this.#nodes.next(at)) index += 1;
    return index;
  }

  /** Diagnostic notation of a value and all in it; where all of it is JSON's, that is JSON. */
  #write(from: number, indent: number | undefined): string {
    const nodes = this.#nodes;
    const parts: string[] = [];
    const open: number[] = [];
    const end = nodes.next(from);
    const breakLine = (): void => {
      if (indent !== undefined) parts.push('\n', ' '.repeat(indent * Math.min(open.length, indentedLevels)));
    };
    const closeUntil = (id: number): void => {
      for (let last = open.at(-1); last !== undefined && nodes.next(last) <= id; last = open.at(-1)) {
        open.pop();
        if (nodes.kind(last) === 'tag') parts.push(')');
        else {
          breakLine();
          parts.push(nodes.kind(last) === 'object' ? '}' : ']');
        }
      }
    };
    for (let id = from; id < end; id += 1) {
      closeUntil(id);
      const parent = open.at(-1);
      if (parent !== undefined && nodes.kind(parent) !== 'tag') {
        const isValue = nodes.key(id) >= 0;
        if (isValue) parts.push(': ');
        else {
          if (id !== parent + 1) parts.push(indent === undefined ? ', ' : ',');
          breakLine();
        }
      }
      const kind = nodes.kind(id);
      if (kind !== 'object' && kind !== 'array' && kind !== 'tag') parts.push(this.raw(id));
      else if (kind === 'tag') parts.push(`${this.#notation(id, kind)}(`);
      else parts.push(kind === 'object' ? '{' : '[');
      if (nodes.next(id) > id + 1) open.push(id);
      else if (kind === 'object' || kind === 'array') parts.push(kind === 'object' ? '}' : ']');
      else if (kind === 'tag') parts.push(')');
    }
    closeUntil(end);
    return parts.join('');
  }
}
