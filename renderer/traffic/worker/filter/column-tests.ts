import type { FilterOperator, FilterScalar } from '../../protocol/index.ts';
import { packetCases } from '../packet/packet-cases.ts';
import { PacketScanner } from '../packet/scan-packet.ts';
import { readEvent } from '../rows/row-builder.ts';
import type { SessionLog } from '../session-log.ts';
import { channelCodes, rowBits } from '../store/columns.ts';
import { emptyString, notInterned } from '../store/string-table.ts';
import { KnownAnswers } from './known-answers.ts';
import type { RowCursor } from './row-cursor.ts';
import { changes, costs, packetTest, rowTest } from './row-test.ts';
import type { RowTest } from './row-test.ts';
import type { TextTest } from './text-test.ts';

/** Tests that the columns decide alone, or nearly so. */

type NumberField = 'seq' | 'size' | 'payload' | 'time' | 'row';
/** What is asked of a number. */
export type NumberTest = (value: number) => boolean;

export function numberTest(operator: FilterOperator, value: FilterScalar): NumberTest | undefined {
  if (typeof value !== 'number') return undefined;
  switch (operator) {
    case '==':
      return (other) => other === value;
    case '!=':
      return (other) => other !== value;
    case '<':
      return (other) => other < value;
    case '<=':
      return (other) => other <= value;
    case '>':
      return (other) => other > value;
    case '>=':
      return (other) => other >= value;
    default:
      return undefined;
  }
}

/** A packet without sequence passes no test of `seq`. */
export function numberColumn(field: NumberField, test: NumberTest): RowTest {
  const { column } = costs;
  switch (field) {
    case 'seq':
      return packetTest(column, ({ columns, index }) => {
        const sequence = columns.sequence[index] ?? 0;
        return sequence !== 0 && test(sequence);
      });
    case 'size':
      return packetTest(column, ({ columns, index }) => test(columns.size[index] ?? 0));
    case 'payload':
      return packetTest(column, ({ columns, index }) => test(columns.payloadSize[index] ?? 0));
    case 'time':
      return rowTest(column, ({ columns, index }) => test(columns.time[index] ?? 0));
    case 'row':
      // Counted from 1, as they are shown.
      return rowTest(column, ({ row }) => test(row + 1));
  }
}

/** The words that a filter has for channelCodes. */
const kindWords = channelCodes.map((code) => (code === 'data-track' ? 'track' : code));

/** `kind`, `dir` and `case`, by what is asked of the word. */
export function wordColumn(field: 'kind' | 'dir' | 'case', test: (word: string) => boolean): RowTest {
  const { column } = costs;
  switch (field) {
    case 'kind': {
      const passing = kindWords.map(test);
      return packetTest(column, ({ columns, index }) => passing[columns.channel[index] ?? 0] === true);
    }
    case 'dir': {
      const [whenIn, whenOut] = [test('in'), test('out')];
      return packetTest(column, (at) => (at.has(rowBits.sent) ? whenOut : whenIn));
    }
    case 'case': {
      const passing = packetCases.map(test);
      return packetTest(column, (at) => passing[at.caseCode] === true);
    }
  }
}

export function markedRows(): RowTest {
  return rowTest(costs.column, (at) => at.has(rowBits.marked), changes.marks);
}

export function labelColumn(session: SessionLog, test: TextTest): RowTest {
  const known = new KnownAnswers((label) => test.isText(session.labelOf(label)));
  return packetTest(costs.string, ({ columns, index }) => known.of(columns.label[index] ?? 0));
}

/** `sid` and `topic` are those of packets; `from` of an event is whom it concerns. */
export function stringColumn(session: SessionLog, field: 'from' | 'sid' | 'topic', test: TextTest): RowTest {
  const known = new KnownAnswers((id) => test.isText(session.log.strings.text(id)));
  const loose = new LooseString(field);
  const column = columnNames[field];
  const matches = (at: RowCursor): boolean => {
    const id = at.columns[column][at.index] ?? emptyString;
    return id === notInterned ? loose.matches(at, test) : known.of(id);
  };
  return field === 'from' ? rowTest(costs.string, matches) : packetTest(costs.string, matches);
}

export function hasString(field: 'from' | 'sid' | 'topic'): RowTest {
  const column = columnNames[field];
  const matches = ({ columns, index }: RowCursor): boolean => columns[column][index] !== emptyString;
  return field === 'from' ? rowTest(costs.column, matches) : packetTest(costs.column, matches);
}

const columnNames = { from: 'identity', sid: 'sid', topic: 'topic' } as const;

/** A string that the table of strings did not take, read from the row's bytes. */
class LooseString {
  readonly #field: 'from' | 'sid' | 'topic';
  readonly #scanner = new PacketScanner();

  constructor(field: 'from' | 'sid' | 'topic') {
    this.#field = field;
  }

  matches(at: RowCursor, test: TextTest): boolean {
    at.load();
    at.work += at.end - at.start;
    const { bytes } = at;
    if (at.isEvent) return test.isText(readEvent(bytes.subarray(at.start, at.end)).identity);
    const scan = this.#scanner;
    if (!scan.scan(bytes, at.start, at.end)) return false;
    switch (this.#field) {
      case 'from':
        return test.isBytes(bytes, scan.identityStart, scan.identityEnd);
      case 'sid':
        return test.isBytes(bytes, scan.sidStart, scan.sidEnd);
      case 'topic':
        return test.isBytes(bytes, scan.topicStart, scan.topicEnd);
    }
  }
}

export function hasNumber(field: NumberField): RowTest {
  if (field === 'time' || field === 'row') return rowTest(costs.column, () => true);
  if (field === 'seq') return numberColumn('seq', () => true);
  return packetTest(costs.column, () => true);
}

