import { filterFields, flagNames } from '../../../../../renderer/traffic/protocol/index.ts';
import type {
  FilterField,
  FilterOperator,
  FilterScalar,
  FilterTree,
} from '../../../../../renderer/traffic/protocol/index.ts';
import type { Clock } from '../../../../../renderer/traffic/filter/read-time.ts';

/** 24 November 2026, 12:00, in a zone that is UTC, so that times do not depend on the machine. */
export const noon = Date.UTC(2026, 10, 24, 12);
export const utcClock: Clock = { now: () => noon, localTime: Date.UTC, localDate: () => [2026, 10, 24] };

export const words = (text: string): FilterTree => ({ type: 'words', text });
export const has = (field: FilterField): FilterTree => ({ type: 'has', field });
export const and = (...parts: FilterTree[]): FilterTree => ({ type: 'and', parts });
export const or = (...parts: FilterTree[]): FilterTree => ({ type: 'or', parts });
export const not = (part: FilterTree): FilterTree => ({ type: 'not', part });
export const test = (field: FilterField, operator: FilterOperator, value: FilterScalar): FilterTree => ({
  type: 'compare',
  field,
  operator,
  value,
});
export const json = (path: (string | number)[], operator: FilterOperator, value: FilterScalar): FilterTree => ({
  type: 'compare',
  field: 'json',
  path,
  operator,
  value,
});

/** Numbers from 0 to 1 that are the same in each run (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export function pick<T>(random: () => number, list: readonly [T, ...T[]]): T {
  return list[Math.floor(random() * list.length)] ?? list[0];
}

/** What strangers call themselves, and what breaks a careless printer. */
export const hostileTexts = [
  '',
  'chat',
  '"',
  "it's",
  '\\',
  '\\"',
  'a" or true or "',
  'and',
  'not',
  'in',
  'contains',
  'topic',
  'json.a',
  'from:x',
  'a b',
  '  ',
  'line\nbreak\r\n\t',
  '\u0000\u0007\u001b',
  'zero\u200bwidth',
  'right\u202eleft',
  '\ud800',
  '💥 \u{e0041}',
  '(a)',
  '[1]',
  'x'.repeat(3_000),
  '^cur$',
  '!= 3',
  'ÄÖÜ ß',
  '\u00a0',
  '\u2028',
] as const;

const textFields = (Object.keys(filterFields) as FilterField[]).filter((field) => filterFields[field] === 'text');

/** A tree that parseFilter may make: as it joins and splits them. */
export function randomTree(random: () => number, depth: number): FilterTree {
  if (depth > 0 && random() < 0.6) {
    if (random() < 0.3) {
      const part = randomTree(random, depth - 1);
      return part.type === 'not' ? part : not(part);
    }
    const type = random() < 0.5 ? 'and' : 'or';
    const parts = Array.from({ length: 2 + Math.floor(random() * 3) }, () => randomTree(random, depth - 1));
    return { type, parts: parts.flatMap((part) => (part.type === type ? part.parts : [part])) };
  }
  return randomTest(random);
}

function randomTest(random: () => number): FilterTree {
  const text = pick(random, hostileTexts);
  const field = textFields[Math.floor(random() * textFields.length)] ?? 'topic';
  const path = [text, Math.floor(random() * 9), 'a'].slice(0, Math.floor(random() * 4));
  switch (Math.floor(random() * 9)) {
    case 0:
      return test(field, pick(random, ['==', '!=', 'contains']), text);
    case 1:
      return { type: 'in', field, values: [text, pick(random, hostileTexts)] };
    case 2:
      return has(field);
    case 3:
      return json(path, pick(random, ['==', '!=', '<', '<=', '>', '>=', 'contains']), text);
    case 4:
      return json(path, '==', pick<FilterScalar>(random, [true, false, null, -7.25, 1e21, 0]));
    case 5:
      return test(pick(random, ['size', 'seq', 'row', 'payload']), pick(random, ['==', '<', '>=']), random() * 1e6);
    case 6:
      return test('flag', '==', flagNames[Math.floor(random() * flagNames.length)] ?? 'late');
    case 7:
      return test('time', pick(random, ['<', '>=']), noon + Math.floor(random() * 1e9) / 1e3);
    default:
      return words(text.trim() === '' || /\s/.test(text) ? 'plain words' : text);
  }
}
