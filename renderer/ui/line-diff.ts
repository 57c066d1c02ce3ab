import { formatJson } from './editor/format-json.ts';

/** One line of a difference. `number` is the line of the live text; new lines have none. */
export interface DiffLine {
  readonly kind: 'same' | 'live' | 'draft';
  readonly number: number | undefined;
  readonly text: string;
}

/** Cells of the table below: 4 million numbers of 2 bytes are 8 MB, and take some 20 ms. */
const largestTable = 4_000_000;

/**
 * What turns the live text into the draft, line by line (longest common subsequence). JSON is formatted on both sides
 * first, so that a draft written over several lines can be held against metadata sent in one. Texts of thousands of
 * changed lines are shown as all old, then all new.
 */
export function diffLines(live: string, draft: string): DiffLine[] {
  return diffTextLines(formatted(live), formatted(draft));
}

/** The same of any two texts as they are: the first is `live`, the second `draft`. */
export function diffTextLines(live: string, draft: string): DiffLine[] {
  const [before, after] = [live.split('\n'), draft.split('\n')];
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start += 1;
  let tail = 0;
  while (
    tail < before.length - start &&
    tail < after.length - start &&
    before[before.length - 1 - tail] === after[after.length - 1 - tail]
  ) {
    tail += 1;
  }
  const same = (text: string, index: number): DiffLine => ({ kind: 'same', number: index + 1, text });
  return [
    ...before.slice(0, start).map(same),
    ...diffMiddle(before.slice(start, before.length - tail), after.slice(start, after.length - tail), start),
    ...before.slice(before.length - tail).map((text, index) => same(text, before.length - tail + index)),
  ];
}

function diffMiddle(before: readonly string[], after: readonly string[], offset: number): DiffLine[] {
  const width = after.length + 1;
  const lines: DiffLine[] = [];
  const fits = (before.length + 1) * width <= largestTable;
  // common[i, j]: how many lines before[i…] and after[j…] have in common, in order.
  const common = new Uint16Array(fits ? (before.length + 1) * width : 0);
  const at = (i: number, j: number): number => common[i * width + j] ?? 0;
  for (let i = before.length - 1; fits && i >= 0; i -= 1) {
    for (let j = after.length - 1; j >= 0; j -= 1) {
      common[i * width + j] = before[i] === after[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  let [i, j] = [0, 0];
  while (i < before.length || j < after.length) {
    const [old, fresh] = [before[i], after[j]];
    if (fits && old !== undefined && old === fresh) {
      lines.push({ kind: 'same', number: offset + i + 1, text: old });
      i += 1;
      j += 1;
    } else if (old !== undefined && (fresh === undefined || at(i + 1, j) >= at(i, j + 1))) {
      lines.push({ kind: 'live', number: offset + i + 1, text: old });
      i += 1;
    } else {
      lines.push({ kind: 'draft', number: undefined, text: fresh ?? '' });
      j += 1;
    }
  }
  return lines;
}

/** Lines of a difference as they are shown: what is the same far from any change is only counted. */
export type ShownLine = DiffLine | { readonly kind: 'skip'; readonly count: number };

/** @param context Lines of the same text that stay around each change. */
export function foldSame(lines: readonly DiffLine[], context = 3): ShownLine[] {
  const near = new Set<number>();
  lines.forEach((line, index) => {
    if (line.kind === 'same') return;
    for (let other = index - context; other <= index + context; other += 1) near.add(other);
  });
  const shown: ShownLine[] = [];
  let skipped = 0;
  const flush = (end: number): void => {
    // A line that says "2 lines" instead of two lines saves nothing.
    if (skipped <= context) shown.push(...lines.slice(end - skipped, end));
    else shown.push({ kind: 'skip', count: skipped });
    skipped = 0;
  };
  lines.forEach((line, index) => {
    if (near.has(index)) {
      flush(index);
      shown.push(line);
    } else skipped += 1;
  });
  flush(lines.length);
  return shown;
}

function formatted(text: string): string {
  return formatJson(text) ?? text;
}
