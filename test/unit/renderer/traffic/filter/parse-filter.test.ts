import { describe, expect, it } from 'vitest';
import { parseFilter } from '../../../../../renderer/traffic/filter/parse-filter.ts';
import { filterDepthMaximum, filterTree } from '../../../../../renderer/traffic/protocol/index.ts';
import type { FilterTree } from '../../../../../renderer/traffic/protocol/index.ts';
import { and, has, json, noon, not, or, pick, seeded, test, utcClock, words } from './filter-fixtures.ts';

const phrase = (text: string): FilterTree =>
  or(test('from', 'contains', text), test('topic', 'contains', text), test('text', 'contains', text));
const at = (hour: number, minute = 0, second = 0): number =>
  noon + ((hour - 12) * 3_600 + minute * 60 + second) * 1_000;

const trees: readonly (readonly [text: string, tree: FilterTree | undefined])[] = [
  ['', undefined],
  [' \n ', undefined],
  // The issue's own examples.
  ['kind = lossy and topic ~ "^cur"', and(test('kind', '==', 'lossy'), test('topic', '~', '^cur'))],
  ['from == "agent-7f2"', test('from', '==', 'agent-7f2')],
  ['size > 1300', test('size', '>', 1300)],
  ['json.user.id == 7', json(['user', 'id'], '==', 7)],
  ['text contains "order"', test('text', 'contains', 'order')],
  ['flag == duplicate', test('flag', '==', 'duplicate')],
  ['event == metadata', test('event', '==', 'metadata')],
  ['not topic = "telemetry" and size > 32', and(not(test('topic', '==', 'telemetry')), test('size', '>', 32))],
  // Spellings.
  ['topic = a && sid = b || ! seq', or(and(test('topic', '==', 'a'), test('sid', '==', 'b')), not(has('seq')))],
  ['NOT a AND b OR c', or(and(not(words('a')), words('b')), words('c'))],
  ['topic!=chat', test('topic', '!=', 'chat')],
  ["topic=='chat'", test('topic', '==', 'chat')],
  ['FLAG', words('FLAG')],
  ['case == CHATMESSAGE', test('case', '==', 'chatMessage')],
  ['kind == data-track', test('kind', '==', 'track')],
  ['dir == in', test('dir', '==', 'in')],
  ['dir in (in, out)', { type: 'in', field: 'dir', values: ['in', 'out'] }],
  // Order and grouping.
  ['a or b and c or d', or(words('a'), and(words('b'), words('c')), words('d'))],
  ['(a or b) and c', and(or(words('a'), words('b')), words('c'))],
  ['(a and b) and c', and(words('a'), words('b'), words('c'))],
  ['not not a', words('a')],
  ['not (a or b)', not(or(words('a'), words('b')))],
  // Words.
  ['lossy hello and topic == x', and(words('lossy hello'), test('topic', '==', 'x'))],
  ['not hello world', not(words('hello world'))],
  ["it's 14:02:09 a.b/c#1", words("it's 14:02:09 a.b/c#1")],
  ['"order"', words('order')],
  ['"order placed"', phrase('order placed')],
  ['now "order placed" later', and(words('now later'), phrase('order placed'))],
  // A field alone asks whether there is one; among words, or in quotes, it is a word.
  ['topic', has('topic')],
  ['"topic"', words('topic')],
  ['error from server', words('error from server')],
  ['not marked', not(has('marked'))],
  ['marked == false', not(has('marked'))],
  ['marked != false', has('marked')],
  ['json', { type: 'has', field: 'json', path: [] }],
  ['json.user', { type: 'has', field: 'json', path: ['user'] }],
  // Lists.
  ['topic in ("chat", cursor)', { type: 'in', field: 'topic', values: ['chat', 'cursor'] }],
  ['seq not in (1, 2_000)', not({ type: 'in', field: 'seq', values: [1, 2000] })],
  ['topic not contains x', not(test('topic', 'contains', 'x'))],
  // Numbers.
  ['size >= 15kB', test('size', '>=', 15_000)],
  ['size >= "15 KiB"', test('size', '>=', 15_360)],
  ['payload < 1.3k', test('payload', '<', 1_300)],
  ['row == 1_300', test('row', '==', 1_300)],
  ['from == 007', test('from', '==', '007')],
  // JSON.
  ['json.items[0]["a b"].ok == true', json(['items', 0, 'a b', 'ok'], '==', true)],
  ['json.x == null', json(['x'], '==', null)],
  ['json.x == "7"', json(['x'], '==', '7')],
  ['json.x == -2.5e3', json(['x'], '==', -2_500)],
  ['json.x == open', json(['x'], '==', 'open')],
  ['json.x in (1, "1", false)', { type: 'in', field: 'json', path: ['x'], values: [1, '1', false] }],
  ['json.0 == 1', json(['0'], '==', 1)],
  ['json[0] ~ 7', json([0], '~', '7')],
  // Times: of today, in local time; `==` is all of what was written.
  ['time > 14:02:09', test('time', '>', at(14, 2, 9))],
  ['time > 14:02:09.118', test('time', '>', at(14, 2, 9) + 118)],
  ['time < "2026-11-23 01:00"', test('time', '<', at(1) - 86_400_000)],
  ['time < 2026-11-24T01:00:00Z', test('time', '<', at(1))],
  ['time < 2026-11-24T01:00:00+01:00', test('time', '<', at(0))],
  ['time >= 2026-11-24', test('time', '>=', at(0))],
  ['time == 14:02', and(test('time', '>=', at(14, 2)), test('time', '<', at(14, 3)))],
  ['time != 14:02:09', not(and(test('time', '>=', at(14, 2, 9)), test('time', '<', at(14, 2, 10))))],
  [
    'time in (14:02, 15:00)',
    or(
      and(test('time', '>=', at(14, 2)), test('time', '<', at(14, 3))),
      and(test('time', '>=', at(15)), test('time', '<', at(15, 1))),
    ),
  ],
  ['time == 1795521729118.5', test('time', '==', 1_795_521_729_118.5)],
  // Quotes and escapes.
  ['topic == "a\\"b\\n\\u0041\\x41\\u{1F4A5}"', test('topic', '==', 'a"b\nAA💥')],
  ['topic == "C:\\data"', test('topic', '==', 'C:\\data')],
  ['topic ~ "\\bcur\\d+"', test('topic', '~', '\\bcur\\d+')],
  ['topic ~ "\\u0041\\""', test('topic', '~', '\\x{0041}"')],
  ['topic == ""', test('topic', '==', '')],
];

