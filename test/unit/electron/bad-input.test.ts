import { expect, test } from 'vitest';
import { z } from 'zod';
import { describeBadInput } from '../../../electron/bad-input.ts';

const schema = z.object({
  room: z.string().min(1).max(5),
  emptyTimeoutS: z.number().int().min(0).max(4_000_000).optional(),
  kind: z.enum(['reliable', 'lossy']),
  list: z.array(z.string().min(1)).optional(),
});

test.each([
  [{ room: '', kind: 'lossy' }, '“room” is empty.'],
  [{ room: 'too long', kind: 'lossy' }, '“room” is too long: the most is 5 characters.'],
  [{ kind: 'lossy' }, '“room” is missing.'],
  [{ room: 7, kind: 'lossy' }, '“room” should be of type string.'],
  [{ room: 'a', kind: 'other' }, '“kind” is none of “reliable”, “lossy”.'],
  [{ room: 'a', kind: 'lossy', emptyTimeoutS: -1 }, '“empty timeout s” is too small: the least is 0.'],
  [{ room: 'a', kind: 'lossy', emptyTimeoutS: 5_000_000 }, '“empty timeout s” is too large: the most is 4,000,000.'],
  [{ room: 'a', kind: 'lossy', list: ['x', ''] }, '“list.1” is empty.'],
])('%j', (input, sentence) => {
  const parsed = schema.safeParse(input);
  expect(describeBadInput(parsed.error?.issues ?? [])).toBe(`${sentence} Nothing was done; correct it and try again.`);
});

test('never repeats a value: one of them may be a secret', () => {
  const parsed = z.object({ secret: z.string().max(3) }).safeParse({ secret: 'hunter2' });
  expect(describeBadInput(parsed.error?.issues ?? [])).not.toContain('hunter2');
});

test('the request itself', () => {
  const parsed = z.object({}).safeParse('x');
  expect(describeBadInput(parsed.error?.issues ?? [])).toContain('The request should be of type object');
});
