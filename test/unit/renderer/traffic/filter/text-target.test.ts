import { expect, it } from 'vitest';
import { textOf, textTarget } from '../../../../../renderer/traffic/filter/text-target.ts';

it('asks for a short text as it is, and for a long one by its beginning', () => {
  expect(textTarget('order')).toEqual({ field: 'text', value: 'order' });
  const long = `${'x'.repeat(99)}💥${'y'.repeat(200)}`;
  expect(textTarget(long)).toEqual({ field: 'text', value: 'x'.repeat(99), isPart: true, copy: long });
});

it('takes only what is text', () => {
  expect(textOf(new TextEncoder().encode('{ "a": 1 }'))).toBe('{ "a": 1 }');
  expect(textOf(new Uint8Array([0xff, 0x00, 0x41]))).toBeUndefined();
  expect(textOf(new Uint8Array([1, 2, 3]))).toBeUndefined();
  expect(textOf(new Uint8Array())).toBeUndefined();
});
