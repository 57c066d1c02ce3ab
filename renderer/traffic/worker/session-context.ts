import { LookAlikes, LookMemory } from '../../ui/look-alike.ts';
import type { LookAlike } from '../../ui/look-alike.ts';

/** A room with more participants over its life than this forgets the sids it was told first. */
const sidsMaximum = 100_000;

/** The server batches joins for up to 3 s (2.5 s seen): who is not in the room's list by then is not in the room. */
const toldWithinMs = 5_000;

/** Topics of text streams for which livekit-client 2.23.0 has a handler of its own: RPC, version 2. */
const sdkTopics = ['lk.rpc_request', 'lk.rpc_response'];

/** Who is who in one session's room, as far as the room has told, and what this console's SDK takes. */
export class SessionContext {
  ownIdentity: string;
  ownSid = '';
  /** Topics of streams, and methods of RPC, that have a handler in this console's SDK. */
  readonly handledTopics: ReadonlySet<string> = new Set(sdkTopics);
  readonly handledMethods: ReadonlySet<string> = new Set();
  readonly #identityBySid = new Map<string, string>();
  readonly #names = new LookAlikes({ look: new LookMemory().look });
  #version = 0;
  #toldAt = -Infinity;

  constructor(ownIdentity: string) {
    this.ownIdentity = ownIdentity;
  }

  /** Counts the changes: rows that were built before one may look different now. */
  get version(): number {
    return this.#version + this.#names.version;
  }

  /**
   * Takes in what the room knows now. Those who left stay known: their last packets may still arrive. `at`: epoch ms
   * of it, on the clock of the packets.
   */
  update(
    own: { readonly identity: string; readonly sid: string },
    participants: ReadonlyMap<string, string>,
    at = -Infinity,
  ): void {
    let changed = own.identity !== this.ownIdentity || own.sid !== this.ownSid;
    this.ownIdentity = own.identity;
    this.ownSid = own.sid;
    this.#toldAt = Math.max(this.#toldAt, at);
    this.noteName(own.identity);
    for (const [sid, identity] of participants) {
      this.noteName(identity);
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

  /** Whether the room would have told by now of somebody who sent at `time`. */
  wouldKnow(time: number): boolean {
    return this.#toldAt - time > toldWithinMs;
  }

  /** An identity was seen, in a packet or in the room: others are compared with it. */
  noteName(identity: string): void {
    if (identity !== '') this.#names.add(identity);
  }

  /** What is remarkable about how an identity looks among those seen; undefined: nothing. */
  lookOf(identity: string): LookAlike | undefined {
    return identity === '' ? undefined : this.#names.of(identity);
  }
}
