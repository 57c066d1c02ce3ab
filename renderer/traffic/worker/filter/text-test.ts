import type { FilterOperator, FilterScalar } from '../../protocol/index.ts';
import { bytesEqual } from '../store/bytes-equal.ts';
import { FoldedWord } from './folded-word.ts';
import { WordSearch } from './part-search.ts';
import type { PartSearch } from './part-search.ts';
import { compilePattern } from './pattern.ts';
import { costs } from './row-test.ts';

/** What is asked of a text: of a string, or of its UTF-8. */
export interface TextTest {
  isText(text: string): boolean;
  /** bytes[start … end). */
  isBytes(bytes: Uint8Array, start: number, end: number): boolean;
  /** The same for a large text, bit by bit; undefined: it is quick enough. */
  readonly search: PartSearch | undefined;
  /** Of a look at a payload. */
  readonly cost: number;
}

/** Undefined: no text ever passes, as for `<` and for a pattern that is none. */
export function textTest(operator: FilterOperator, value: FilterScalar): TextTest | undefined {
  const text = String(value);
  switch (operator) {
    case '==':
    case '!=':
      return exactly([text]);
    case 'contains': {
      const word = new FoldedWord(text);
      return {
        isText: (other) => word.isIn(other),
        isBytes: (bytes, start, end) => word.isInBytes(bytes, start, end),
        search: new WordSearch(word),
        cost: costs.text,
      };
    }
    case '~': {
      const pattern = compilePattern(text);
      return (
        pattern && {
          isText: (other) => pattern.isIn(other),
          isBytes: (bytes, start, end) => pattern.isInBytes(bytes, start, end),
          search: pattern,
          cost: costs.pattern,
        }
      );
    }
    default:
      return undefined;
  }
}

/** Equal to one of them. */
export function exactly(texts: readonly string[]): TextTest {
  const encoder = new TextEncoder();
  const known = new Set(texts);
  const encoded = [...known].map((text) => encoder.encode(text));
  return {
    isText: (text) => known.has(text),
    isBytes: (bytes, start, end) => encoded.some((one) => bytesEqual(one, bytes, start, end)),
    search: undefined,
    cost: costs.scan,
  };
}
