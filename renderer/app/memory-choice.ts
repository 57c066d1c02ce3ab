import { memoryBudgetsMiB, type MemoryBudgetMiB } from '../../electron/contract/domain.ts';
import type { LogStatus } from '../traffic/protocol/index.ts';
import { countOf, formatCount, formatTime } from '../ui/format.ts';

const mebibyte = 1_048_576;

/** `Memory 38 of 256 MiB`. */
export function memoryWords({ heldBytes, budgetBytes }: LogStatus): string {
  return `Memory ${mebibytes(heldBytes)} of ${formatCount(Math.round(budgetBytes / mebibyte))} MiB`;
}

/** One size that the logs of all rooms may have together. */
export interface MemoryChoice {
  readonly mebibytes: MemoryBudgetMiB;
  readonly words: string;
  readonly isCurrent: boolean;
}

export function memoryChoices(status: LogStatus): readonly MemoryChoice[] {
  return memoryBudgetsMiB.map((budgetMiB) => ({
    mebibytes: budgetMiB,
    words: `${formatCount(budgetMiB)} MiB`,
    isCurrent: budgetMiB * mebibyte === status.budgetBytes,
  }));
}

/** What a smaller budget would cost now; undefined where it costs nothing. */
export function memoryWarning(budgetMiB: MemoryBudgetMiB, { heldBytes }: LogStatus): string | undefined {
  const spare = heldBytes - budgetMiB * mebibyte;
  if (spare <= 0) return undefined;
  const share = Math.max(1, Math.min(100, Math.ceil((100 * spare) / heldBytes)));
  return (
    `The rows of all open rooms take ${mebibytes(heldBytes)} MiB: the oldest go at once, about ${share} % of what is ` +
    'held. They cannot be had back.'
  );
}

/** How far back this room's rows reach, and what went. */
export function memorySentence({ oldestMs, evicted, held }: LogStatus): string {
  const reach =
    oldestMs === undefined ? 'No row is held.' : `${countOf(held, 'row')} here, back to ${formatTime(oldestMs)}.`;
  return evicted === 0 ? `${reach} None had to go so far.` : `${reach} ${countOf(evicted, 'older row')} had to go.`;
}

function mebibytes(bytes: number): string {
  return formatCount(Math.ceil(bytes / mebibyte));
}
