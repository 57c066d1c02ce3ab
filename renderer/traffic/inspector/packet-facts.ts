import { formatCount } from '../../ui/format.ts';
import { textTarget } from '../filter/text-target.ts';
import type { ValueTarget } from '../filter/value-menu.ts';
import type { EnvelopeField, PacketDetail, PacketRow } from '../protocol/index.ts';
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

/** How the envelope's list writes a field without a value; a sequence of 0 is none. */
const unset: ReadonlySet<string> = new Set(['', 'empty', 'none', 'not set', '0']);

/** What a filter can ask of a field of the envelope; of most, nothing: they can but be copied. */
export function envelopeTarget(row: PacketRow, { name, value }: EnvelopeField): ValueTarget {
  const known = fieldTarget(row, name.replace(/\[[^\]]*\]/g, ''), value);
  const told = known?.value === undefined ? '' : String(known.value);
  // A field for older clients may say otherwise than what the row goes by, and a filter.
  const isSame = told === value || (told === '' && unset.has(value)) || known?.field === 'text';
  return known !== undefined && isSame ? { ...known, copy: value } : { field: undefined, value };
}

function fieldTarget(row: PacketRow, name: string, value: string): ValueTarget | undefined {
  const { flow, sender } = row;
  switch (name) {
    case 'channel label':
      return factTarget(row, 'label');
    case 'bytes on the channel':
      return factTarget(row, 'size');
    case 'sender':
      return factTarget(row, sender.identity === '' ? 'sid' : 'from');
    case 'participant_identity':
    case 'user.participant_identity':
      return factTarget(row, 'from');
    case 'participant_sid':
    case 'user.participant_sid':
      return factTarget(row, 'sid');
    case 'user.topic':
    case 'stream_header.topic':
      return factTarget(row, 'topic');
    case 'sequence':
      return factTarget(row, 'seq');
    case 'destination_identities':
    case 'user.destination_identities':
    case 'user.destination_sids':
      return { field: 'to', value: row.destinations.find((one) => one === value) ?? row.destinations[0] ?? '' };
    case 'stream_header.stream_id':
    case 'stream_chunk.stream_id':
    case 'stream_trailer.stream_id':
      return { field: 'stream', value: flow?.kind === 'stream' ? flow.id : '' };
    case 'rpc_request.id':
    case 'rpc_ack.request_id':
    case 'rpc_response.request_id':
      return { field: 'rpc', value: flow?.kind === 'rpc' ? flow.id : '' };
    case 'chat_message.message':
    case 'rpc_request.payload':
    case 'rpc_response.payload':
      return unset.has(value) ? undefined : textTarget(value);
    default:
      return undefined;
  }
}

/** `after 213, 2.4 s before`: the numbered packet of this sender that came before; empty where none is near. */
export function sequenceBefore({ row, sequenceRows }: Pick<PacketDetail, 'row' | 'sequenceRows'>): string {
  const before = sequenceRows.filter((one) => one.row < row.row).at(-1);
  return before === undefined ? '' : `after ${formatCount(before.sequence)}, ${elapsed(row.time - before.time)} before`;
}
