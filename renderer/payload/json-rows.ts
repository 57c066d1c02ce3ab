import { formatCount } from '../ui/format.ts';
import type { JsonDocument, JsonNode } from './codecs/index.ts';

/** One visible line of a JSON tree. */
export interface JsonRow {
  readonly node: JsonNode;
  /** 0 for the root. */
  readonly depth: number;
  /** An object or array with something in it. */
  readonly isOpenable: boolean;
  readonly isOpen: boolean;
}

/** The lines of a tree of which the nodes in `open` are open, from top to bottom. */
export function jsonRows(document: JsonDocument, open: ReadonlySet<number>): readonly JsonRow[] {
  const rows: JsonRow[] = [];
  const waiting: { node: JsonNode; depth: number }[] = [{ node: document.root, depth: 0 }];
  // A stack of our own: a document may be deeper than calls can be.
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { node, depth } = next;
    const isOpen = open.has(node.id);
    rows.push({ node, depth, isOpenable: node.count > 0, isOpen });
    if (!isOpen) continue;
    for (const child of [...document.children(node.id)].reverse()) waiting.push({ node: child, depth: depth + 1 });
  }
  return rows;
}

/** What is open at first: level by level, as long as the tree stays within about `lines` lines. */
export function firstOpen(document: JsonDocument, lines: number): ReadonlySet<number> {
  const open = new Set<number>();
  let level: readonly JsonNode[] = [document.root];
  let shown = 1;
  while (level.length > 0) {
    const below: JsonNode[] = [];
    for (const node of level) {
      if (node.count === 0 || shown + node.count > lines) continue;
      open.add(node.id);
      shown += node.count;
      below.push(...document.children(node.id));
    }
    level = below;
  }
  // A long list is what one wants to see, even where it alone is more than that; and so it is in a mere wrapper.
  const [only, another] = document.children(document.root.id, 0, 2);
  if (only !== undefined) open.add(document.root.id);
  if (only !== undefined && another === undefined && only.count > 0) open.add(only.id);
  return open;
}

/** What stands in the line of a value: the value, or what a closed container holds. */
export function jsonValueText(document: JsonDocument, node: JsonNode, longest: number): { text: string; rest: number } {
  if (node.kind === 'object')
    return { text: node.count === 1 ? 'object, 1 key' : `object, ${formatCount(node.count)} keys`, rest: 0 };
  if (node.kind === 'array') return { text: `array, ${formatCount(node.count)}`, rest: 0 };
  const raw = document.raw(node.id);
  return raw.length <= longest ? { text: raw, rest: 0 } : { text: raw.slice(0, longest), rest: raw.length - longest };
}
