import { treeKinds } from './tree.ts';
import type { TreeKind } from './tree.ts';

/** No such node, no such place. */
export const nowhere = -1;
/** In the place of a key: the node is itself the key of the next one, and no member of its own. */
export const isKey = -2;

const columns = 7;
const kindAt = 0;
const startAt = 1;
const endAt = 2;
const parentAt = 3;
/** The node after this one and everything in it: the next sibling, where there is one. */
const nextAt = 4;
const countAt = 5;
/** Where the key stands: JSON has the offset of its literal, MessagePack and CBOR the node that it is. */
const keyAt = 6;

/**
 * The values of a document in the order they stand in it, as numbers in one array: a payload of a megabyte has some
 * hundred thousand, and one 10,000 levels deep must not need 10,000 calls.
 *
 * Node 0 is the root. The first child of a node, if it has one, is the node after it. Places are UTF-16 offsets in a
 * text, byte offsets in bytes.
 */
export class TreeNodes {
  #data = new Int32Array(columns * 64);
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** Adds a value that begins at `start`; `end`, `next` and `count` are set by `close`. */
  open(kind: TreeKind, start: number, parent: number, key: number): number {
    const node = this.#size;
    const at = node * columns;
    if (at + columns > this.#data.length) {
      const grown = new Int32Array(this.#data.length * 2);
      grown.set(this.#data);
      this.#data = grown;
    }
    // Assigned one by one: an array for each node would be most of the time that parsing takes.
    const data = this.#data;
    data[at + kindAt] = treeKinds.indexOf(kind);
    data[at + startAt] = start;
    data[at + endAt] = start;
    data[at + parentAt] = parent;
    data[at + nextAt] = node + 1;
    data[at + countAt] = 0;
    data[at + keyAt] = key;
    this.#size = node + 1;
    if (parent !== nowhere && key !== isKey) this.#set(parent, countAt, this.count(parent) + 1);
    return node;
  }

  /** The value ends at `end`, and with it everything that was added since it was opened. */
  close(node: number, end: number): void {
    this.#set(node, endAt, end);
    this.#set(node, nextAt, this.#size);
  }

  kind(node: number): TreeKind {
    return treeKinds[this.#get(node, kindAt)] ?? 'null';
  }

  start(node: number): number {
    return this.#get(node, startAt);
  }

  end(node: number): number {
    return this.#get(node, endAt);
  }

  parent(node: number): number {
    return this.#get(node, parentAt);
  }

  /** The node behind this one and all it holds; `size` behind the last. */
  next(node: number): number {
    return this.#get(node, nextAt);
  }

  /** Members of an object, elements of an array, 1 for a tag; 0 for the rest. */
  count(node: number): number {
    return this.#get(node, countAt);
  }

  /** Where the key stands; `nowhere` for what is no member of an object, `isKey` for what is a key itself. */
  key(node: number): number {
    return this.#get(node, keyAt);
  }

  #get(node: number, column: number): number {
    return this.#data[node * columns + column] ?? nowhere;
  }

  #set(node: number, column: number, value: number): void {
    this.#data[node * columns + column] = value;
  }
}
