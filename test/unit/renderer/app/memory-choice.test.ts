import { describe, expect, test } from 'vitest';
import { memoryChoices, memorySentence, memoryWarning, memoryWords } from '../../../../renderer/app/memory-choice.ts';
import type { LogStatus } from '../../../../renderer/traffic/protocol/index.ts';
import { formatTime } from '../../../../renderer/ui/format.ts';

const mebibyte = 1_048_576;
const none = { reliable: 0, lossy: 0, other: 0 };

function status(given: Partial<LogStatus> = {}): LogStatus {
  return {
    type: 'status',
    total: 10,
    held: 10,
    shown: 10,
    unfiltered: 0,
    received: none,
    sent: none,
    heldBytes: 100 * mebibyte,
    budgetBytes: 256 * mebibyte,
    evicted: 0,
    perSecond: 0,
    flagged: 0,
    marked: 0,
    oldestMs: 1_000,
    ...given,
  };
}

describe('the memory budget', () => {
  test('is told in MiB', () => {
    expect(memoryWords(status({ heldBytes: 38 * mebibyte - 1 }))).toBe('Memory 38 of 256 MiB');
    expect(memoryChoices(status()).map(({ words }) => words).join(', ')).toBe(
      '64 MiB, 128 MiB, 256 MiB, 512 MiB, 1,024 MiB, 2,048 MiB',
    );
    expect(memoryChoices(status()).filter(({ isCurrent }) => isCurrent)).toMatchObject([{ mebibytes: 256 }]);
  });

  test('warns where less of it would cost rows', () => {
    expect(memoryWarning(128, status())).toBeUndefined();
    expect(memoryWarning(64, status())).toMatch(/take 100 MiB: the oldest go at once, about 36 % of what is held/);
  });

  test('says how far back the rows reach, and what went', () => {
    expect(memorySentence(status())).toBe(`10 rows here, back to ${formatTime(1_000)}. None had to go so far.`);
    expect(memorySentence(status({ evicted: 1 }))).toMatch(/1 older row had to go\.$/);
    expect(memorySentence(status({ held: 0, oldestMs: undefined }))).toBe('No row is held. None had to go so far.');
  });
});
