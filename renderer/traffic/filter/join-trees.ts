import type { FilterTree } from '../protocol/index.ts';

/** Trees joined, without needless levels: `(a and b) and c` has three parts, one part needs no `and`. */

export function andTree(parts: readonly FilterTree[]): FilterTree {
  return joined('and', parts);
}

export function orTree(parts: readonly FilterTree[]): FilterTree {
  return joined('or', parts);
}

/** `not not a` is `a`. */
export function notTree(part: FilterTree): FilterTree {
  return part.type === 'not' ? part.part : { type: 'not', part };
}

function joined(type: 'and' | 'or', parts: readonly FilterTree[]): FilterTree {
  const flat = parts.flatMap((part) => (part.type === type ? part.parts : [part]));
  const [only] = flat;
  return only !== undefined && flat.length === 1 ? only : { type, parts: flat };
}

/** Levels of a tree; a test alone is 1. Trees come from parse-filter.ts or through the protocol, both bounded. */
export function depthOf(tree: FilterTree): number {
  switch (tree.type) {
    case 'and':
    case 'or':
      return 1 + tree.parts.reduce((deepest, part) => Math.max(deepest, depthOf(part)), 0);
    case 'not':
      return 1 + depthOf(tree.part);
    default:
      return 1;
  }
}
