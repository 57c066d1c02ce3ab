import { parseJson } from '../../payload/codecs/index.ts';
import type { JsonDocument, TreeNode } from '../../payload/codecs/index.ts';
import { changeMembers, membersOf, splice } from './json-members.ts';
import type { NewMember, Splice } from './json-members.ts';
import type { Merge, MergeChange } from './merge.ts';

type Node = TreeNode | undefined;

/** The same place in the three documents. */
interface Place {
  readonly base: Node;
  readonly live: Node;
  readonly draft: Node;
  /** The object of the draft that it belongs to, and its key as live, else base, writes it. */
  readonly owner: number | undefined;
  readonly literal: string;
}

interface Found extends Place {
  readonly change: MergeChange;
}

interface Three {
  readonly base: JsonDocument;
  readonly live: JsonDocument;
  readonly draft: JsonDocument;
}

/**
 * What changed live under a draft, place by place; undefined where one of the three is not JSON.
 *
 * Places are followed by key through objects, and by index through arrays that have the same length in all three: of
 * any other array nobody knows which element is which, so it is one change as a whole, as is an object in which a key
 * comes twice. Values are compared by their tokens: 1.0 is not 1, white space does not count.
 */
export function mergeJson(draft: string, base: string, live: string): Merge | undefined {
  const [drafted, based, lived] = [parseJson(draft), parseJson(base), parseJson(live)];
  if (!drafted.ok || !based.ok || !lived.ok) return undefined;
  const three: Three = { base: based.document, live: lived.document, draft: drafted.document };
  const found = findChanges(three);
  return {
    kind: 'json',
    changes: found.map(({ change }) => change),
    take: (ids) => take(three, found.filter(({ change }) => ids.has(change.id))),
  };
}

/** A loop with a stack of our own: metadata of strangers may be 10,000 levels deep. */
function findChanges(three: Three): readonly Found[] {
  const found: Found[] = [];
  const { base, live, draft } = three;
  const waiting: Place[] = [
    { base: base.root, live: live.root, draft: draft.root, owner: undefined, literal: '' },
  ];
  for (let place = waiting.pop(); place !== undefined; place = waiting.pop()) {
    const inner = placesWithin(three, place);
    if (inner !== undefined) {
      for (const next of inner.reverse()) waiting.push(next);
      continue;
    }
    if (isSame(base, place.base, live, place.live) || isSame(live, place.live, draft, place.draft)) continue;
    const [doc, node] = place.live !== undefined ? [live, place.live] : [base, place.base];
    if (node === undefined) continue;
    const path = doc.path(node.id);
    found.push({
      ...place,
      change: {
        id: path,
        path,
        before: place.base && base.raw(place.base.id),
        after: place.live && live.raw(place.live.id),
        mine: place.draft && draft.raw(place.draft.id),
        isMine: !isSame(base, place.base, draft, place.draft),
      },
    });
  }
  return found;
}

/** The places in a place, where they can be told apart one by one. */
function placesWithin(three: Three, { base, live, draft }: Place): Place[] | undefined {
  if (base === undefined || live === undefined || draft === undefined) return undefined;
  if (base.kind !== live.kind || live.kind !== draft.kind) return undefined;
  if (three.base.raw(base.id) === three.live.raw(live.id)) return [];
  if (live.kind === 'object') return byKey(three, base, live, draft);
  if (live.kind !== 'array' || base.count !== live.count || live.count !== draft.count) return undefined;
  const [bases, drafts] = [three.base.children(base.id), three.draft.children(draft.id)];
  return three.live.children(live.id).map((node, index) => ({
    base: bases[index],
    live: node,
    draft: drafts[index],
    owner: undefined,
    literal: '',
  }));
}

function byKey(three: Three, base: TreeNode, live: TreeNode, draft: TreeNode): Place[] | undefined {
  const [bases, lives, drafts] = [keyed(three.base, base), keyed(three.live, live), keyed(three.draft, draft)];
  if (bases === undefined || lives === undefined || drafts === undefined) return undefined;
  return [...new Set([...lives.keys(), ...bases.keys()])].map((key) => {
    const written = lives.get(key) ?? bases.get(key);
    return {
      base: bases.get(key)?.node,
      live: lives.get(key)?.node,
      draft: drafts.get(key)?.node,
      owner: draft.id,
      literal: written?.literal ?? '',
    };
  });
}

type Keyed = ReadonlyMap<string, { readonly node: TreeNode; readonly literal: string }>;

/** Undefined where a key comes twice. */
function keyed(document: JsonDocument, node: TreeNode): Keyed | undefined {
  const members = membersOf(document, node.id);
  const byKeys = new Map(members.map((member) => [member.node.key ?? '', member]));
  return byKeys.size === members.length ? byKeys : undefined;
}

function isSame(one: JsonDocument, a: Node, other: JsonDocument, b: Node): boolean {
  if (a === undefined || b === undefined) return a === b;
  const [raw, otherRaw] = [one.raw(a.id), other.raw(b.id)];
  return raw === otherRaw || (a.kind === b.kind && isContainer(a) && compact(raw) === compact(otherRaw));
}

function isContainer({ kind }: TreeNode): boolean {
  return kind === 'object' || kind === 'array';
}

function compact(raw: string): string {
  const json = parseJson(raw);
  return json.ok ? json.document.compact() : raw;
}

function take(three: Three, found: readonly Found[]): string {
  const { live, draft } = three;
  const splices: Splice[] = [];
  const owners = new Map<number, { removed: Set<number>; added: NewMember[] }>();
  const ownerOf = (id: number): { removed: Set<number>; added: NewMember[] } => {
    const known = owners.get(id) ?? { removed: new Set<number>(), added: [] };
    owners.set(id, known);
    return known;
  };
  for (const one of found) {
    if (one.draft?.id === draft.root.id) return live.text;
    if (one.draft !== undefined && one.live !== undefined) {
      const { start, end } = draft.range(one.draft.id);
      splices.push({ from: start, to: end, text: live.raw(one.live.id) });
    } else if (one.owner !== undefined) {
      if (one.draft !== undefined) ownerOf(one.owner).removed.add(one.draft.id);
      else if (one.live !== undefined)
        ownerOf(one.owner).added.push({ literal: one.literal, value: live.raw(one.live.id) });
    }
  }
  for (const [id, { removed, added }] of owners) splices.push(...changeMembers(draft, id, removed, added));
  return splice(draft.text, splices);
}
