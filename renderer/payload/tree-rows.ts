import { formatCount } from '../ui/format.ts';
import { affordableStart } from './text-slices.ts';
import { tagMeaning, type TreeDocument, type TreeNode } from './codecs/index.ts';

/** One visible line of a tree. */
export interface TreeRow {
  readonly node: TreeNode;
  /** 0 for the root. */
  readonly depth: number;
  /** Something with values in it. */
  readonly isOpenable: boolean;
  readonly isOpen: boolean;
  /** Not 0: the line stands for so many more values of `node`, which are shown on request. */
  readonly more: number;
}

/** How many values of a node are shown at first, and more at each request: lines are made at once for all of them. */
export const pageSize = 2_000;

/** Which nodes are open, and how many of their values are shown. */
export type OpenNodes = ReadonlyMap<number, number>;

/** The lines of a tree of which the nodes in `open` are open, from top to bottom. */
export function treeRows(document: TreeDocument, open: OpenNodes): readonly TreeRow[] {
  const rows: TreeRow[] = [];
  const waiting: { node: TreeNode; depth: number; more: number }[] = [{ node: document.root, depth: 0, more: 0 }];
  // A stack of our own: a document may be deeper than calls can be.
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { node, depth, more } = next;
    const shown = more > 0 ? undefined : open.get(node.id);
    rows.push({ node, depth, isOpenable: more === 0 && node.count > 0, isOpen: shown !== undefined, more });
    if (shown === undefined) continue;
    if (shown < node.count) waiting.push({ node, depth: depth + 1, more: node.count - shown });
    for (const child of [...document.children(node.id, 0, shown)].reverse()) {
      waiting.push({ node: child, depth: depth + 1, more: 0 });
    }
  }
  return rows;
}

/** What is open at first: level by level, as long as the tree stays within about `lines` lines. */
export function firstOpen(document: TreeDocument, lines: number): OpenNodes {
  const open = new Map<number, number>();
  let level: readonly TreeNode[] = [document.root];
  let shown = 1;
  while (level.length > 0) {
    const below: TreeNode[] = [];
    for (const node of level) {
      if (node.count === 0 || shown + node.count > lines) continue;
      open.set(node.id, pageSize);
      shown += node.count;
      below.push(...document.children(node.id));
    }
    level = below;
  }
  // A long list is what one wants to see, even where it alone is more than that; and so it is in a mere wrapper.
  const [only, another] = document.children(document.root.id, 0, 2);
  if (only !== undefined) open.set(document.root.id, pageSize);
  if (only !== undefined && another === undefined && only.count > 0) open.set(only.id, pageSize);
  return open;
}

/** Letters of ASCII that take as long to lay out as one value of some dozen on a screen may. */
export const valueBudget = 1_000;

/** What stands in the line of a value: the value, or what a closed container holds. */
export function valueText(document: TreeDocument, node: TreeNode, longest: number): { text: string; rest: number } {
  if (node.kind === 'object')
    return { text: node.count === 1 ? 'object, 1 key' : `object, ${formatCount(node.count)} keys`, rest: 0 };
  if (node.kind === 'array') return { text: `array, ${formatCount(node.count)}`, rest: 0 };
  const raw = document.raw(node.id);
  if (node.kind === 'tag') {
    const meaning = tagMeaning(document, node);
    return { text: meaning === '' ? `tag ${raw}` : `tag ${raw}: ${meaning}`, rest: 0 };
  }
  const text = affordableStart(raw, valueBudget, longest);
  return { text, rest: raw.length - text.length };
}
