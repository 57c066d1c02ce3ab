import { textOf, textTarget } from '../filter/text-target.ts';
import type { ValueTarget } from '../filter/value-menu.ts';
import type { EventRow, PacketRow, RowView } from '../protocol/index.ts';
import { kindWord } from '../row-format.ts';
import type { ColumnName } from './columns.ts';

/**
 * What a menu on a cell is about. Column undefined: the preview, or what happened. `payload`: the row's, where it is
 * here: a preview alone seldom has all of it. Pure.
 */
export function cellValue(row: RowView, column: ColumnName | undefined, payload?: Uint8Array): ValueTarget {
  if (column === 'time' || column === 'delta') {
    return { field: 'time', value: row.time, copy: new Date(row.time).toISOString() };
  }
  return row.type === 'packet' ? packetValue(row, column, payload) : eventValue(row, column);
}

function packetValue(row: PacketRow, column: ColumnName | undefined, payload: Uint8Array | undefined): ValueTarget {
  switch (column) {
    case 'dir':
      return { field: 'dir', value: row.direction };
    case 'kind':
      return { field: 'kind', value: kindWord(row.channel) };
    case 'sender':
      return senderValue(row);
    case 'topic':
      return { field: 'topic', value: row.topic };
    case 'to':
      return { field: 'to', value: row.destinations[0] ?? '', copy: row.destinations.join('\n') };
    case 'size':
      return { field: 'size', value: row.size };
    case 'seq':
      return { field: 'seq', value: row.sequence };
    case 'flags':
      return { field: 'flag', value: row.flags[0], copy: row.flags.join(', ') };
    default:
      return previewValue(row, payload);
  }
}

/** The payload's text; where there is none, what the packet is part of, or its kind. */
function previewValue(row: PacketRow, payload: Uint8Array | undefined): ValueTarget {
  const text = payload === undefined ? wholePreview(row) : textOf(payload);
  if (text !== undefined) return textTarget(text);
  if (row.flow !== undefined) return { field: row.flow.kind, value: row.flow.id, copy: row.preview };
  return { field: 'case', value: row.case, copy: row.preview };
}

/** The preview, if it is the payload as it is: neither cut nor marked, hex nor with words before it. */
function wholePreview({ preview, payloadSize }: PacketRow): string | undefined {
  if (preview === '' || preview.endsWith('…') || preview.includes('⟨')) return undefined;
  return new TextEncoder().encode(preview).length === payloadSize ? preview : undefined;
}

/** By what the packet proves: the identity, else the sid, else that there is neither. */
function senderValue({ sender }: PacketRow): ValueTarget {
  if (sender.identity !== '') return { field: 'from', value: sender.identity };
  if (sender.sid !== '') return { field: 'sid', value: sender.sid };
  return { field: 'flag', value: 'no-sender', copy: '' };
}

function eventValue(row: EventRow, column: ColumnName | undefined): ValueTarget {
  if (column === undefined && row.identity !== '') return { field: 'from', value: row.identity };
  return { field: 'event', value: row.event, copy: `${row.title} ${row.text}`.trim() };
}
