import type { JsonDocument, TreeNode } from '../codecs/index.ts';

/** A value that is not the same in both documents. */
export interface JsonChange {
  /** `$.user.tags[2]`, as in the tree. */
  readonly path: string;
  /** The value as it stands in its text; undefined where there is none at that path. */
  readonly before: string | undefined;
  readonly after: string | undefined;
}

export interface JsonDiff {
  /** In the order of the documents. */
  readonly changes: readonly JsonChange[];
  /** Changes beyond `maximum`. */
  readonly left: number;
}

interface Pair {
  readonly before: TreeNode | undefined;
  readonly after: TreeNode | undefined;
}

/**
 * What turns one JSON text into another, value by value: members by their keys (of a key that comes twice the last, as
 * JSON.parse has it), elements by their index.
 *
 * Not microdiff: it works on parsed values, so that 9007199254740993 and …992 are the same, misses a member named
 * `constructor` (it asks `in`, which looks up the prototype), and calls itself for each level. A loop with a stack of
 * our own: payloads of strangers are 10,000 levels deep.
 */
export function diffJson(before: JsonDocument, after: JsonDocument, maximum: number): JsonDiff {
  const changes: JsonChange[] = [];
  let left = 0;
  const waiting: Pair[] = [{ before: before.root, after: after.root }];
  for (let pair = waiting.pop(); pair !== undefined; pair = waiting.pop()) {
    const { before: old, after: fresh } = pair;
    if (old !== undefined && fresh !== undefined) {
      if (old.kind === fresh.kind && (old.kind === 'object' || old.kind === 'array')) {
        const olds = before.children(old.id);
        const freshes = after.children(fresh.id);
        const pairs = old.kind === 'array' ? byIndex(olds, freshes) : byKey(olds, freshes);
        for (const next of pairs.reverse()) waiting.push(next);
        continue;
      }
      if (old.kind === fresh.kind && isSame(before, old, after, fresh)) continue;
    }
    if (changes.length >= maximum) {
      left += 1;
      continue;
    }
    changes.push({
      path: old === undefined ? after.path(fresh?.id ?? 0) : before.path(old.id),
      before: old === undefined ? undefined : before.raw(old.id),
      after: fresh === undefined ? undefined : after.raw(fresh.id),
    });
  }
  return { changes, left };
}

/** Strings by what they mean, whatever escapes they are written with; numbers by their digits, or by their value. */
function isSame(before: JsonDocument, old: TreeNode, after: JsonDocument, fresh: TreeNode): boolean {
  const [oldRaw, freshRaw] = [before.raw(old.id), after.raw(fresh.id)];
  if (oldRaw === freshRaw) return true;
  if (old.kind === 'string') return before.value(old.id) === after.value(fresh.id);
  if (old.kind !== 'number') return false;
  // 1.0 and 1e0 are 1; beyond 15 digits a double may not tell two numbers apart.
  const isExact = (raw: string): boolean => raw.replace(/[eE].*$|\D/g, '').length <= 15;
  return isExact(oldRaw) && isExact(freshRaw) && Number(oldRaw) === Number(freshRaw);
}

function byIndex(olds: readonly TreeNode[], freshes: readonly TreeNode[]): Pair[] {
  const count = Math.max(olds.length, freshes.length);
  return Array.from({ length: count }, (_, index) => ({ before: olds[index], after: freshes[index] }));
}

function byKey(olds: readonly TreeNode[], freshes: readonly TreeNode[]): Pair[] {
  const keyed = (nodes: readonly TreeNode[]): Map<string, TreeNode> =>
    new Map(nodes.map((node) => [node.key ?? '', node]));
  const [old, fresh] = [keyed(olds), keyed(freshes)];
  const pairs: Pair[] = [...old].map(([key, node]) => ({ before: node, after: fresh.get(key) }));
  for (const [key, node] of fresh) if (!old.has(key)) pairs.push({ before: undefined, after: node });
  return pairs;
}
