import { LookAlikes, LookMemory } from '../../ui/look-alike.ts';
import type { LookAlike } from '../../ui/look-alike.ts';
import { rpcRequestTopic, rpcResponseTopic } from './flows/rpc-stream.ts';

/** A room with more participants over its life than this forgets the sids it was told first. */
const sidsMaximum = 100_000;

/** The server batches joins for up to 3 s (2.5 s seen): who is not in the room's list by then is not in the room. */
const toldWithinMs = 5_000;

/** Senders whom the room has not named, of which is known since when they send; of more, the first are forgotten. */
const unnamedMaximum = 1_000;

/** Topics of text streams for which livekit-client 2.23.0 has a handler of its own: RPC, version 2. */
const sdkTopics = [rpcRequestTopic, rpcResponseTopic];

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
  /** By sid, for those whom the room has not named: epoch ms of the first packet. */
  readonly #unnamed = new Map<string, number>();
  #awaitedUntil = Infinity;

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
    this.noteName(own.identity);
    for (const [sid, identity] of participants) {
      this.noteName(identity);
      this.#unnamed.delete(sid);
      if (sid === '' || this.#identityBySid.get(sid) === identity) continue;
      this.#identityBySid.set(sid, identity);
      changed = true;
    }
    for (const sid of this.#identityBySid.keys()) {
      if (this.#identityBySid.size <= sidsMaximum) break;
      this.#identityBySid.delete(sid);
    }
    if (changed) this.#version += 1;
    this.#tellUntil(at);
  }

  /** Nothing has changed since the last update, until `at` (epoch ms): who was not named by then is not in the room. */
  nothingNew(at: number): void {
    if (this.#toldAt !== -Infinity) this.#tellUntil(at);
  }

  /** Epoch ms after which a sender that the room has not named is absent; undefined: nobody is waited for. */
  get awaitedUntil(): number | undefined {
    return this.#awaitedUntil === Infinity ? undefined : this.#awaitedUntil;
  }

  /** Everybody whom the room has told of, those who left too: sid to identity. */
  get known(): ReadonlyMap<string, string> {
    return this.#identityBySid;
  }

  /** The identity that the room gives to a sid; undefined where it has not told. */
  identityOf(sid: string): string | undefined {
    return this.#identityBySid.get(sid);
  }

  /** The sids that the room gave to an identity, this console's own among them. Looks at all: for one answer only. */
  sidsOf(identity: string): readonly string[] {
    const sids = new Set(identity === this.ownIdentity && this.ownSid !== '' ? [this.ownSid] : []);
    for (const [sid, named] of this.#identityBySid) {
      if (named === identity) sids.add(sid);
    }
    return [...sids];
  }

  /** Whether the room would have named by now who has this sid, and has not. `time`: of a packet of it, epoch ms. */
  isAbsent(sid: string, time: number): boolean {
    if (this.#identityBySid.has(sid)) return false;
    const since = this.#unnamed.get(sid) ?? this.#noteUnnamed(sid, time);
    return this.#toldAt - since > toldWithinMs;
  }

  /** An identity was seen, in a packet or in the room: others are compared with it. */
  noteName(identity: string): void {
    if (identity !== '') this.#names.add(identity);
  }

  /** What is remarkable about how an identity looks among those seen; undefined: nothing. */
  lookOf(identity: string): LookAlike | undefined {
    return identity === '' ? undefined : this.#names.of(identity);
  }

  /** Whether an identity is to be taken with care for its looks: such rows are flagged. */
  isSuspect(identity: string): boolean {
    return this.lookOf(identity)?.isSuspect === true;
  }

  #noteUnnamed(sid: string, time: number): number {
    this.#unnamed.set(sid, time);
    for (const first of this.#unnamed.keys()) {
      if (this.#unnamed.size <= unnamedMaximum) break;
      this.#unnamed.delete(first);
    }
    const until = time + toldWithinMs;
    if (until >= this.#toldAt) this.#awaitedUntil = Math.min(this.#awaitedUntil, until);
    return time;
  }

  #tellUntil(at: number): void {
    this.#toldAt = Math.max(this.#toldAt, at);
    if (this.#toldAt <= this.#awaitedUntil) return;
    this.#awaitedUntil = Infinity;
    let hasAbsent = false;
    for (const since of this.#unnamed.values()) {
      const until = since + toldWithinMs;
      if (until < this.#toldAt) hasAbsent = true;
      else this.#awaitedUntil = Math.min(this.#awaitedUntil, until);
    }
    if (hasAbsent) this.#version += 1;
  }
}
