import { visibleParts } from './codecs/printable.ts';

/** A stretch of text as it is, or of marks that stand one behind the other. */
export interface VisibleRun {
  readonly text: string;
  /** What the marks stand for, in a few words; undefined for text as it is. */
  readonly title: string | undefined;
}

/** Line breaks and tabs are what they are in a text of several lines. */
const asTheyAre: Readonly<Record<string, string>> = { '⟨U+000A⟩': '\n', '⟨U+0009⟩': '\t' };
/** Of marks in a row, how many kinds are named. */
const kindsNamed = 3;

/**
 * A text of several lines in runs: marks that follow each other are one run, as an element for each of 20,000 control
 * characters would block the window for seconds.
 */
export function visibleRuns(text: string): readonly VisibleRun[] {
  const runs: VisibleRun[] = [];
  let texts: string[] = [];
  let marks: string[] = [];
  const flush = (): void => {
    if (texts.length > 0) {
      runs.push({ text: texts.join(''), title: marks.length === 0 ? undefined : marksTitle(marks) });
    }
    texts = [];
    marks = [];
  };
  for (const part of visibleParts(text)) {
    const plain = part.mark === undefined ? part.text : asTheyAre[part.text];
    const isMark = plain === undefined;
    if (isMark !== marks.length > 0) flush();
    texts.push(plain ?? part.text);
    if (isMark) marks.push(part.mark ?? part.text);
  }
  flush();
  return runs;
}

/** `U+202E right-to-left override`, `3 × U+000B`, `2 × U+000B, U+0000 null`. */
function marksTitle(marks: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const mark of marks) counts.set(mark, (counts.get(mark) ?? 0) + 1);
  const named = [...counts].slice(0, kindsNamed).map(([mark, count]) => (count === 1 ? mark : `${count} × ${mark}`));
  const left = counts.size - named.length;
  return left === 0 ? named.join(', ') : `${named.join(', ')} and ${left} more kinds`;
}