const chat = 'Example: topic == "chat"';
const list = 'Example: topic in ("chat", "cursor")';
const errors: readonly (readonly [text: string, from: number, to: number, message: string, hint?: string])[] = [
  // Unknown fields and words.
  ['foo == 3', 0, 3, 'There is no field “foo”.', 'Did you mean “from”?'],
  ['a and sender == x', 6, 12, 'There is no field “sender”.', 'Did you mean “from”?'],
  ['Topic == x', 0, 5, 'There is no field “Topic”.', 'Did you mean “topic”?'],
  ['constructor == x', 0, 11, 'There is no field “constructor”.', 'To find it as text, put all of it into quotes.'],
  [
    'user.id == 7',
    0,
    7,
    'There is no field “user.id”.',
    'Values of a JSON payload begin with “json”: json.user.id == 7',
  ],
  ['"x" == 3', 0, 3, 'A field must stand here, not text in quotes.', chat],
  ['kind == lossi', 8, 13, '“kind” is never “lossi”.', 'Did you mean “lossy”?'],
  ['dir == up', 7, 9, '“dir” is never “up”.', 'It is one of: in, out'],
  ['flag in (late, dup)', 15, 18, '“flag” is never “dup”.', 'Did you mean “duplicate”?'],
  [
    'topic:chat',
    0,
    10,
    '“topic:chat” is no test: “:” compares nothing.',
    `${chat}. To find it as text, put it into quotes.`,
  ],
  // Wrong types and operators.
  ['size > "a"', 7, 10, '“size” is a number, and “a” is none.', 'Example: size > 1300'],
  ['seq > 1kB', 6, 9, '“seq” is a number, and “1kB” is none.', 'Example: seq >= 900_000'],
  ['size ~ 3', 5, 6, '“size” is a number: it takes no “~”.', 'Example: size > 1300'],
  ['kind > 3', 5, 6, '“kind” is one of a few words: it takes no “>”.', 'Example: kind == reliable'],
  ['topic < 3', 6, 7, '“topic” is text: it takes no “<”.', chat],
  [
    'payload contains x',
    8,
    16,
    '“payload” is a number: it takes no “contains”.',
    'The payload’s text is the field “text”: text contains "order"',
  ],
  ['marked == 3', 10, 11, 'The field “marked” stands alone.', 'Example: marked'],
  ['marked > 3', 7, 8, 'The field “marked” stands alone.', 'Example: marked'],
  ['time > 25:00', 7, 12, '“25:00” is no time.', 'Examples: time > 14:02:09, time > "2026-11-24 14:02:09.118"'],
  [
    'time > 2026-02-30',
    7,
    17,
    '“2026-02-30” is no time.',
    'Examples: time > 14:02:09, time > "2026-11-24 14:02:09.118"',
  ],
  // Something is missing.
  ['size > ', 5, 6, 'A number is missing after “>”.', 'Example: size > 1300'],
  ['topic =', 6, 7, 'A text is missing after “=”.', chat],
  ['topic ~ and b', 6, 7, 'A pattern is missing after “~”.', 'Example: topic ~ "^cur"'],
  ['text contains', 5, 13, 'A text is missing after “contains”.', 'Example: text contains "order"'],
  ['kind !=', 5, 7, 'A word is missing after “!=”.', 'Example: kind == lossy'],
  ['json.a ==', 7, 9, 'A value is missing after “==”.', 'Example: json.user.id == 7'],
  ['time >', 5, 6, 'A time is missing after “>”.', 'Example: time > 14:02:09'],
  ['a and', 2, 5, 'A test is missing after “and”.', 'Example: lossy and topic == "chat"'],
  ['a or or b', 2, 4, 'A test is missing after “or”.', 'Example: lossy and topic == "chat"'],
  ['not', 0, 3, 'A test is missing after “not”.', 'Example: lossy and topic == "chat"'],
  ['and a', 0, 3, 'A test is missing before “and”.', 'Example: lossy or topic == "chat"'],
  ['== 3', 0, 2, 'A field is missing before “==”.', chat],
  ['hello topic == x', 6, 11, '“and” or “or” is missing before “topic”.', 'Example: order and topic == "chat"'],
  [
    'topic == my topic',
    12,
    17,
    '“and” or “or” is missing before “topic”.',
    'A text of several words goes into quotes: topic == "my topic"',
  ],
  ['(a) (b)', 4, 5, '“and” or “or” is missing before “(”.'],
  ['seq > 1 < 3', 8, 9, '“<” needs a field before it.', 'Example: size > 100 and size < 1300'],
  // Quotes, parentheses, lists.
  ['topic == "abc', 9, 13, 'The closing quote is missing.', 'A quote within the text is written \\"'],
  ['"abc\\"', 0, 6, 'The closing quote is missing.', 'A quote within the text is written \\"'],
  ['a ""', 2, 4, 'There is nothing in the quotes.', 'Example: "order"'],
  ['((a)', 0, 1, 'This “(” is not closed: a “)” is missing.'],
  ['a b)', 3, 4, 'There is no “(” before this “)”.'],
  ['a and ()', 6, 8, 'There is nothing in the parentheses.'],
  ['size in 3', 5, 7, 'A list in parentheses is missing after “in”.', list],
  ['size in ()', 8, 9, 'The list is empty.', list],
  ['size in (1,)', 10, 11, 'A value is missing after “,”.', list],
  ['size in (1 2)', 11, 12, 'A “,” is missing before “2”.', list],
  ['size in (1, 2', 8, 9, 'The list is not closed: a “)” is missing.', list],
  ['a, b', 1, 2, 'A “,” stands between the values of a list only.', 'Text with such a sign goes into quotes.'],
  ['size > 1,300', 8, 9, 'A “,” stands between the values of a list only.', 'A number is written 1300 or 1_300.'],
  ['a & b', 2, 3, 'A single “&” means nothing.', 'Write && for and.'],
  ['topic == [a]', 9, 10, '“[” cannot stand here.', 'Text with such a sign goes into quotes.'],
  // JSON paths.
  ['json.a.', 6, 7, 'A key is missing after “.”.', 'Example: json.items[0]["a b"]'],
  ['json.a[x] == 1', 6, 9, '“x” is no index.', 'Example: json.items[0]["a b"]'],
  ['json["a', 4, 7, 'The “[” is not closed.', 'Example: json.items[0]["a b"]'],
  // Patterns.
  [
    'topic ~ "(a"',
    8,
    12,
    'The pattern is not right: missing closing ) in “(a”.',
    'To find these characters themselves, use contains.',
  ],
  [
    'topic ~ "a(?=b)"',
    8,
    16,
    'Patterns have no lookahead and no lookbehind, such as “(?=”.',
    'They are RE2’s, so that none can take long. Combine two tests with “and” instead.',
  ],
  [
    'topic ~ "(a)\\1"',
    8,
    15,
    'Patterns have no backreferences, such as “\\1”.',
    'They are RE2’s, so that none can take long.',
  ],
];

