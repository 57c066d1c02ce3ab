import type { ParticipantInfo } from '../../electron/contract/domain.ts';
import { printable, printableName } from '../ui/safe-text.ts';

/** A sender as a packet tells it: the identity is what it says, the sid what the server wrote. */
export interface SaidSender {
  readonly identity: string;
  readonly sid: string;
}

export type SidOwner =
  | {
      readonly kind: 'here';
      readonly identity: string;
      /** Where the packet names somebody else, or nobody: who really sent it, as a sentence. */
      readonly note: string | undefined;
    }
  /** A sentence why nobody can be moderated for it. */
  | { readonly kind: 'nobody'; readonly why: string };

/** Who sent it: whose the sid is, whatever identity the message speaks as. `people`: the room's, and the server's list. */
export function ownerOfSid(sender: SaidSender, people: readonly ParticipantInfo[]): SidOwner {
  const { identity, sid } = sender;
  if (sid === '') {
    return {
      kind: 'nobody',
      why:
        identity === ''
          ? 'It was sent over the server API: whoever holds a key of this server sent it, no participant.'
          : `It says ${printableName(identity, 100)} and carries no sid, so nothing proves who sent it.`,
    };
  }
  const owner = people.find((one) => one.sid === sid);
  if (owner === undefined) {
    const other = people.find((one) => identity !== '' && one.identity === identity);
    const stranger =
      other === undefined ? '' : ` Whoever is here as ${printableName(identity, 100)} now is another connection.`;
    return { kind: 'nobody', why: `Who sent it, ${printable(sid, 100)}, is not in the room any more.${stranger}` };
  }
  if (owner.identity === identity) return { kind: 'here', identity, note: undefined };
  const who = `${printableName(owner.identity, 100)} (${printable(sid, 100)})`;
  return {
    kind: 'here',
    identity: owner.identity,
    note:
      identity === ''
        ? `The message names nobody; it was sent by ${who}, who is shown here.`
        : `The message speaks as ${printableName(identity, 100)}; it was sent by ${who}, who is shown here.`,
  };
}
