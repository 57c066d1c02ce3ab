import { isoTime } from '../../../../electron/contract/feed-lines.ts';
import { safeCell } from '../../../../electron/contract/spreadsheet-cell.ts';
import { decodeText, printable } from '../../../payload/codecs/index.ts';
import { flagsOfMask } from '../../protocol/index.ts';
import { caseName } from '../packet/packet-cases.ts';
import { destinationsOf, payloadOf, senderOf, topicOf } from '../rows/row-builder.ts';
import { channelCodes, rowBits } from '../store/columns.ts';
import { eventOf } from './event-fields.ts';
import type { FeedRow } from './feed-row.ts';

/** Of packets and of room events; each leaves the other's empty. Times, numbers and names are those of row-line.ts. */
const packetColumns = [
  'direction',
  'label',
  'kind',
  'case',
  'sender',
  'sid',
  'topic',
  'destinations',
  'sequence',
  'size',
  'payloadSize',
  'flags',
  'payload',
  'payloadEncoding',
] as const;
const eventColumns = ['event', 'participant', 'title', 'text', 'before', 'after'] as const;

const noPacket = packetColumns.map(() => '');
const noEvent = eventColumns.map(() => '');

/** RFC 4180. */
const lineEnd = '\r\n';
/** Controls that a cell cannot hold everywhere; a payload with one is written as base64. */
const control = /[^\P{Cc}\t\n\r]/u;

export const csvHead = `${['number', 'time', ...packetColumns, ...eventColumns].join(',')}${lineEnd}`;

/** What is no row, and must not be left unsaid. */
export function csvRemark(time: number, event: string, text: string): string {
  return lineOf(['', isoTime(time), ...noPacket, event, '', '', text, '', '']);
}

/** A row as a line of CSV. What a spreadsheet would calculate has an apostrophe before it. */
export function csvLine(row: FeedRow, payloads: boolean): string {
  const begin = [String(row.number + 1), isoTime(row.cells.time)];
  if (row.isEvent) {
    const { event, identity, title, text, before = '', after = '' } = eventOf(row, payloads);
    return lineOf([...begin, ...noPacket, event, ...[identity, title].map(named), text, before, after]);
  }
  return lineOf([...begin, ...packetCells(row, payloads), ...noEvent]);
}

function packetCells(row: FeedRow, payloads: boolean): readonly string[] {
  const { cells, session, packet, mask } = row;
  const source = { bytes: packet, strings: session.log.strings, context: session.context };
  const { identity, sid } = senderOf(cells, source);
  const destinations = cells.has(rowBits.destinations) ? destinationsOf(packet) : [];
  return [
    cells.has(rowBits.sent) ? 'out' : 'in',
    named(session.labelOf(cells.label)),
    channelCodes[cells.channel] ?? 'foreign',
    caseName(cells.caseCode),
    named(identity),
    named(sid),
    named(topicOf(cells, source)),
    named(destinations.join(' ')),
    cells.sequence === 0 ? '' : String(cells.sequence),
    String(cells.size),
    String(cells.payloadSize),
    flagsOfMask(mask).join(' '),
    ...(payloads && row.isWhole ? payloadCells(payloadOf(cells, packet)) : ['', '']),
  ];
}

function payloadCells(payload: Uint8Array): readonly [payload: string, encoding: string] {
  const { text, invalidBytes } = decodeText(payload);
  if (invalidBytes === 0 && !control.test(text)) return [text, 'utf8'];
  return [base64Of(payload), 'base64'];
}

/** A name has no line breaks: those of one that does are shown as marks. */
function named(text: string): string {
  return printable(text);
}

function lineOf(cells: readonly string[]): string {
  return `${cells.map(cellOf).join(',')}${lineEnd}`;
}

function cellOf(text: string): string {
  // A quotation mark at the start needs no apostrophe here: it is within quotes.
  const safe = text.startsWith('"') ? text : safeCell(text);
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function base64Of(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 8_190) text += String.fromCharCode(...bytes.subarray(at, at + 8_190));
  return btoa(text);
}
