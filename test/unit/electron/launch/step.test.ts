import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { refused } from '../../../../electron/contract/result.ts';
import { StepPrinter, duration } from '../../../../electron/launch/step.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function printerTo(lines: string[], isTTY: boolean): StepPrinter {
  return new StepPrinter({ sink: { write: (text) => lines.push(text), isTTY, columns: 60 } });
}

describe('StepPrinter', () => {
  it('says nothing of what is over at once', async () => {
    const lines: string[] = [];
    expect(await printerTo(lines, false).run('quick', () => Promise.resolve(7))).toBe(7);
    expect(lines).toEqual([]);
  });

  it('writes a line at the start, one each ten seconds and one at the end, into a log', async () => {
    const lines: string[] = [];
    const running = printerTo(lines, false).run('building', async (progress) => {
      progress('3 of 9');
      await vi.advanceTimersByTimeAsync(23_000);
    });
    await running;
    expect(lines).toEqual([
      '▸ building …\n',
      expect.stringMatching(/^ {2}building: 1\d s, 3 of 9\n$/),
      expect.stringMatching(/^ {2}building: 2\d s, 3 of 9\n$/),
      '✓ building · 23 s\n',
    ]);
  });

  it('redraws one line in a terminal, no longer than it is wide', async () => {
    const lines: string[] = [];
    await printerTo(lines, true).run('building', async (progress) => {
      progress('x'.repeat(200));
      await vi.advanceTimersByTimeAsync(3_000);
    });
    expect(lines.length).toBeGreaterThan(5);
    for (const line of lines.slice(0, -1)) expect(line.length).toBeLessThanOrEqual(64);
    expect(lines.at(-1)).toBe('\r\u001B[K✓ building · 3.0 s\n');
  });

  it('shows a failure as one and passes it on', async () => {
    const lines: string[] = [];
    const running = printerTo(lines, false).run('building', async () => {
      await vi.advanceTimersByTimeAsync(1_000);
      throw new Error('broken');
    });
    await expect(running).rejects.toThrow('broken');
    expect(lines.at(-1)).toBe('✗ building · 1.0 s\n');
  });
});

describe('StepPrinter with a Result', () => {
  it('shows a refusal as a failure', async () => {
    const lines: string[] = [];
    const result = await printerTo(lines, false).run('fetching', async () => {
      await vi.advanceTimersByTimeAsync(1_000);
      return refused('no-network', 'No network.');
    });
    expect(result.ok).toBe(false);
    expect(lines.at(-1)).toBe('✗ fetching · 1.0 s\n');
  });
});

describe('duration', () => {
  it('is as exact as it needs to be', () => {
    expect([80, 1_240, 12_400, 59_400, 75_000].map(duration)).toEqual(['0.1 s', '1.2 s', '12 s', '59 s', '1 min 15 s']);
  });
});
