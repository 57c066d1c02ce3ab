import type { RoomParticipant } from '../session/client.ts';

export interface DestinationOption {
  readonly identity: string;
  readonly name: string;
}

/** More would not be read; typing on narrows them. */
const shownOptions = 8;

/**
 * Who is offered while a destination is typed: those present and not chosen, whose identity or name has what is typed;
 * identities that begin with it come first. The own participant is left out: nobody receives its own message.
 */
export function destinationOptions(
  participants: readonly RoomParticipant[],
  chosen: readonly string[],
  typed: string,
  offerOwn: boolean,
): DestinationOption[] {
  const wanted = typed.trim().toLowerCase();
  return participants
    .filter((participant) => (offerOwn || !participant.isLocal) && !chosen.includes(participant.identity))
    .filter(({ identity, name }) => `${identity}\n${name}`.toLowerCase().includes(wanted))
    .sort(
      (one, other) =>
        rank(one.identity, wanted) - rank(other.identity, wanted) || (one.identity < other.identity ? -1 : 1),
    )
    .slice(0, shownOptions)
    .map(({ identity, name }) => ({ identity, name }));
}

function rank(identity: string, wanted: string): number {
  return identity.toLowerCase().startsWith(wanted) ? 0 : 1;
}
