import { describe, expect, it } from 'vitest';
import { mergeTexts, takenAtFirst, type Merge } from '../../../../../renderer/editing/merge/merge.ts';

const all = (merge: Merge): ReadonlySet<string> => new Set(merge.changes.map((change) => change.id));

describe('mergeTexts of JSON', () => {
  const base = '{"station":"B2","waiting":4,"hand":true}';
  const live = '{"station":"B2","waiting":5,"lang":"de"}';

  it('names each path that changed, and takes or leaves each', () => {
    const draft = '{"station":"B3","waiting":4,"hand":true,"note":"x"}';
    const merge = mergeTexts(draft, base, live);
    expect(merge.kind).toBe('json');
    expect(merge.changes).toEqual([
      { id: '$.waiting', path: '$.waiting', before: '4', after: '5', mine: '4', isMine: false },
      { id: '$.lang', path: '$.lang', before: undefined, after: '"de"', mine: undefined, isMine: false },
      { id: '$.hand', path: '$.hand', before: 'true', after: undefined, mine: 'true', isMine: false },
    ]);
    expect(merge.take(new Set())).toBe(draft);
    expect(merge.take(new Set(['$.waiting']))).toBe('{"station":"B3","waiting":5,"hand":true,"note":"x"}');
    expect(merge.take(new Set(['$.hand', '$.lang']))).toBe('{"station":"B3","waiting":4,"note":"x","lang":"de"}');
  });

  it('leaves at first what the draft changed too', () => {
    const merge = mergeTexts('{"a":2,"b":1}', '{"a":1,"b":1}', '{"a":3,"b":2}');
    expect(merge.changes.map(({ path, isMine }) => [path, isMine])).toEqual([['$.a', true], ['$.b', false]]);
    expect(merge.take(takenAtFirst(merge))).toBe('{"a":2,"b":2}');
    expect(merge.take(all(merge))).toBe('{"a":3,"b":2}');
  });

  it('goes into objects, and into arrays of one length', () => {
    const merge = mergeTexts('{"o":{"x":[1,2]},"n":1}', '{"o":{"x":[1,2]}}', '{"o":{"x":[1,3],"y":0}}');
    expect(merge.changes.map(({ path }) => path)).toEqual(['$.o.x[1]', '$.o.y']);
    expect(merge.take(all(merge))).toBe('{"o":{"x":[1,3],"y":0},"n":1}');
  });

  it('takes an array whose length changed as a whole', () => {
    const merge = mergeTexts('{"l":[0,2],"k":1}', '{"l":[1,2]}', '{"l":[2]}');
    expect(merge.changes).toMatchObject([{ path: '$.l', mine: '[0,2]', isMine: true }]);
  });

  it('keeps the draft byte for byte: digits, escapes, spaces, keys that come twice', () => {
    const draft = '{ "id": 9007199254740993,\n\t"s" : "\\u00e4\\/", "d": {"x":1, "x":2},  "w": 4 }';
    const merge = mergeTexts(draft, '{"w":4}', '{"w":5}');
    expect(merge.take(all(merge))).toBe(draft.replace('"w": 4', '"w": 5'));
  });

  it('takes live values as they are written there', () => {
    const merge = mergeTexts('{"a":1}', '{"a":1}', '{"a":1.50,"big":90071992547409931}');
    expect(merge.take(all(merge))).toBe('{"a":1.50,"big":90071992547409931}');
  });

  it('an object with a key that comes twice is one change', () => {
    const merge = mergeTexts('{"o":{"a":1}}', '{"o":{"a":1}}', '{"o":{"a":1,"a":2}}');
    expect(merge.changes.map(({ path }) => path)).toEqual(['$.o']);
    expect(merge.take(all(merge))).toBe('{"o":{"a":1,"a":2}}');
  });

  it('finds nothing in white space alone', () => {
    expect(mergeTexts('{"a":2}', '{"o":{"a":1}}', '{"o": {"a": 1}}').changes).toEqual([]);
  });

  it('sets new members apart as the others are', () => {
    const merge = mergeTexts('{\n    "a": 1\n}', '{"a":1}', '{"a":1,"b":2}');
    expect(merge.take(all(merge))).toBe('{\n    "a": 1,\n    "b": 2\n}');
  });

  it('takes out any members and leaves valid text', () => {
    const draft = '{ "a": 1, "b": 2, "c": 3, "d": 4 }';
    for (const keep of ['', 'a', 'b', 'c', 'd', 'ab', 'ad', 'bd', 'bc', 'cd', 'acd', 'abc']) {
      const live = JSON.stringify(Object.fromEntries([...keep].map((key) => [key, 'abcd'.indexOf(key) + 1])));
      const merge = mergeTexts(draft, draft, live);
      expect(JSON.parse(merge.take(all(merge)))).toEqual(JSON.parse(live));
    }
    const merge = mergeTexts(draft, draft, '{ "a": 1, "d": 4 }');
    expect(merge.take(all(merge))).toBe('{ "a": 1, "d": 4 }');
  });

  it('takes another root as it is written, null too', () => {
    const merge = mergeTexts('{"a":2}', '{"a":1}', ' null ');
    expect(merge.changes).toMatchObject([{ path: '$', after: 'null', isMine: true }]);
    expect(merge.take(all(merge))).toBe(' null ');
  });

  it('treats names of Object’s own as any key', () => {
    const merge = mergeTexts('{"a":1}', '{}', '{"__proto__":1,"constructor":2}');
    expect(merge.take(all(merge))).toBe('{"a":1,"__proto__":1,"constructor":2}');
  });

  it('goes through 10,000 levels', () => {
    const deep = (inner: string): string => `${'{"a":'.repeat(10_000)}${inner}${'}'.repeat(10_000)}`;
    const merge = mergeTexts(deep('1'), deep('1'), deep('2'));
    expect(merge.take(all(merge))).toBe(deep('2'));
  });
});

