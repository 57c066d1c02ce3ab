import type { ParticipantInfo } from '../../contract/domain.ts';

/** What a look at the room says about one identity. */
export interface Sighting {
  /** Who has the identity now; undefined: nobody. */
  readonly person: ParticipantInfo | undefined;
  /** A connection that was not there at the look before. */
  readonly isNew: boolean;
  /** The first one that is seen at all, of somebody who is not known to have been there before. */
  readonly isFirst: boolean;
  /** It was there at the look before, and nobody is now. */
  readonly hasLeft: boolean;
  /** How long nobody had the identity, ms; undefined: it never was seen away. As exact as the looks are close. */
  readonly awayMs: number | undefined;
}

/**
 * Tells the connections of one identity apart: a rejoin is a new sid, also where it was so quick that no look saw the
 * participant away. A resume of the same connection keeps its sid.
 */
export class ConnectionWatch {
  readonly #identity: string;
  readonly #ignoredSid: string | undefined;
  #sid: string | undefined;
  #awaySinceMs: number | undefined;
  #wasThere: boolean;

  /**
   * @param awaySinceMs epoch ms since when nobody has it; undefined: somebody may
   * @param ignoredSid a connection that has ended, whatever the server still lists
   */
  constructor(identity: string, awaySinceMs?: number, ignoredSid?: string) {
    this.#identity = identity;
    this.#awaySinceMs = awaySinceMs;
    this.#wasThere = awaySinceMs !== undefined;
    this.#ignoredSid = ignoredSid;
  }

  look(people: readonly ParticipantInfo[], nowMs: number): Sighting {
    const person = people.find(
      ({ identity, sid, state }) => identity === this.#identity && sid !== this.#ignoredSid && state !== 'disconnected',
    );
    const before = this.#sid;
    this.#sid = person?.sid;
    if (person === undefined) {
      const hasLeft = before !== undefined;
      if (hasLeft) this.#awaySinceMs = nowMs;
      return { person, isNew: false, isFirst: false, hasLeft, awayMs: undefined };
    }
    const awayMs = this.#awaySinceMs === undefined ? undefined : Math.max(0, nowMs - this.#awaySinceMs);
    this.#awaySinceMs = undefined;
    const isFirst = !this.#wasThere;
    this.#wasThere = true;
    return { person, isNew: person.sid !== before, isFirst, hasLeft: false, awayMs };
  }
}
