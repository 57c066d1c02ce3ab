import { decodeText, isTextLike } from '../../payload/codecs/index.ts';
import type { ValueTarget } from './value-menu.ts';

/** Longer texts would fill the filter's box: they are asked for by their beginning. In UTF-16 units. */
const wholeMaximum = 200;
const partLength = 100;

/** What a filter can ask of the text of a payload. */
export function textTarget(text: string): ValueTarget {
  if (text.length <= wholeMaximum) return { field: 'text', value: text };
  // Never half a surrogate pair, which no payload has.
  const value = text.slice(0, partLength).replace(/[\ud800-\udbff]$/, '');
  return { field: 'text', value, isPart: true, copy: text };
}

/** The text of a payload; undefined where it is none. */
export function textOf(payload: Uint8Array): string | undefined {
  const { text, invalidBytes } = decodeText(payload);
  return text === '' || invalidBytes > 0 || !isTextLike(text) ? undefined : text;
}
