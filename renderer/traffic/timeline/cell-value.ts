import type { ValueTarget } from '../filter/value-menu.ts';
import type { EventRow, PacketRow, RowView } from '../protocol/index.ts';
import { kindWord } from '../row-format.ts';
import type { ColumnName } from './columns.ts';

/** What a menu on a cell is about. Column undefined: the preview, or what happened. Pure. */
export function cellValue(row: RowView, column: ColumnName | undefined): ValueTarget {
  if (column === 'time' || column === 'delta') {
    return { field: 'time', value: row.time, copy: new Date(row.time).toISOString() };
  }
  return row.type === 'packet' ? packetValue(row, column) : eventValue(row, column);
}

function packetValue(row: PacketRow, column: ColumnName | undefined): ValueTarget {
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
      // Of the text a row has but the beginning; its kind of packet is what it shares with others.
      return { field: 'case', value: row.case, copy: row.preview };
  }
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
