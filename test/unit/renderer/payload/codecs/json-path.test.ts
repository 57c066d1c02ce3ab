import { describe, expect, it } from 'vitest';
import { JsonPathScanner } from '../../../../../renderer/payload/codecs/json-path.ts';
import { randomFrom } from '../../traffic/worker/random-packets.ts';

type Path = readonly (string | number)[];

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** What the scanner says of the path, in bytes that have others around them. */
function scanned(bytes: Uint8Array, path: Path, sliced = false): unknown {
  const padded = new Uint8Array(bytes.length + 4).fill(0x31);
  padded.set(bytes, 2);
  const scanner = new JsonPathScanner(path);
  let found: boolean | undefined;
  if (sliced) {
    scanner.begin(padded, 2, padded.length - 2);
    while (found === undefined) found = scanner.step(3);
  } else {
    found = scanner.find(padded, 2, padded.length - 2);
  }
  expect(found).toBe(scanner.kind !== 'none');
  if (!found) return undefined;
  if (scanner.kind === 'number') return scanner.number();
  const text = decoder.decode(padded.subarray(scanner.valueStart, scanner.valueEnd));
  if (scanner.kind !== 'string') return JSON.parse(text);
  const value: unknown = JSON.parse(`"${text}"`);
  const string = String(value);
  // What is no UTF-8 is equal to no text.
  expect(scanner.isString(string, encoder.encode(string))).toBe(!string.includes('\ufffd'));
  expect(scanner.isString(`${string}x`, encoder.encode(`${string}x`))).toBe(false);
  return value;
}

/** What JSON.parse says. */
function parsed(bytes: Uint8Array, path: Path): unknown {
  let value: unknown;
  try {
    value = JSON.parse(decoder.decode(bytes));
  } catch {
    return undefined;
  }
  for (const step of path) {
    if (typeof step === 'number') value = Array.isArray(value) ? value[step] : undefined;
    else if (typeof value === 'object' && value !== null && !Array.isArray(value) && Object.hasOwn(value, step)) {
      value = Reflect.get(value, step);
    } else return undefined;
  }
  return value;
}

function both(text: string, path: Path): unknown {
  const bytes = encoder.encode(text);
  const value = scanned(bytes, path);
  expect(value).toEqual(parsed(bytes, path));
  expect(scanned(bytes, path, true)).toEqual(value);
  return value;
}

describe('JsonPathScanner', () => {
  it.each<[string, Path, unknown]>([
    ['{"user":{"id":7}}', ['user', 'id'], 7],
    [' { "a" : [ 1 , { "b" : "x" } ] } ', ['a', 1, 'b'], 'x'],
    ['{"a":1,"a":2}', ['a'], 2],
    ['{"a":{"b":1},"a":{"c":2}}', ['a', 'b'], undefined],
    ['{"a":{"b":1},"a":5}', ['a', 'b'], undefined],
    ['{"a":{"b":1,"b":{"b":3}}}', ['a', 'b', 'b'], 3],
    ['{"\\u0061\\n\\ud83d\\ude00":true}', ['a\n😀'], true],
    ['{"ü":"\\u00fc\\"\\/"}', ['ü'], 'ü"/'],
    ['[1,[2,[3]]]', [1, 1, 0], 3],
    ['{"0":1}', [0], undefined],
    ['[1]', ['0'], undefined],
    ['[1]', [1], undefined],
    ['"root"', [], 'root'],
    ['null', [], null],
    ['{"a":{"x":[1,2]}}', ['a'], { x: [1, 2] }],
    ['{"a":[]}', ['a', 0], undefined],
    ['{"__proto__":{"x":1}}', ['__proto__', 'x'], 1],
    ['{}', ['toString'], undefined],
    ['{"a":-0.5e-3}', ['a'], -0.0005],
    ['{"a":12345678901234567890}', ['a'], 12_345_678_901_234_567_000],
    ['\ufeff{"a":1}', ['a'], 1],
  ])('%s at %j', (text, path, value) => {
    expect(both(text, path)).toEqual(value);
  });

  it.each([
    ...['', ' ', '{', '{"a":1', '{"a":1}}', '{"a":1},', '{,"a":1}', '{"a" 1}', '{a:1}', "{'a':1}", '{"a"}', '{"a":1}x'],
    ...['{"a":01}', '{"a":1.}', '{"a":.5}', '{"a":+1}', '{"a":1e}', '{"a":-}', '{"a":NaN}', '{"a":tru}', '{"a":truex}'],
    ...['{"a":"\\x"}', '{"a":"\\u12g4"}', '{"a":"\n"}', '{"a":"', '{"a":"\\', '{"a":1,}'],
    ...['{"a":[1,]}', '{"a":[,1]}', '{"a":[1}', '{"a":1]'],
  ])('finds nothing in what is no JSON: %j', (text) => {
    expect(both(text, ['a'])).toBeUndefined();
  });

  it('reads on through 100,000 levels', () => {
    const deep = `{"a":${'['.repeat(100_000)}${']'.repeat(100_000)},"b":7}`;
    expect(scanned(encoder.encode(deep), ['b'])).toBe(7);
    expect(scanned(encoder.encode(deep.replace('],', ',')), ['b'])).toBeUndefined();
    const nested = `${'{"a":'.repeat(50)}1${'}'.repeat(50)}`;
    expect(both(nested, Array.from({ length: 50 }, () => 'a'))).toBe(1);
  });

  it('says what JSON.parse says of random documents, broken ones too (seed 7)', () => {
    const random = randomFrom(7);
    const pick = <T>(list: readonly T[]): T | undefined => list[Math.floor(random() * list.length)];
    const keys = ['a', 'b', '\\u0061', 'ü', 'a b', ''];
    const space = (): string => pick(['', '', '', ' ', '\n\t']) ?? '';
    const document = (depth: number): string => {
      const kind = depth > 4 ? 2 + random() * 6 : random() * 8;
      const count = Math.floor(random() * 4);
      if (kind < 1.7) {
        const member = (): string => `${space()}"${pick(keys)}"${space()}:${document(depth + 1)}`;
        const members = Array.from({ length: count }, member);
        return `${space()}{${members.join(',')}${space()}}`;
      }
      if (kind < 3) return `[${Array.from({ length: count }, () => document(depth + 1)).join(',')}]${space()}`;
      return pick(['1', '-2.5e3', '0', '"x"', '"\\u00e9\\\\"', '""', 'true', 'false', 'null', '1e400', '"漢😀"']) ?? '';
    };
    const step = (): string | number => pick(['a', 'b', 'ü', '', 0, 1, 'a b']) ?? 'a';
    const path = (): Path => Array.from({ length: Math.floor(random() * 4) }, step);
    const differing: unknown[] = [];
    let found = 0;
    for (let index = 0; index < 30_000; index += 1) {
      let bytes = encoder.encode(document(0));
      if (random() < 0.3) {
        bytes = bytes.slice(0, Math.floor(random() * bytes.length + 1));
        const at = Math.floor(random() * bytes.length);
        if (random() < 0.5) bytes[at] = Math.floor(random() * 128);
      }
      const wanted = path();
      const expected = parsed(bytes, wanted);
      const value = scanned(bytes, wanted, index % 2 === 0);
      if (expected !== undefined) found += 1;
      if (!Object.is(value, expected) && JSON.stringify(value) !== JSON.stringify(expected)) {
        differing.push([decoder.decode(bytes), wanted, value, expected]);
      }
    }
    expect(differing).toEqual([]);
    expect(found).toBeGreaterThan(5_000);
  });
});
