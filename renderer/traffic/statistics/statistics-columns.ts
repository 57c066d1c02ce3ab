import { formatBytes } from '../../ui/format.ts';
import { statisticsColumns } from '../protocol/index.ts';
import type { StatisticsColumn, StatisticsRow } from '../protocol/index.ts';
import { kindWord, senderText } from '../row-format.ts';
import { countWords, msWords, rateWords, roughMsWords, unknownMark } from './number-words.ts';

/** How each column of the statistics is named, explained and written: pure. */
export interface ColumnLook {
  readonly name: string;
  readonly meaning: string;
  readonly isNumber: boolean;
}

export const columnLooks: Readonly<Record<StatisticsColumn, ColumnLook>> = {
  sender: { name: 'Sender', meaning: 'By identity and sid, as the packets prove it', isNumber: false },
  topic: { name: 'Topic', meaning: 'Topic of the packets', isNumber: false },
  kind: { name: 'Kind', meaning: 'Reliability of the channel', isNumber: false },
  case: { name: 'Case', meaning: 'Case of the DataPacket', isNumber: false },
  count: { name: 'Packets', meaning: 'Since the session began, or the log was cleared', isNumber: true },
  rateNow: { name: 'Now /s', meaning: 'Packets a second, over the last five full seconds', isNumber: true },
  rateAverage: { name: 'Avg /s', meaning: 'Packets a second since the first of them', isNumber: true },
  bytes: { name: 'Bytes', meaning: 'Bytes on the channel, in all', isNumber: true },
  sizeMin: { name: 'Min B', meaning: 'Bytes of the smallest packet', isNumber: true },
  sizeMedian: { name: 'Med B', meaning: 'Median of the sizes in bytes, at most 3 % off', isNumber: true },
  sizeMax: { name: 'Max B', meaning: 'Bytes of the largest packet', isNumber: true },
  intervalMedian: { name: 'Interval', meaning: 'Median time from packet to packet, at most 3 % off', isNumber: true },
  jitter: {
    name: 'Jitter',
    meaning: 'Smoothed change from one interval to the next, as in RFC 3550: 0 for a steady sender',
    isNumber: true,
  },
  duplicates: { name: 'Dup', meaning: 'Packets that came before already', isNumber: true },
  skipped: {
    name: 'Skipped',
    meaning: 'Numbers not received here: addressed to others, refused, or lost',
    isNumber: true,
  },
  flagged: { name: 'Flagged', meaning: 'Packets with any flag', isNumber: true },
};

/** rem that a table of all columns takes (tables.css) with its scroll bar; in a narrower box they stand closer. */
export const fullWidth = 66;

/** What can be done without at a glance, and is scrolled to where there is no room for all. */
const lastColumns: readonly StatisticsColumn[] = ['rateAverage', 'sizeMin', 'sizeMax'];
/** The columns in their order where there is no room for all. */
export const compactColumns: readonly StatisticsColumn[] = [
  ...statisticsColumns.filter((column) => !lastColumns.includes(column)),
  ...lastColumns,
];

const notKnowable = 'Not knowable: these packets carry no sequence';

/** A cell's text, not yet made printable, and what is said about it. */
export interface CellText {
  readonly text: string;
  readonly hint: string;
}

export function cellText(row: StatisticsRow, column: StatisticsColumn): CellText {
  switch (column) {
    case 'sender': {
      const { text, proof } = senderText(row.sender);
      return { text, hint: proof };
    }
    case 'topic':
      return topicText(row);
    case 'kind':
      return { text: kindWord(row.channel), hint: row.direction === 'in' ? 'Received' : 'Sent from this console' };
    case 'case':
      return { text: row.case, hint: row.case };
    case 'rateNow':
    case 'rateAverage':
      return { text: rateWords(row[column]), hint: '' };
    case 'bytes':
      return { text: formatBytes(row.bytes), hint: `${countWords(row.bytes)} B` };
    case 'intervalMedian':
      return { text: roughMsWords(row.intervalMedian), hint: row.count < 2 ? 'Not known of one packet' : '' };
    case 'jitter':
      return { text: msWords(row.jitter), hint: row.count < 3 ? 'Not known of fewer than three packets' : '' };
    case 'skipped':
      return { text: countWords(row.skipped), hint: Number.isNaN(row.skipped) ? notKnowable : '' };
    case 'flagged':
      return { text: countWords(row.flagged), hint: flagHint(row) };
    case 'count':
    case 'sizeMin':
    case 'sizeMedian':
    case 'sizeMax':
    case 'duplicates':
      return { text: countWords(row[column]), hint: '' };
    default:
      return assertNever(column);
  }
}

function topicText({ topic, gathersTopics }: StatisticsRow): CellText {
  if (gathersTopics) return { text: 'other topics', hint: 'Topics of this sender beyond those that are kept apart' };
  return topic === '' ? { text: unknownMark, hint: 'Without a topic' } : { text: topic, hint: topic };
}

function flagHint({ flags }: StatisticsRow): string {
  return flags.map(({ flag, count }) => `${countWords(count)} ${flag}`).join(', ');
}

/** Rows as lines of tab-separated values, numbers in full, under a line of names. */
export function statisticsTsv(rows: readonly StatisticsRow[], columns: readonly StatisticsColumn[]): string {
  const head = [...columns.map((column) => tsvNames[column] ?? column), 'sid', 'direction'];
  const lines = rows.map((row) => [...columns.map((column) => tsvCell(row, column)), row.sender.sid, row.direction]);
  return [head, ...lines].map((cells) => cells.map(oneCell).join('\t')).join('\n');
}

const tsvNames: Partial<Record<StatisticsColumn, string>> = {
  intervalMedian: 'intervalMedianMs',
  jitter: 'jitterMs',
  sizeMin: 'sizeMinBytes',
  sizeMedian: 'sizeMedianBytes',
  sizeMax: 'sizeMaxBytes',
};

function tsvCell(row: StatisticsRow, column: StatisticsColumn): string {
  if (column === 'sender' || column === 'kind' || column === 'case') return cellText(row, column).text;
  if (column === 'topic') return row.gathersTopics ? 'other topics' : row.topic;
  const value = row[column];
  // An empty cell is what is not known; a dash would be text in a column of numbers.
  return Number.isNaN(value) ? '' : String(Math.round(value * 1_000) / 1_000);
}

/** A cell is one line without tabs, and does not begin as a formula would in a spreadsheet. */
function oneCell(text: string): string {
  const flat = text.replace(/[\t\r\n]+/g, ' ');
  return /^[=+@-]/.test(flat) && Number.isNaN(Number(flat)) ? `'${flat}` : flat;
}

function assertNever(value: never): never {
  throw new Error(`unexpected column ${String(value)}`);
}
