import { filterDepthMaximum } from '../../protocol/index.ts';
import type { FilterField, FilterOperator, FilterScalar, FilterTree, JsonPath } from '../../protocol/index.ts';
import type { SessionLog } from '../session-log.ts';
import {
  hasNumber,
  hasString,
  labelColumn,
  markedRows,
  numberColumn,
  numberTest,
  stringColumn,
  wordColumn,
} from './column-tests.ts';
import { anyEvent, eventName, eventText } from './event-tests.ts';
import { anyFlag } from './flag-tests.ts';
import { hasJson, jsonAmong, jsonValue } from './json-tests.ts';
import {
  destinations,
  hasDestinations,
  hasPayload,
  hasRpc,
  hasStream,
  payloadText,
  rpcId,
  streamId,
} from './packet-tests.ts';
import { allOf, anyOf, costs, noRow, notOf, packetNotOf, packetTest } from './row-test.ts';
import type { RowTest } from './row-test.ts';
import { exactly, textTest } from './text-test.ts';
import type { TextTest } from './text-test.ts';
import { wordsTest } from './words-test.ts';

/**
 * A filter as a test of rows. What a tree asks that makes no sense (`size contains`, a pattern that is none) matches
 * nothing: the page refuses it, with a sentence, before it comes here.
 *
 * `!=` is "not equal" among the rows that can have the field at all: packets, for `event` events; for `seq` and `json`
 * those that have it.
 */
export function compileFilter(tree: FilterTree, session: SessionLog): RowTest {
  return new FilterCompiler(session).compile(tree, 1);
}

class FilterCompiler {
  readonly #session: SessionLog;

  constructor(session: SessionLog) {
    this.#session = session;
  }

  compile(tree: FilterTree, depth: number): RowTest {
    if (depth > filterDepthMaximum) return noRow;
    switch (tree.type) {
      case 'and':
        return allOf(tree.parts.map((part) => this.compile(part, depth + 1)));
      case 'or':
        return anyOf(tree.parts.map((part) => this.compile(part, depth + 1)));
      case 'not':
        return notOf(this.compile(tree.part, depth + 1));
      case 'words':
        return wordsTest(tree.text, this.#session);
      case 'compare':
        return this.#compare(tree.field, tree.path ?? [], tree.operator, tree.value);
      case 'in':
        return this.#among(tree.field, tree.path ?? [], tree.values);
      case 'has':
        return this.#has(tree.field, tree.path ?? []);
    }
  }

  #compare(field: FilterField, path: JsonPath, operator: FilterOperator, value: FilterScalar): RowTest {
    switch (field) {
      case 'json':
        return jsonValue(path, operator, value);
      case 'seq':
      case 'size':
      case 'payload':
      case 'time':
      case 'row': {
        const test = numberTest(operator, value);
        return test === undefined ? noRow : numberColumn(field, test);
      }
      case 'marked':
        return noRow;
      default: {
        const test = textTest(operator, value);
        return test === undefined ? noRow : this.#text(field, test, operator === '!=');
      }
    }
  }

  #among(field: FilterField, path: JsonPath, values: readonly FilterScalar[]): RowTest {
    switch (field) {
      case 'json':
        return jsonAmong(path, values);
      case 'seq':
      case 'size':
      case 'payload':
      case 'time':
      case 'row': {
        const known = new Set(values);
        return numberColumn(field, (value) => known.has(value));
      }
      case 'marked':
        return noRow;
      default:
        return this.#text(field, exactly(values.map(String)), false);
    }
  }

  /** Fields that hold words or text. */
  #text(
    field: Exclude<FilterField, 'json' | 'seq' | 'size' | 'payload' | 'time' | 'row' | 'marked'>,
    test: TextTest,
    isNegated: boolean,
  ): RowTest {
    const negated = isNegated ? notOf : (part: RowTest): RowTest => part;
    const negatedPacket = isNegated ? packetNotOf : (part: RowTest): RowTest => part;
    const isWord = (word: string): boolean => test.isText(word) !== isNegated;
    switch (field) {
      case 'kind':
      case 'dir':
      case 'case':
        return wordColumn(field, isWord);
      case 'event':
        return eventName(isWord);
      case 'flag':
        return negatedPacket(anyFlag(this.#session, (name) => test.isText(name)));
      case 'from':
        return negated(stringColumn(this.#session, field, test));
      case 'sid':
      case 'topic':
        return negatedPacket(stringColumn(this.#session, field, test));
      case 'label':
        return negatedPacket(labelColumn(this.#session, test));
      case 'to':
        return negatedPacket(destinations(test));
      case 'stream':
        return negatedPacket(streamId(test));
      case 'rpc':
        return negatedPacket(rpcId(this.#session, test));
      case 'text':
        return negated(anyOf([eventText(test), payloadText(test)]));
    }
  }

  #has(field: FilterField, path: JsonPath): RowTest {
    switch (field) {
      case 'json':
        return hasJson(path);
      case 'kind':
      case 'dir':
      case 'case':
      case 'label':
        return packetTest(costs.column, () => true);
      case 'event':
        return anyEvent();
      case 'flag':
        return anyFlag(this.#session, () => true);
      case 'from':
      case 'sid':
      case 'topic':
        return hasString(field);
      case 'to':
        return hasDestinations();
      case 'stream':
        return hasStream();
      case 'rpc':
        return hasRpc(this.#session);
      case 'text':
        return anyOf([anyEvent(), hasPayload()]);
      case 'seq':
      case 'size':
      case 'payload':
      case 'time':
      case 'row':
        return hasNumber(field);
      case 'marked':
        return markedRows();
    }
  }
}
