import { printFilter } from '../filter/print-filter.ts';
import { flagsOfSender } from '../protocol/index.ts';
import type { Channel, Direction, FilterField, FilterScalar, FilterTree, Sender } from '../protocol/index.ts';
import type { StatisticsColumn, StatisticsRow } from '../protocol/index.ts';
import { kindWord } from '../row-format.ts';

/** What a cell of a table means as a filter: pure. */

type Named = { readonly sender: Sender; readonly topic: string; readonly direction: Direction };

/** The text of a filter that shows what the cell tells of. */
export function cellFilter(row: StatisticsRow, column: StatisticsColumn): string {
  return printFilter(cellTree(row, column));
}

/** Packets of one sender on one topic, in one direction. */
export function seriesFilter(row: Named): string {
  return printFilter(all([senderTree(row), topicTree(row.topic)]));
}

export function senderFilter(row: Named): string {
  return printFilter(senderTree(row));
}

export function topicFilter(topic: string): string {
  return printFilter(topicTree(topic));
}

function cellTree(row: StatisticsRow, column: StatisticsColumn): FilterTree {
  const group = groupTree(row);
  switch (column) {
    case 'sender':
      return senderTree(row);
    case 'topic':
      return row.gathersTopics ? senderTree(row) : topicTree(row.topic);
    case 'kind':
      return kindTree(row.channel);
    case 'case':
      return is('case', row.case);
    case 'sizeMin':
      return all([group, is('size', row.sizeMin)]);
    case 'sizeMax':
      return all([group, is('size', row.sizeMax)]);
    case 'sizeMedian':
      return all([group, { type: 'compare', field: 'size', operator: '>=', value: row.sizeMedian }]);
    case 'duplicates':
      return all([group, is('flag', 'duplicate')]);
    case 'skipped':
      return all([group, is('flag', 'skipped')]);
    case 'flagged':
      return all([group, ...flagTrees(row)]);
    case 'count':
    case 'rateNow':
    case 'rateAverage':
    case 'bytes':
    case 'intervalMedian':
    case 'jitter':
      return group;
    default:
      return assertNever(column);
  }
}

function groupTree(row: StatisticsRow): FilterTree {
  const topic = row.gathersTopics ? [] : [topicTree(row.topic)];
  return all([senderTree(row), ...topic, kindTree(row.channel), is('case', row.case)]);
}

/** Those that make a packet flagged, as far as they were seen. */
function flagTrees({ flags }: StatisticsRow): readonly FilterTree[] {
  const values = flags.map(({ flag }) => flag).filter((flag) => !flagsOfSender.includes(flag));
  return values.length === 0 ? [] : [{ type: 'in', field: 'flag', values }];
}

/** By what the packets prove: identity and sid, those that there are. */
function senderTree({ sender, direction }: Named): FilterTree {
  const parts: FilterTree[] = [is('dir', direction)];
  if (direction === 'in') {
    parts.push(sender.identity === '' ? missing('from') : is('from', sender.identity));
    parts.push(sender.sid === '' ? missing('sid') : is('sid', sender.sid));
  }
  return all(direction === 'in' ? parts.slice(1) : parts);
}

function topicTree(topic: string): FilterTree {
  return topic === '' ? missing('topic') : is('topic', topic);
}

function kindTree(channel: Channel): FilterTree {
  return is('kind', kindWord(channel));
}

function is(field: FilterField, value: FilterScalar): FilterTree {
  return { type: 'compare', field, operator: '==', value };
}

function missing(field: FilterField): FilterTree {
  return { type: 'not', part: { type: 'has', field } };
}

/** One `and` of all the parts, also of those within them. */
function all(parts: readonly FilterTree[]): FilterTree {
  const flat = parts.flatMap((part) => (part.type === 'and' ? part.parts : [part]));
  const [only] = flat;
  return flat.length === 1 && only !== undefined ? only : { type: 'and', parts: flat };
}

function assertNever(value: never): never {
  throw new Error(`unexpected column ${String(value)}`);
}
