import { describe, expect, it } from 'vitest';
import { describePayload, previewPayload } from '../../../../../renderer/payload/codecs/preview.ts';

const encoder = new TextEncoder();
const preview = (text: string): string => previewPayload(encoder.encode(text));

describe('previewPayload', () => {
  it.each([
    ['', ''],
    ['hello', 'hello'],
    ['{ "a" : 1,\n  "b c": "x  y" }', '{"a":1,"b c":"x  y"}'],
    ['[1, "\\"  ", 2]', '[1,"\\"  ",2]'],
    ['two\nlines', 'two⟨U+000A⟩lines'],
    ['\u202eevil', '⟨U+202E⟩evil'],
    ['{ not json', '{notjson'],
  ])('of %o', (text, shown) => {
    expect(preview(text)).toBe(shown);
  });

  it('shows bytes that are no text as hex', () => {
    expect(previewPayload(Uint8Array.from([0xff, 0, 1]))).toBe('ff 00 01');
    expect(previewPayload(new Uint8Array(5_000))).toHaveLength(200);
    expect(previewPayload(new Uint8Array(5_000)).endsWith('…')).toBe(true);
  });

  it('is bounded, and says that there is more', () => {
    expect(preview('x'.repeat(60_000))).toBe(`${'x'.repeat(199)}…`);
    expect(preview(`[${' '.repeat(60_000)}1]`)).toBe('[…');
    expect(preview('漢'.repeat(60_000))).toBe(`${'漢'.repeat(199)}…`);
    // A character that the sample cuts in two is no reason to call it binary.
    for (let shift = 0; shift < 5; shift += 1) expect(preview('x'.repeat(shift) + '😀'.repeat(5_000))).toContain('😀');
  });

  it('is quick on a string literal of 60 kB that does not end', () => {
    const started = performance.now();
    preview(`{"a": "${'\\'.repeat(60_000)}`);
    expect(performance.now() - started).toBeLessThan(100);
  });
});

describe('describePayload', () => {
  it.each([
    ['', 'empty'],
    ['  {"a": 1}', 'json'],
    ['[', 'json'],
    ['text', 'text'],
    ['\x1b[31mred\ttab', 'text'],
    ['a\0b', 'binary'],
  ])('of %o', (text, look) => {
    expect(describePayload(encoder.encode(text))).toBe(look);
  });

  it('of bytes', () => {
    expect(describePayload(Uint8Array.from([0x80]))).toBe('binary');
  });
});
