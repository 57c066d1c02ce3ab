import type { EnvelopeField, PacketRow } from '../../protocol/index.ts';
import { ambiguityOf } from '../packet/ambiguity.ts';
import { decodedFields } from '../packet/decoded-fields.ts';
import { frameFields } from '../packet/frame-fields.ts';
import { decodePacket } from '../packet/packet-preview.ts';
import type { SessionContext } from '../session-context.ts';
import { rowBits } from '../store/columns.ts';
import type { RowCells } from '../store/columns.ts';
import { malformedReason } from './row-builder.ts';

/** All fields of a packet's envelope: of the channel, of the sender, and of the packet as decoded. */
export function envelopeFields(
  row: PacketRow,
  cells: RowCells,
  packet: Uint8Array,
  context: SessionContext,
): readonly EnvelopeField[] {
  return [...channelFields(row, cells), ...senderFields(row, context), ...packetFields(row, cells, packet)];
}

function channelFields(row: PacketRow, cells: RowCells): readonly EnvelopeField[] {
  const fields: EnvelopeField[] = [
    { name: 'channel label', value: row.label, hint: labelHint(row) },
    { name: 'bytes on the channel', value: String(row.size), hint: '' },
  ];
  if (cells.has(rowBits.text)) {
    fields.push({ name: 'frame', value: 'text', hint: 'Sent as a string; the bytes are its UTF-8.' });
  }
  if (cells.has(rowBits.bytesMissing)) {
    fields.push({ name: 'frame', value: 'Blob', hint: 'The bytes of a Blob cannot be read as it is sent.' });
  }
  return fields;
}

function labelHint(row: PacketRow): string {
  switch (row.channel) {
    case 'reliable':
      return 'Ordered, and sent again until it arrives.';
    case 'lossy':
      return 'Unordered, and never sent again: what is lost stays lost.';
    case 'data-track':
      return 'Frames of data tracks; they are no DataPackets.';
    case 'foreign':
      return 'A label that LiveKit does not use.';
  }
}

function senderFields(row: PacketRow, context: SessionContext): readonly EnvelopeField[] {
  const { origin, identity, sid } = row.sender;
  const proven = context.identityOf(sid);
  const words: Record<typeof origin, string> = {
    participant: 'Identity and sid are in the packet. The sid is written by the server: it is the proof.',
    'server-api': 'Neither identity nor sid: sent over the server API.',
    hidden: 'A sid without identity: a hidden participant.',
    self: 'This console. The packet need not name the sender: the server fills it in.',
    'no-sid': 'An identity without sid: it came over a channel with another label, or is an RPC of the server API.',
    unreadable: 'These bytes name no sender that could be read.',
  };
  const fields: EnvelopeField[] = [{ name: 'sender', value: identity || sid || origin, hint: words[origin] }];
  if (origin === 'participant' && proven !== undefined && proven !== identity) {
    const hint = 'The packet names another identity than the room gives to its sid. Act on the sid, not on the name.';
    fields.push({ name: 'sid belongs to', value: proven, hint });
  }
  return fields;
}

function packetFields(row: PacketRow, cells: RowCells, packet: Uint8Array): readonly EnvelopeField[] {
  if (row.case === 'raw' || cells.has(rowBits.bytesMissing)) return [];
  if (row.case === 'dataTrackFrame') return frameFields(packet);
  const malformed = malformedReason(packet);
  if (malformed !== undefined) {
    const value = `${malformed.reason}, at byte ${malformed.at}`;
    const hint = 'A LiveKit server drops what it cannot parse: written by hand, by a hostile server or a fake peer.';
    return [{ name: 'not a DataPacket', value, hint }];
  }
  const decoded = decodePacket(packet);
  return decoded === undefined ? [] : [...ambiguityFields(packet), ...decodedFields(decoded)];
}

/** The fields that follow are those that the server reads. */
function ambiguityFields(packet: Uint8Array): readonly EnvelopeField[] {
  const two = ambiguityOf(packet);
  if (two === undefined) return [];
  const hint = 'No LiveKit client writes such a field: somebody wrote it by hand.';
  return [
    { name: 'skipped', value: two.skipped, hint },
    { name: 'read by the SDK', value: two.library, hint: 'The fields below are what the server reads.' },
  ];
}
