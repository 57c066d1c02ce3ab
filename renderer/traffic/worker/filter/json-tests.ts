import { JsonPathScanner } from '../../../payload/codecs/index.ts';
import type { FilterOperator, FilterScalar, JsonPath } from '../../protocol/index.ts';
import { numberTest } from './column-tests.ts';
import { PartTest } from './part-search.ts';
import type { PartSearch } from './part-search.ts';
import { costs } from './row-test.ts';
import type { RowTest } from './row-test.ts';
import { textTest } from './text-test.ts';

/** What is asked of the value that a path leads to. */
type JsonTest = (found: JsonPathScanner, bytes: Uint8Array) => boolean;

/**
 * A value of the payload as JSON: what is no JSON as a whole, or does not have the path, never matches, not with `!=`
 * either. Numbers are compared as numbers, strings exactly, `contains` and `~` with strings only; an object or an
 * array is equal to nothing.
 */
export function jsonValue(path: JsonPath, operator: FilterOperator, value: FilterScalar): RowTest {
  return jsonSearch(path, jsonTest(operator, value));
}

export function jsonAmong(path: JsonPath, values: readonly FilterScalar[]): RowTest {
  const tests = values.map(isEqualTo);
  return jsonSearch(path, (found, bytes) => tests.some((test) => test(found, bytes)));
}

export function hasJson(path: JsonPath): RowTest {
  return jsonSearch(path, () => true);
}

function jsonSearch(path: JsonPath, test: JsonTest): RowTest {
  return new PartTest({ cost: costs.json, search: new JsonSearch(path, test), within: 'payload' });
}

class JsonSearch implements PartSearch {
  readonly #scanner: JsonPathScanner;
  readonly #test: JsonTest;
  #bytes: Uint8Array = new Uint8Array(0);

  constructor(path: JsonPath, test: JsonTest) {
    this.#scanner = new JsonPathScanner(path);
    this.#test = test;
  }

  begin(bytes: Uint8Array, start: number, end: number): void {
    this.#bytes = bytes;
    this.#scanner.begin(bytes, start, end);
  }

  step(length: number): boolean | undefined {
    const found = this.#scanner.step(length);
    return found === true ? this.#test(this.#scanner, this.#bytes) : found;
  }
}

function jsonTest(operator: FilterOperator, value: FilterScalar): JsonTest {
  switch (operator) {
    case '==':
      return isEqualTo(value);
    case '!=': {
      const isEqual = isEqualTo(value);
      return (found, bytes) => !isEqual(found, bytes);
    }
    case 'contains':
    case '~': {
      const test = textTest(operator, value);
      if (test === undefined) return () => false;
      return (found, bytes) => {
        if (found.kind !== 'string') return false;
        if (!found.hasEscapes) return test.isBytes(bytes, found.valueStart, found.valueEnd);
        return test.isText(textOf(bytes.subarray(found.valueStart, found.valueEnd)));
      };
    }
    default: {
      const test = numberTest(operator, value);
      return test === undefined ? () => false : (found) => found.kind === 'number' && test(found.number());
    }
  }
}

function isEqualTo(value: FilterScalar): JsonTest {
  if (typeof value === 'number') return (found) => found.kind === 'number' && found.number() === value;
  if (typeof value === 'string') {
    const bytes = new TextEncoder().encode(value);
    return (found) => found.isString(value, bytes);
  }
  const kind = value === null ? 'null' : value ? 'true' : 'false';
  return (found) => found.kind === kind;
}

/** The text of what stands within the quotes; only of strings with escapes. */
function textOf(inside: Uint8Array): string {
  const text: unknown = JSON.parse(`"${new TextDecoder('utf-8', { ignoreBOM: true }).decode(inside)}"`);
  return String(text);
}
