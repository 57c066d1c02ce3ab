import { expect, test } from 'vitest';
import { z } from 'zod';
import { describeBadInput, hasFieldWords } from '../../../electron/bad-input.ts';
import { requestInputs } from '../../../electron/contract/requests.ts';

const schema = z.object({
  room: z.string().min(1).max(5),
  emptyTimeoutS: z.number().int().min(0).max(4_000_000).optional(),
  kind: z.enum(['reliable', 'lossy']),
  destinationIdentities: z.array(z.string().min(1)).max(3).optional(),
  attributes: z.record(z.string().max(3), z.string().max(3)).optional(),
  zzz: z.string().optional(),
});

test.each([
  [{ room: '', kind: 'lossy' }, 'The room name is empty.'],
  [{ room: 'too long', kind: 'lossy' }, 'The room name is too long: the most is 5 characters.'],
  [{ kind: 'lossy' }, 'The room name is missing.'],
  [{ room: 7, kind: 'lossy' }, 'The room name is not text.'],
  [{ room: 'a', kind: 'other' }, 'The kind is none of “reliable”, “lossy”.'],
  [{ room: 'a', kind: 'lossy', emptyTimeoutS: 1.5 }, 'The time until it closes when nobody came is not a whole number.'],
  [
    { room: 'a', kind: 'lossy', emptyTimeoutS: -1 },
    'The time until it closes when nobody came is too small: the least is 0.',
  ],
  [
    { room: 'a', kind: 'lossy', emptyTimeoutS: 5_000_000 },
    'The time until it closes when nobody came is too large: the most is 4,000,000.',
  ],
  [{ room: 'a', kind: 'lossy', destinationIdentities: ['x', ''] }, 'A recipient is empty.'],
  [
    { room: 'a', kind: 'lossy', destinationIdentities: ['1', '2', '3', '4'] },
    'The list of recipients is too large: the most is 3.',
  ],
  [
    { room: 'a', kind: 'lossy', attributes: { '\u202e': 'long' } },
    'An attribute is too long: the most is 3 characters.',
  ],
  [
    { room: 'a', kind: 'lossy', attributes: { long: '' } },
    'An attribute has a name that is too long: the most is 3 characters.',
  ],
  [{ room: 'a', kind: 'lossy', zzz: 1 }, 'A part of the request is not text.'],
])('%j', (input, sentence) => {
  const parsed = schema.safeParse(input);
  expect(describeBadInput(parsed.error?.issues ?? [])).toBe(`${sentence} Nothing was done; correct it and try again.`);
});

test('the fields of every request have words that people know', () => {
  const names = new Set<string>();
  const collect = (node: unknown): void => {
    if (Array.isArray(node)) return node.forEach(collect);
    if (typeof node !== 'object' || node === null) return;
    for (const [key, value] of Object.entries(node)) {
      if (key === 'properties' && typeof value === 'object' && value !== null) {
        for (const name of Object.keys(value)) names.add(name);
      }
      collect(value);
    }
  };
  for (const [name, input] of Object.entries(requestInputs)) {
    // What the session page reports, nobody types.
    if (!name.startsWith('report')) collect(z.toJSONSchema(input, { unrepresentable: 'any' }));
  }
  expect(names.size).toBeGreaterThan(20);
  expect([...names].filter((name) => !hasFieldWords(name))).toEqual([]);
});

test('never repeats a value: one of them may be a secret', () => {
  const parsed = z.object({ secret: z.string().max(3) }).safeParse({ secret: 'hunter2' });
  expect(describeBadInput(parsed.error?.issues ?? [])).not.toContain('hunter2');
});

test('the request itself', () => {
  const parsed = z.object({}).safeParse('x');
  expect(describeBadInput(parsed.error?.issues ?? [])).toContain('The request is not what was expected');
});
