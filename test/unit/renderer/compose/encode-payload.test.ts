import { describe, expect, it } from 'vitest';
import { encodePayload, judgePayload } from '../../../../renderer/compose/encode-payload.ts';

describe('judgePayload', () => {
  it('takes any text, and none', () => {
    expect(judgePayload('text', 'grüß')).toEqual({ ok: true, kind: 'valid', size: 6, words: 'Text', detail: '' });
    expect(judgePayload('text', '')).toMatchObject({ ok: true, size: 0, words: 'Empty' });
  });

  it('takes JSON only when it parses, and says where it stops', () => {
    expect(judgePayload('json', '{"a":1}')).toMatchObject({ ok: true, size: 7, words: 'Valid JSON' });
    expect(judgePayload('json', 'null')).toMatchObject({ ok: true });
    const error = judgePayload('json', '{\n  "a" 1\n}');
    expect(error).toMatchObject({ ok: false, kind: 'error' });
    expect(error.words).toBe('JSON error at line 2, column 7');
    expect(error.detail).toMatch(/^A colon/);
    expect(judgePayload('json', 'hello')).toMatchObject({ ok: false, kind: 'error' });
    expect(judgePayload('json', ' \n')).toMatchObject({ ok: false, kind: 'empty' });
  });

  it('counts the bytes of hex, and says where it is none', () => {
    expect(judgePayload('hex', '00 ff,0x10')).toEqual({
      ok: true,
      kind: 'valid',
      size: 3,
      words: 'Valid hex',
      detail: '',
    });
    expect(judgePayload('hex', '00 f').detail).toContain('half a byte');
    expect(judgePayload('hex', '00\nzz')).toMatchObject({ words: 'Hex error in line 2', size: 0 });
    expect(judgePayload('hex', '00\nzz').detail).toMatch(/^“z” at position 4/);
  });

  it('judges JSON of any depth', () => {
    expect(judgePayload('json', '['.repeat(10_000) + ']'.repeat(10_000))).toMatchObject({ ok: true });
  });
});

describe('encodePayload', () => {
  it('sends JSON as it was typed', () => {
    expect(encodePayload('json', '{ "a": 9007199254740993 }')).toEqual(
      new TextEncoder().encode('{ "a": 9007199254740993 }'),
    );
  });

  it('sends hex as bytes of a buffer of its own', () => {
    const bytes = encodePayload('hex', 'de ad be ef');
    expect(bytes).toEqual(Uint8Array.of(0xde, 0xad, 0xbe, 0xef));
    expect(bytes?.buffer.byteLength).toBe(4);
  });

  it('sends nothing that was found wanting', () => {
    expect(encodePayload('json', '{')).toBeUndefined();
    expect(encodePayload('hex', '0')).toBeUndefined();
  });
});
