import { RE2JS } from 're2js';
import { describe, expect, it } from 'vitest';
import { compilePattern } from '../../../../../../renderer/traffic/worker/filter/pattern.ts';
import type { Pattern } from '../../../../../../renderer/traffic/worker/filter/pattern.ts';
import { randomFrom } from '../random-packets.ts';

const encoder = new TextEncoder();

function compiled(pattern: string): Pattern {
  const found = compilePattern(pattern);
  if (found === undefined) throw new Error(`no pattern: ${pattern}`);
  return found;
}

/** Looks in bytes that have others around them, in parts of a few bytes. */
function isIn(pattern: Pattern, bytes: Uint8Array): boolean {
  const padded = new Uint8Array(bytes.length + 2).fill(0x61);
  padded.set(bytes, 1);
  pattern.begin(padded, 1, padded.length - 1);
  for (;;) {
    const found = pattern.step(3);
    if (found !== undefined) return found;
  }
}

describe('Pattern', () => {
  it.each([
    ['^cur', 'cursor', true],
    ['^cur', 'a cursor', false],
    ['sor$', 'cursor', true],
    ['(?i)ORDER', 'my order', true],
    ['ORDER', 'my order', false],
    ['gr[öo]ße', 'Die größe', true],
    ['\\bcat\\b', 'concatenate', false],
    ['a{3,}', 'aab', false],
    ['', '', true],
    ['^$', '', true],
    ['^$', 'x', false],
    ['.', '😀', true],
    ['^.$', '😀', true],
  ])('%s in %s: %s', (pattern, text, found) => {
    expect(isIn(compiled(pattern), encoder.encode(text))).toBe(found);
    expect(compiled(pattern).isInBytes(encoder.encode(text), 0, encoder.encode(text).length)).toBe(found);
    expect(compiled(pattern).isIn(text)).toBe(found);
  });

  it.each(['(', '[a', 'a**', '(?=a)', '\\1', 'a{2000}', '('.repeat(5_000)])('is none: %s', (pattern) => {
    expect(compilePattern(pattern)).toBeUndefined();
  });

  it('takes what is no UTF-8 as U+FFFD, one for each byte', () => {
    expect(isIn(compiled('^.{3}$'), Uint8Array.of(0xff, 0xe2, 0x82))).toBe(true);
    expect(isIn(compiled('\\x{fffd}'), Uint8Array.of(0xed, 0xa0, 0x80))).toBe(true);
  });

  it('finds what re2js finds in text (seed 5)', () => {
    const random = randomFrom(5);
    const pick = (list: readonly string[]): string => list[Math.floor(random() * list.length)] ?? '';
    const atoms = ['a', 'b', 'ü', '.', '[ab]', '[^a]', '\\d', '\\b', '^', '$', '漢', '\\w', '\\s', '\n', '(?i)A', '\\B'];
    const make = (depth: number): string => {
      const kind = random();
      if (depth > 3 || kind < 0.4) return pick(atoms);
      if (kind < 0.6) return make(depth + 1) + make(depth + 1);
      if (kind < 0.75) return `(${make(depth + 1)}|${make(depth + 1)})`;
      return `(${make(depth + 1)})${pick(['*', '+', '?', '{2,3}'])}`;
    };
    const letters = ['a', 'b', 'ü', '漢', '1', ' ', '\n', 'A', 'x', '😀'];
    const differing: string[] = [];
    for (let index = 0; index < 2_000; index += 1) {
      const source = make(0);
      const pattern = compilePattern(source);
      if (pattern === undefined) continue;
      for (let text = 0; text < 10; text += 1) {
        const subject = Array.from({ length: Math.floor(random() * 12) }, () => pick(letters)).join('');
        const expected = RE2JS.compile(source).test(subject);
        if (isIn(pattern, encoder.encode(subject)) !== expected) differing.push(`${source} in ${subject}`);
      }
    }
    expect(differing).toEqual([]);
  });

  it('goes on when it has more states than it keeps (seed 9)', () => {
    const random = randomFrom(9);
    const letters = (length: number): string =>
      Array.from({ length }, () => (random() < 0.5 ? 'a' : 'b')).join('');
    // A state for each of the 2^15 ways in which the last letters may be.
    const pattern = compiled('a.{14}c');
    const text = letters(30_000);
    const bytes = encoder.encode(text);
    expect(pattern.isInBytes(bytes, 0, bytes.length)).toBe(false);
    const short = encoder.encode(`a${'b'.repeat(14)}c`);
    expect(pattern.isInBytes(short, 0, short.length)).toBe(true);
    const long = encoder.encode(`${text}a${letters(14)}c`);
    expect(pattern.isInBytes(long, 0, long.length)).toBe(true);
  });

  it('looks at 64 kB in parts, none of them long, whatever the pattern', () => {
    const random = randomFrom(3);
    const bytes = Uint8Array.from({ length: 65_536 }, () => (random() < 0.5 ? 0x61 : 0x62));
    for (const source of ['(a+)+$', '(a|b|ab)*c', 'a.{500}b$x']) {
      const pattern = compiled(source);
      pattern.begin(bytes, 0, 4_000);
      let parts = 1;
      while (pattern.step(32 * 1_024) === undefined) parts += 1;
      if (source.includes('500')) expect(parts).toBeGreaterThan(1_000);
      else expect(parts).toBeLessThan(3);
    }
  });
});
