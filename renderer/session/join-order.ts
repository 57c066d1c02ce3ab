import type { ParticipantInfo } from '../../electron/contract/domain.ts';

type Joined = Pick<ParticipantInfo, 'joinedAtMs'>;

/** Whoever joined first comes first; those of whom it is not known come last. To sort by. */
export function byJoin(one: Joined, other: Joined): number {
  return (one.joinedAtMs || Number.MAX_VALUE) - (other.joinedAtMs || Number.MAX_VALUE);
}
