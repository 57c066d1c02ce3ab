/** A room with more participants over its life than this forgets the sids it was told first. */
const sidsMaximum = 100_000;

/** Who is who in one session's room, as far as the room has told. */
export class SessionContext {
  ownIdentity: string;
  ownSid = '';
  readonly #identityBySid = new Map<string, string>();
  #version = 0;

  constructor(ownIdentity: string) {
    this.ownIdentity = ownIdentity;
  }

  /** Counts the changes: rows that were built before one may look different now. */
  get version(): number {
    return this.#version;
  }

  /** Takes in what the room knows now. Those who left stay known: their last packets may still arrive. */
  update(own: { readonly identity: string; readonly sid: string }, participants: ReadonlyMap<string, string>): void {
    let changed = own.identity !== this.ownIdentity || own.sid !== this.ownSid;
    this.ownIdentity = own.identity;
    this.ownSid = own.sid;
    for (const [sid, identity] of participants) {
      if (sid === '' || this.#identityBySid.get(sid) === identity) continue;
      this.#identityBySid.set(sid, identity);
      changed = true;
    }
    for (const sid of this.#identityBySid.keys()) {
      if (this.#identityBySid.size <= sidsMaximum) break;
      this.#identityBySid.delete(sid);
    }
    if (changed) this.#version += 1;
  }

  /** The identity that the room gives to a sid; undefined where it has not told. */
  identityOf(sid: string): string | undefined {
    return this.#identityBySid.get(sid);
  }
}
