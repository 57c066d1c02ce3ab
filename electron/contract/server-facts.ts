import { z } from './zod.ts';

/** What was learnt of a server, in this run of the application: nothing is asked or created to learn it, unless said so. */
export interface ServerFacts {
  readonly profileId: string;
  /** From a join response; empty: unknown until joined. */
  readonly version: string;
  readonly region: string;
  /** Epoch ms of the join that told them last; undefined: never joined. */
  readonly toldAtMs: number | undefined;
  /** Whether others may unmute: told by the server's answer to an unmute, never tried for its own sake. */
  readonly remoteUnmute: 'not-tried' | 'works' | 'refused';
  readonly move: TriedCall;
  readonly forward: TriedCall;
}

/** A call that was tried on a participant of our own, because a person asked for that. */
export interface TriedCall {
  readonly state: 'not-tried' | 'works' | 'not-implemented' | 'unclear';
  /** The server's answer where it is `unclear`; else empty. */
  readonly message: string;
  /** Epoch ms; undefined: not tried. */
  readonly atMs: number | undefined;
}

const profileId = z.string().min(1).max(200);

export const serverFactsRequests = {
  getServerFacts: z.object({ profileId }),
  /**
   * Creates two rooms of our own, joins one with a throwaway participant, tries to forward and to move it, and deletes
   * both rooms. Refused: `read-only`, `busy`, and as creating and joining a room are.
   */
  tryMoveAndForward: z.object({ profileId }),
} as const;

export interface ServerFactsOutputs {
  getServerFacts: ServerFacts;
  tryMoveAndForward: ServerFacts;
}
