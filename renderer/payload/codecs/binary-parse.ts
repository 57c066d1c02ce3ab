import { isKey, nowhere, TreeNodes } from './tree-nodes.ts';
import type { TreeKind } from './tree.ts';

/** Where bytes stop being what they are read as, and why. */
export interface BinaryError {
  /** A sentence without the place. */
  readonly message: string;
  /** Of the value that is at fault, from 0. */
  readonly offset: number;
}

/** What the first bytes of a value say; one object is filled again for each value. */
export interface Head {
  kind: TreeKind | 'break';
  /** Behind the head, and behind the content of what holds no values. */
  end: number;
  /** Values within, of a map its keys too; `Infinity`: until a break. */
  items: number;
}

/** Fills `head` from the value at `at`, which is within the bytes; a sentence where there is none. */
export type HeadReader = (bytes: Uint8Array, at: number, head: Head) => string | undefined;

export interface BinaryParse {
  readonly nodes: TreeNodes;
  /** Behind the last byte that was read. */
  readonly end: number;
  /** Undefined: the first value is whole. */
  readonly error: BinaryError | undefined;
  /** It ends early since there are more values than were wanted. */
  readonly isCut: boolean;
}

/**
 * Reads the first value of the bytes into nodes; with an error, as far as it goes.
 *
 * A loop with the open containers as its stack, so that depth costs nothing. Each value takes a byte at least and
 * nothing is set aside for those that are announced, so a length costs nothing either. `maximum`: of values, keys too.
 */
export function parseBinary(bytes: Uint8Array, readHead: HeadReader, maximum = Infinity): BinaryParse {
  const nodes = new TreeNodes();
  const head: Head = { kind: 'null', end: 0, items: 0 };
  /** What is still to come in each open container, the innermost last. */
  const left: number[] = [];
  let open = nowhere;
  /** The key that waits for its value. */
  let key = nowhere;
  let at = 0;
  const stop = (message: string, isCut = false): BinaryParse => {
    for (let node = open; node !== nowhere; node = nodes.parent(node)) nodes.close(node, at);
    return { nodes, end: at, error: { message, offset: at }, isCut };
  };
  do {
    if (at >= bytes.length) return stop(missingText(open === nowhere ? undefined : nodes.kind(open), left.at(-1) ?? 1));
    if (nodes.size >= maximum) return stop(`There are more than ${count(maximum)} values.`, true);
    const problem = readHead(bytes, at, head);
    if (problem !== undefined) return stop(problem);
    if (head.kind === 'break') {
      if (left.at(-1) !== Infinity) return stop('A break stands where no container of open length is.');
      if (key !== nowhere) return stop('A break stands where the value of a key belongs.');
      left[left.length - 1] = 0;
      at = head.end;
    } else {
      const inMap = open !== nowhere && nodes.kind(open) === 'object';
      const isForKey = inMap && key === nowhere;
      const node = nodes.open(head.kind, at, open, isForKey ? isKey : inMap ? key : nowhere);
      key = isForKey ? node : nowhere;
      if (left.length > 0) left[left.length - 1] = (left.at(-1) ?? 1) - 1;
      at = head.end;
      if (head.items > 0) {
        left.push(head.items);
        open = node;
        // Its own members begin with a key of their own; the key that it is the value of is done with.
        key = nowhere;
      } else nodes.close(node, at);
    }
    while (open !== nowhere && left.at(-1) === 0) {
      left.pop();
      nodes.close(open, at);
      // A container that was a key is followed by its value.
      key = nodes.key(open) === isKey ? open : nowhere;
      open = nodes.parent(open);
    }
  } while (open !== nowhere);
  return { nodes, end: at, error: undefined, isCut: false };
}

const words: Partial<Record<TreeKind, string>> = { object: 'map', array: 'array', tag: 'tag' };

function missingText(kind: TreeKind | undefined, left: number): string {
  if (kind === undefined) return 'There are no bytes.';
  const what = `The bytes end within ${kind === 'array' ? 'an' : 'a'} ${words[kind] ?? kind}`;
  if (left === Infinity) return `${what} that no break has closed.`;
  const missing = kind === 'object' ? Math.ceil(left / 2) : left;
  // Beyond that a number has not all its digits.
  if (left > Number.MAX_SAFE_INTEGER) {
    return `${what}: far more ${kind === 'object' ? 'pairs' : 'values'} are announced than there are bytes.`;
  }
  return `${what}: ${count(missing)} ${kind === 'object' ? 'pair' : 'value'}${missing === 1 ? ' is' : 's are'} missing.`;
}

/** Grouped in threes, as the views write numbers. */
export function count(value: number | bigint): string {
  return value.toLocaleString('en-US');
}

/** The sentence about content that is longer than the bytes that are there. */
export function tooLongText(what: string, length: number | bigint, left: number): string {
  return `The ${what} says that it is ${count(length)} B long, and ${count(left)} B are left.`;
}
