import { exitCodes } from './exit-codes.ts';
import type { HeadlessPlan } from './plan.ts';
import type { RunEnd } from './run-end.ts';
import type { Summary } from './summary.ts';

/** What a person is told on standard error at the end of a run. Pure. */
export function closingWords(plan: HeadlessPlan, { summary, words }: RunEnd): readonly string[] {
  if (summary === undefined) return words;
  const head = plan.kind === 'live' ? liveWords(summary) : captureWords(summary);
  return head === undefined ? words : [head, ...words];
}

function liveWords({ recorded, in: received, out, file, seconds, completeness, matched, exitCode }: Summary): string | undefined {
  if (completeness === null) return undefined;
  const where = file === null ? 'Written' : 'Recorded';
  const rows = `${where} ${count(recorded, 'row')} (${received} received, ${out} sent) in ${seconds.toFixed(1)} s`;
  const to = file === null ? '' : ` to ${file}`;
  const also = matched === null ? '' : ` ${count(matched, 'row')} matched.`;
  // A run that ended as soon as something came has not waited for the counts.
  const isSure = completeness.verdict === 'agree' && exitCode === exitCodes.agreed && matched === null;
  const agree = isSure ? ' The browser counts agree.' : '';
  return `${rows}${to}.${agree}${also}`;
}

function captureWords({ recorded, capture, file, matched }: Summary): string {
  const to = file === null ? '' : `, exported to ${file}`;
  const also = matched === null ? '' : ` ${count(matched, 'row')} as expected.`;
  return `${count(recorded, 'row')} of ${capture ?? 'the capture'}${to}.${also}`;
}

function count(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? '' : 's'}`;
}