describe('mergeTexts of other texts', () => {
  it('takes or leaves runs of lines', () => {
    const base = 'a\nb\nc\nd\ne';
    const merge = mergeTexts('a\nB\nc\nd\ne', base, 'a\nb2\nc\nd2\ne\nf');
    expect(merge.kind).toBe('lines');
    expect(merge.changes.map(({ path, isMine }) => [path, isMine])).toEqual([
      ['line 2', true],
      ['line 4', false],
      ['after line 5', false],
    ]);
    expect(merge.take(takenAtFirst(merge))).toBe('a\nB\nc\nd2\ne\nf');
    expect(merge.take(all(merge))).toBe('a\nb2\nc\nd2\ne\nf');
    expect(merge.take(new Set())).toBe('a\nB\nc\nd\ne');
  });

  it('one line is taken or left whole', () => {
    const merge = mergeTexts('seat 5', 'seat 4', 'seat 6');
    expect(merge).toMatchObject({ kind: 'whole', changes: [{ before: 'seat 4', after: 'seat 6', mine: 'seat 5', isMine: true }] });
    expect(merge.take(all(merge))).toBe('seat 6');
  });

  it('JSON that became text, and the other way round', () => {
    const merge = mergeTexts('{"a":2}', '{"a":1}', 'gone');
    expect(merge.take(all(merge))).toBe('gone');
    expect(mergeTexts('', 'x', 'y').take(new Set())).toBe('');
  });
});

/** A generator of its own, so that a failure comes again. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}

function randomJson(next: () => number, depth = 0): string {
  const space = (): string => (next() < 0.3 ? [' ', '\n', '\t', '  '][Math.floor(next() * 4)] ?? '' : '');
  const kind = Math.floor(next() * (depth > 3 ? 4 : 7));
  const scalars = ['null', 'true', '9007199254740993', '1.0', '-0', '1e400', '"\\u00e4"', '"x\\"y"', '""'];
  if (kind < 4) return scalars[Math.floor(next() * scalars.length)] ?? '1';
  const parts = Array.from({ length: Math.floor(next() * 5) }, () => {
    const value = `${space()}${randomJson(next, depth + 1)}${space()}`;
    return kind === 4 ? value : `${space()}"${['a', 'b', 'c', 'd', '\\u0061'][Math.floor(next() * 5)] ?? ''}"${space()}:${value}`;
  });
  return kind === 4 ? `[${parts.join(',')}]` : `{${parts.join(',')}}`;
}

describe('mergeTexts under random texts', () => {
  it('never breaks JSON, takes nothing that is not asked for, and reaches live where the draft changed nothing', () => {
    const next = random(7);
    for (let round = 0; round < 3_000; round += 1) {
      const [draft, base, live] = [randomJson(next), randomJson(next), randomJson(next)];
      const merge = mergeTexts(draft, base, live);
      expect(merge.take(new Set())).toBe(draft);
      const some = new Set(merge.changes.filter(() => next() < 0.5).map((change) => change.id));
      expect(() => void JSON.parse(merge.take(some)), `${draft} ${base} ${live}`).not.toThrow();
      const same = mergeTexts(base, base, live);
      expect(JSON.stringify(sorted(JSON.parse(same.take(all(same))))), `${base} ${live}`).toBe(
        JSON.stringify(sorted(JSON.parse(live))),
      );
    }
  });
});

/** Members in the order of their keys: a merge puts new ones last. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, inner]) => [key, sorted(inner)]));
}
