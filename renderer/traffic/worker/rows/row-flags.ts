import { flagBit } from '../../protocol/index.ts';
import type { Sender } from '../../protocol/index.ts';
import { caseName } from '../packet/packet-cases.ts';
import type { PacketCase } from '../packet/packet-cases.ts';
import type { SessionContext } from '../session-context.ts';
import { channelCodes } from '../store/columns.ts';
import type { RowCells } from '../store/columns.ts';

/** The flags of a packet, as bits (see protocol/flags.ts). */
export function flagMask(cells: RowCells, sender: Sender, context: SessionContext): number {
  const packetCase = caseName(cells.caseCode);
  let mask = 0;
  if (packetCase === 'malformed') mask |= flagBit('malformed');
  if (packetCase === 'unknown' || packetCase === 'none') mask |= flagBit('unknown-case');
  if (isForeign(cells, packetCase, sender)) mask |= flagBit('foreign-label');
  if (sender.origin === 'server-api') mask |= flagBit('no-sender');
  if (sender.origin === 'hidden') mask |= flagBit('hidden-sender');
  if (sender.origin === 'participant') {
    // The sid is the proof; an agent may name another identity. Not known (yet) to the room: nothing to hold against.
    const proven = context.identityOf(sender.sid);
    if (proven !== undefined && proven !== sender.identity) mask |= flagBit('speaks-as');
  }
  return mask;
}

/**
 * A channel of ours with another label, or one of the sender's: the server passes on what came over such a channel as
 * a user packet with an identity and without sid, sequence and topic (livekit-server 1.13.5).
 */
function isForeign(cells: RowCells, packetCase: PacketCase, sender: Sender): boolean {
  if (channelCodes[cells.channel] === 'foreign') return true;
  return packetCase === 'user' && sender.origin === 'no-sid' && cells.sequence === 0 && cells.topic === 0;
}
