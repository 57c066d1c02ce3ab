import type { Session } from '../../electron/contract/domain.ts';
import type { Request } from '../bridge.ts';
import { ownerOfSid, type SidOwner } from '../moderation/sid-owner.ts';
import type { SessionSnapshot } from '../session/client.ts';
import type { RowView } from '../traffic/protocol/index.ts';

/**
 * Whom a row leads to. Of a packet it is the owner of the sid, whatever identity it speaks as; hidden ones are looked
 * for in the server's list. Of a room event it is whom it concerns.
 */
export async function personBehind(
  row: RowView,
  where: { readonly session: Session; readonly snapshot: SessionSnapshot | undefined; readonly request: Request },
): Promise<SidOwner> {
  if (row.type === 'event') return { kind: 'here', identity: row.identity, note: undefined };
  const told = where.snapshot?.participants ?? [];
  const owner = ownerOfSid(row.sender, told);
  if (owner.kind === 'here' || row.sender.sid === '') return owner;
  const { profileId, room } = where.session;
  const listed = await where.request('listParticipants', { profileId, room });
  return listed.ok ? ownerOfSid(row.sender, listed.value) : owner;
}
