import { formatCount } from '../../ui/format.ts';
import type { ValueTarget } from '../filter/value-menu.ts';
import type { PacketDetail, PacketRow } from '../protocol/index.ts';
import { kindWord } from '../row-format.ts';
import { elapsed } from './flow-words.ts';

/** What a filter can ask of a fact of the inspector, by the field's name; undefined: nothing. */
export function factTarget(row: PacketRow, fact: string | undefined): ValueTarget | undefined {
  switch (fact) {
    case 'time':
      return { field: 'time', value: row.time, copy: new Date(row.time).toISOString() };
    case 'kind':
      return { field: 'kind', value: kindWord(row.channel) };
    case 'label':
      return { field: 'label', value: row.label };
    case 'case':
      return { field: 'case', value: row.case };
    case 'from':
      return { field: 'from', value: row.sender.identity };
    case 'sid':
      return { field: 'sid', value: row.sender.sid };
    case 'topic':
      return { field: 'topic', value: row.topic };
    case 'to':
      return { field: 'to', value: row.destinations[0] ?? '', copy: row.destinations.join('\n') };
    case 'seq':
      return { field: 'seq', value: row.sequence };
    case 'size':
      return { field: 'size', value: row.size };
    case 'payload':
      return { field: 'payload', value: row.payloadSize };
    default:
      return undefined;
  }
}

/** `after 213, 2.4 s before`: the numbered packet of this sender that came before; empty where none is near. */
export function sequenceBefore({ row, sequenceRows }: Pick<PacketDetail, 'row' | 'sequenceRows'>): string {
  const before = sequenceRows.filter((one) => one.row < row.row).at(-1);
  return before === undefined ? '' : `after ${formatCount(before.sequence)}, ${elapsed(row.time - before.time)} before`;
}
