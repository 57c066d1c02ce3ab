import { expect, test } from 'vitest';
import { exitCodeOf } from '../../../../../electron/services/headless/exit-codes.ts';

const well = { problem: undefined, seen: true, expected: 'nothing', verdict: 'agree' } as const;

test('each end has its number', () => {
  expect(exitCodeOf(well)).toBe(0);
  expect(exitCodeOf({ ...well, verdict: 'mismatch' })).toBe(1);
  expect(exitCodeOf({ ...well, problem: 'the disk is full' })).toBe(1);
  expect(exitCodeOf({ ...well, verdict: 'unverified' })).toBe(3);
  expect(exitCodeOf({ ...well, seen: false, verdict: 'unverified' })).toBe(4);
  expect(exitCodeOf({ ...well, expected: 'not-met' })).toBe(5);
});

test('a file that could not be written outweighs all else; a room that never appeared, what was expected of it', () => {
  expect(exitCodeOf({ problem: 'x', seen: false, expected: 'met', verdict: 'agree' })).toBe(1);
  expect(exitCodeOf({ ...well, seen: false, expected: 'not-met' })).toBe(4);
});

test('what was expected decides, not the counts of the moment', () => {
  expect(exitCodeOf({ ...well, expected: 'met', verdict: 'unverified' })).toBe(0);
  expect(exitCodeOf({ ...well, expected: 'not-met', verdict: 'mismatch' })).toBe(5);
});