describe('parseFilter', () => {
  it.each(trees)('%s', (text, tree) => {
    expect(parseFilter(text, utcClock)).toEqual({ tree, diagnostics: [] });
    if (tree !== undefined) expect(filterTree.parse(tree)).toEqual(tree);
  });

  const refused = errors.map(([text, from, to, message, hint]) => ({ text, from, to, message, hint }));
  it.each(refused)('$text is refused', ({ text, from, to, message, hint }) => {
    const diagnostic = hint === undefined ? { from, to, message } : { from, to, message, hint };
    expect(parseFilter(text, utcClock)).toEqual({ tree: undefined, diagnostics: [diagnostic] });
  });

  it('says all that is wrong with what the grammar takes', () => {
    const { diagnostics } = parseFilter('foo == 3 and size > a', utcClock);
    expect(diagnostics.map(({ from, message }) => [from, message])).toEqual([
      [0, 'There is no field “foo”.'],
      [20, '“size” is a number, and “a” is none.'],
    ]);
  });

  it('refuses what is too deep, too wide or too long, with a sentence', () => {
    const deep = (levels: number): string => `${'not (a and '.repeat(levels)}b${')'.repeat(levels)}`;
    expect(parseFilter(deep(24), utcClock).diagnostics).toEqual([]);
    for (const text of [deep(26), deep(600), '('.repeat(9_000), 'not '.repeat(2_400) + 'a']) {
      const [problem] = parseFilter(text, utcClock).diagnostics;
      expect(problem?.message).toMatch(/deeper than 50 levels/);
    }
    expect(filterDepthMaximum).toBe(50);
    expect(parseFilter(Array(1_500).fill('a').join(' or '), utcClock).diagnostics[0]?.message).toBe(
      'More than 1,000 tests stand side by side.',
    );
    expect(parseFilter('a'.repeat(10_001), utcClock).diagnostics).toEqual([
      { from: 10_000, to: 10_001, message: 'A filter has at most 10,000 characters.' },
    ]);
  });

  it('takes any text: a tree or a diagnostic within it, and soon', () => {
    const random = seeded(5);
    const pieces: readonly string[] = [
      ...trees.map(([text]) => text),
      ...errors.map(([text]) => text),
      ...['(', ')', '"', "'", '\\', '[', ']', ',', '.', '=', '!', '<', '~', '&', '|', ' and ', ' or ', ' not ', ' in '],
      ...[' contains ', 'json', 'json.', '\u0000', '\u202e', '\ud800', '💥', '\n', '{', '}'],
      ...['^', '(?=', '(a+)+$', '{1000}'],
    ];
    let slowest = 0;
    for (let round = 0; round < 20_000; round += 1) {
      let text = '';
      for (let count = Math.floor(random() * 8); count >= 0; count -= 1) {
        const piece = pick<string>(random, ['', ...pieces]);
        const from = random() < 0.3 ? Math.floor(random() * piece.length) : 0;
        text += piece.slice(from, random() < 0.3 ? from + Math.floor(random() * piece.length) : undefined);
      }
      const startedAt = performance.now();
      const { tree, diagnostics } = parseFilter(text, utcClock);
      slowest = Math.max(slowest, performance.now() - startedAt);
      if (tree !== undefined) expect(filterTree.safeParse(tree).success, text).toBe(true);
      else if (text.trim() !== '') expect(diagnostics.length, text).toBeGreaterThan(0);
      for (const { from, to, message } of diagnostics) {
        expect(from >= 0 && from <= to && to <= text.length, text).toBe(true);
        // The sentence of last resort: the scan over the tokens must know all that the grammar refuses.
        expect(message, text).not.toBe('This cannot stand here.');
      }
    }
    expect(slowest).toBeLessThan(1_000);
  });
});
