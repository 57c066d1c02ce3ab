import { parseJsonNodes } from './json-parse.ts';
import type { JsonError } from './json-parse.ts';
import { keyStep } from './tree.ts';
import type { TreeDocument, TreeNode } from './tree.ts';
import { nowhere } from './tree-nodes.ts';
import type { TreeNodes } from './tree-nodes.ts';

export type { JsonError } from './json-parse.ts';

export type JsonResult =
  | { readonly ok: true; readonly document: JsonDocument }
  | ({ readonly ok: false; readonly reason: 'not-json' } & JsonError);

/** Reads a JSON text of any depth. */
export function parseJson(text: string): JsonResult {
  const parsed = parseJsonNodes(text);
  if (!parsed.ok) return { ok: false, reason: 'not-json', ...parsed.error };
  return { ok: true, document: new JsonDocument(text, parsed.nodes) };
}

/** Deeper levels are indented no further: 10,000 of them would take 200 MB of spaces. */
const indentedLevels = 64;

/**
 * A JSON text with its structure. Values are those of the text: numbers keep their digits (JSON.parse makes
 * 9007199254740993 end in 2), members their order, and a key that comes twice comes twice.
 */
export class JsonDocument implements TreeDocument {
  readonly text: string;
  readonly #nodes: TreeNodes;

  constructor(text: string, nodes: TreeNodes) {
    this.text = text;
    this.#nodes = nodes;
  }

  /** How many values there are. */
  get size(): number {
    return this.#nodes.size;
  }

  get root(): TreeNode {
    return this.#node(0, undefined);
  }

  /** Children `first` … `first + count - 1` of a node, as far as there are any. */
  children(id: number, first = 0, count = Infinity): readonly TreeNode[] {
    const nodes = this.#nodes;
    const isArray = nodes.kind(id) === 'array';
    const children: TreeNode[] = [];
    let child = id + 1;
    for (let index = 0; index < nodes.count(id) && index < first + count; index += 1) {
      if (index >= first) children.push(this.#node(child, isArray ? index : undefined));
      child = nodes.next(child);
    }
    return children;
  }

  /** The value as it stands in the text. */
  raw(id: number): string {
    return this.text.slice(this.#nodes.start(id), this.#nodes.end(id));
  }

  /** The value of a string, with its escapes resolved; of anything else, as it stands in the text. */
  value(id: number): string {
    return this.#nodes.kind(id) === 'string' ? unquoted(this.raw(id)) : this.raw(id);
  }

  /** Where the value stands: UTF-16 offsets. */
  range(id: number): { readonly start: number; readonly end: number } {
    return { start: this.#nodes.start(id), end: this.#nodes.end(id) };
  }

  /** JSON path such as `$.user.tags[2]` or `$["odd key"]`; `$` is the root. */
  path(id: number): string {
    return `$${this.steps(id).map((step) => (typeof step === 'number' ? `[${step}]` : keyStep(step))).join('')}`;
  }

  /** Keys and indices from the root to a value. */
  steps(id: number): readonly (string | number)[] {
    const steps: (string | number)[] = [];
    for (let at = id; this.#nodes.parent(at) !== nowhere; at = this.#nodes.parent(at)) {
      steps.push(this.#key(at) ?? this.#indexOf(at));
    }
    return steps.reverse();
  }

  /** On many lines, `indent` spaces a level. */
  pretty(indent = 2): string {
    return this.#write(indent);
  }

  /** On one line, without any space. */
  compact(): string {
    return this.#write(undefined);
  }

  #node(id: number, index: number | undefined): TreeNode {
    const key = this.#key(id);
    return { id, kind: this.#nodes.kind(id), key, isTextKey: true, index, count: this.#nodes.count(id) };
  }

  #key(id: number): string | undefined {
    const literal = this.#keyLiteral(id);
    return literal === undefined ? undefined : unquoted(literal);
  }

  #keyLiteral(id: number): string | undefined {
    const start = this.#nodes.key(id);
    if (start === nowhere) return undefined;
    let end = start + 1;
    while (this.text.charCodeAt(end) !== 0x22) end += this.text.charCodeAt(end) === 0x5c ? 2 : 1;
    return this.text.slice(start, end + 1);
  }

  #indexOf(id: number): number {
    let index = 0;
    for (let at = this.#nodes.parent(id) + 1; at !== id; at = this.#nodes.next(at)) index += 1;
    return index;
  }

  /** Nodes come in the order of the text, so one pass with a stack of open containers writes them all. */
  #write(indent: number | undefined): string {
    const nodes = this.#nodes;
    const parts: string[] = [];
    const open: number[] = [];
    const breakLine = (): void => {
      if (indent !== undefined) parts.push('\n', ' '.repeat(indent * Math.min(open.length, indentedLevels)));
    };
    const closeUntil = (id: number): void => {
      for (let last = open.at(-1); last !== undefined && nodes.next(last) <= id; last = open.at(-1)) {
        open.pop();
        breakLine();
        parts.push(nodes.kind(last) === 'object' ? '}' : ']');
      }
    };
    for (let id = 0; id < nodes.size; id += 1) {
      closeUntil(id);
      const parent = nodes.parent(id);
      if (parent !== nowhere) {
        if (id !== parent + 1) parts.push(',');
        breakLine();
      }
      const key = this.#keyLiteral(id);
      if (key !== undefined) parts.push(key, indent === undefined ? ':' : ': ');
      const isContainer = nodes.kind(id) === 'object' || nodes.kind(id) === 'array';
      if (!isContainer || nodes.count(id) === 0) {
        parts.push(isContainer ? (nodes.kind(id) === 'object' ? '{}' : '[]') : this.raw(id));
        continue;
      }
      parts.push(nodes.kind(id) === 'object' ? '{' : '[');
      open.push(id);
    }
    closeUntil(nodes.size);
    return parts.join('');
  }
}

/** The parser has checked the literal, so this cannot throw; a string is not deep. */
function unquoted(literal: string): string {
  const value: unknown = JSON.parse(literal);
  return typeof value === 'string' ? value : '';
}
