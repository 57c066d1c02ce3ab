import { describe, expect, it } from 'vitest';
import { isHalfTyped } from '../../../../../renderer/traffic/filter/half-typed.ts';

/** `|` is the cursor; without one it is at the end. */
function halfTyped(marked: string): boolean {
  const at = marked.indexOf('|');
  return isHalfTyped(marked.replace('|', ''), at < 0 ? marked.length : at);
}

describe('isHalfTyped', () => {
  it.each([
    'topic == "a" and siz',
    'topic == "a" and s',
    'topic == "a" and si|z',
    'topic == "a" and siz| and kind == lossy',
    '(topic == "a" or siz|)',
    'not siz',
    'topic == "a" and n',
    's',
    // Whole names: a test is still to come.
    'topic == "a" and event',
    'topic == "a" and event ',
    'topic == "a" and json.user',
    'topic',
    // What joins tests, or begins a test's operator.
    'lossy a',
    'topic == "a" o',
    '(lossy) AN',
    'topic con',
    'size i',
  ])('%s: something may come of it', (text) => expect(halfTyped(text)).toBe(true));

  it.each([
    '',
    'topic == "a" and hello',
    'topic == "a" and siz ',
    'topic == "a" and "siz"',
    'topic == "a" and (siz)',
    'topic == "a" and siz or ',
    'topic == siz',
    'topic == "a" and size > 1',
    'flag in (du',
    'flag in (duplicate, s',
    'hello',
    'hello to',
    'hello i',
    'siz| hello',
    'size| > 3',
  ])('%s: it is what it is', (text) => expect(halfTyped(text)).toBe(false));
});
