import { diffTextLines } from '../../ui/line-diff.ts';
import type { Merge, MergeChange } from './merge.ts';

/** A run of lines, from … to (excluded), of each text, between lines that are the same in all three. */
interface Chunk {
  readonly base: readonly string[];
  readonly live: readonly string[];
  readonly draft: readonly string[];
  /** Line of the draft, from 0. */
  readonly draftFrom: number;
  readonly change: MergeChange | undefined;
}

/** What changed live under a draft, in runs of lines; a text of one line is one run. */
export function mergeLines(draft: string, base: string, live: string): Merge {
  const chunks = chunksOf(draft.split('\n'), base.split('\n'), live.split('\n'));
  const changes = chunks.flatMap(({ change }) => (change === undefined ? [] : [change]));
  const isWhole = chunks.length === 1 && changes.length === 1;
  return {
    kind: isWhole ? 'whole' : 'lines',
    changes: isWhole ? changes.map((change) => ({ ...change, path: 'the whole text' })) : changes,
    take: (ids) =>
      chunks
        .flatMap(({ change, live: theirs, draft: mine }) => (change !== undefined && ids.has(change.id) ? theirs : mine))
        .join('\n'),
  };
}

function chunksOf(draft: readonly string[], base: readonly string[], live: readonly string[]): readonly Chunk[] {
  const inLive = matches(base.join('\n'), live.join('\n'));
  const inDraft = matches(base.join('\n'), draft.join('\n'));
  const chunks: Chunk[] = [];
  let [b, l, d] = [0, 0, 0];
  const close = (baseTo: number, liveTo: number, draftTo: number): void => {
    const parts = { base: base.slice(b, baseTo), live: live.slice(l, liveTo), draft: draft.slice(d, draftTo) };
    if (parts.base.length + parts.live.length + parts.draft.length === 0) return;
    chunks.push({ ...parts, draftFrom: d, change: changeOf(parts, d, chunks.length) });
  };
  for (let at = 0; at < base.length; at += 1) {
    const [liveAt, draftAt] = [inLive.get(at), inDraft.get(at)];
    if (liveAt === undefined || draftAt === undefined) continue;
    close(at, liveAt, draftAt);
    const same = base.slice(at, at + 1);
    chunks.push({ base: same, live: same, draft: same, draftFrom: draftAt, change: undefined });
    [b, l, d] = [at + 1, liveAt + 1, draftAt + 1];
  }
  close(base.length, live.length, draft.length);
  return chunks;
}

function changeOf(
  { base, live, draft }: Pick<Chunk, 'base' | 'live' | 'draft'>,
  draftFrom: number,
  index: number,
): MergeChange | undefined {
  const [before, after, mine] = [base, live, draft].map((lines) => (lines.length === 0 ? undefined : lines.join('\n')));
  if (before === after || after === mine) return undefined;
  const last = draftFrom + draft.length;
  const path =
    draft.length === 0
      ? draftFrom === 0 ? 'before line 1' : `after line ${draftFrom}`
      : draft.length === 1 ? `line ${last}` : `lines ${draftFrom + 1}–${last}`;
  return { id: String(index), path, before, after, mine, isMine: before !== mine };
}

/** Lines of the first text, from 0, that are in the second, and where there. */
function matches(before: string, after: string): ReadonlyMap<number, number> {
  const pairs = new Map<number, number>();
  let at = 0;
  for (const line of diffTextLines(before, after)) {
    if (line.kind === 'same' && line.number !== undefined) pairs.set(line.number - 1, at);
    if (line.kind !== 'live') at += 1;
  }
  return pairs;
}
