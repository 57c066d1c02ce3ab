/** What a value of a tree is. The first seven are JSON's; the rest only MessagePack and CBOR have. */
export const treeKinds = [
  'object',
  'array',
  'string',
  'number',
  'true',
  'false',
  'null',
  'bytes',
  /** MessagePack's extension types, a type and bytes. */
  'extension',
  /** A CBOR tag: one value within. */
  'tag',
  'undefined',
  /** CBOR's simple values that have no name. */
  'simple',
] as const;
export type TreeKind = (typeof treeKinds)[number];

/** One value of a document, for a row of a tree. */
export interface TreeNode {
  /** Names it in its document; the root is 0. */
  readonly id: number;
  readonly kind: TreeKind;
  /** Of a member of an object: decoded, not made printable. A key that is no text stands as its notation. */
  readonly key: string | undefined;
  readonly isTextKey: boolean;
  /** Of an element of an array. */
  readonly index: number | undefined;
  /** Members or elements; 1 for a tag. */
  readonly count: number;
}

/** A payload read as values within values, whatever it is written in. Values are read when they are asked for. */
export interface TreeDocument {
  /** How many values there are, keys that are values included. */
  readonly size: number;
  readonly root: TreeNode;
  /** Children `first` … `first + count - 1` of a node, as far as there are any. */
  children(id: number, first?: number, count?: number): readonly TreeNode[];
  /** A leaf as it is written: JSON's text, or CBOR's diagnostic notation. */
  raw(id: number): string;
  /** What is copied: of a string its text, of anything else its notation. */
  value(id: number): string;
  /** Such as `$.user.tags[2]` or `$["odd key"]`; `$` is the root. */
  path(id: number): string;
  /** On many lines. */
  pretty(): string;
}

/** `.key` or `["odd key"]`, as a step of a path. */
export function keyStep(key: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
}
