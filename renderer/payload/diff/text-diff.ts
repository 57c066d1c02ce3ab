import { countOf } from '../../ui/format.ts';
import { affordableStart } from '../text-slices.ts';
import { diffTextLines, foldSame } from '../../ui/line-diff.ts';

/** One line of a comparison of texts, as it is shown. */
export interface TextDiffLine {
  readonly kind: 'same' | 'before' | 'after' | 'skip';
  readonly number: number | undefined;
  /** Cut to what can be laid out quickly, around what differs; `hidden` UTF-16 units are not shown. */
  readonly text: string;
  readonly hidden: number;
}

/** More is not seen at once. */
const lineMaximum = 300;
/** Letters of ASCII that take as long to lay out as one of some dozen lines on a screen may. */
const lineBudget = 1_500;
/** Of a long line, what stands before the difference. */
const contextLength = 30;

/** Two texts line by line; what is the same far from any change is only counted. */
export function diffTexts(before: string, after: string): readonly TextDiffLine[] {
  const lines = foldSame(diffTextLines(before, after));
  return lines.map((line, index): TextDiffLine => {
    if (line.kind === 'skip') {
      return { kind: 'skip', number: undefined, text: `${countOf(line.count, 'line')} the same`, hidden: 0 };
    }
    const kind = line.kind === 'same' ? 'same' : line.kind === 'live' ? 'before' : 'after';
    const other = lines[kind === 'before' ? index + 1 : index - 1];
    const isPair = other !== undefined && other.kind !== 'skip' && other.kind !== 'same' && other.kind !== line.kind;
    const from = isPair ? firstDifference(line.text, other.text) : 0;
    return { kind, number: line.number, ...around(line.text, from) };
  });
}

function firstDifference(one: string, other: string): number {
  let at = 0;
  while (at < one.length && one.charCodeAt(at) === other.charCodeAt(at)) at += 1;
  return at;
}

/** A long line from a little before `from` on. */
function around(text: string, from: number): { readonly text: string; readonly hidden: number } {
  if (affordableStart(text, lineBudget, lineMaximum) === text) return { text, hidden: 0 };
  const start = Math.max(0, from - contextLength);
  const shown = affordableStart(text.slice(start), lineBudget, lineMaximum);
  return { text: `${start > 0 ? '…' : ''}${shown}`, hidden: text.length - shown.length };
}
