import { JsonPathScanner } from '../../../payload/codecs/index.ts';
import { readEvent } from '../rows/row-builder.ts';
import type { RowCursor } from './row-cursor.ts';
import { costs, rowTest } from './row-test.ts';
import type { RowTest } from './row-test.ts';
import type { TextTest } from './text-test.ts';

/** Tests of room events, which lie in the log as JSON; a packet never matches. */

const decoder = new TextDecoder();

/** The event's name, by what is asked of it. */
export function eventName(test: (name: string) => boolean): RowTest {
  const scanner = new JsonPathScanner(['event']);
  const answers = new Map<string, boolean>();
  return rowTest(costs.event, (at) => {
    if (!at.isEvent) return false;
    at.load();
    at.work += at.end - at.start;
    if (!scanner.find(at.bytes, at.start, at.end)) return false;
    const name = decoder.decode(at.bytes.subarray(scanner.valueStart, scanner.valueEnd));
    const answer = answers.get(name) ?? test(name);
    answers.set(name, answer);
    return answer;
  });
}

export function anyEvent(): RowTest {
  return rowTest(costs.column, (at) => at.isEvent);
}

/** Its title, its text, and the values before and after. */
export function eventText(test: TextTest): RowTest {
  return rowTest(costs.event, (at) => at.isEvent && textsOf(at).some((text) => test.isText(text)));
}

function textsOf(at: RowCursor): readonly string[] {
  at.load();
  at.work += 20 * (at.end - at.start);
  const { title, text, before, after } = readEvent(at.bytes.subarray(at.start, at.end));
  return [title, text, before, after].filter((value) => value !== undefined);
}
