import { describe, expect, it } from 'vitest';
import { checkText, checkWords } from '../../../../../renderer/ui/editor/check-text.ts';

describe('checkText', () => {
  it.each([
    ['', 'empty'],
    [' \n', 'empty'],
    ['{}', 'json'],
    ['42', 'json'],
    ['on duty until 15:00', 'text'],
    ['{"a" 1}', 'json-error'],
    ['["a"', 'json-error'],
  ])('%j is %s', (text, kind) => {
    expect(checkText(text).kind).toBe(kind);
  });

  it('insists where JSON is wanted', () => {
    expect(checkText('hello', true).kind).toBe('json-error');
  });

  it('says line and column, from 1', () => {
    const check = checkText('{\n  "a": 1,\n  "b" 2\n}');
    expect(check).toMatchObject({ kind: 'json-error', line: 3, column: 7, position: 18 });
    expect(checkWords(check)).toMatch(/^JSON error at line 3, column 7: A colon/);
  });

  it('says the rest in two words', () => {
    expect([checkText('{}'), checkText('x'), checkText('')].map(checkWords)).toEqual([
      'Valid JSON',
      'Free text',
      'Empty',
    ]);
  });
});
