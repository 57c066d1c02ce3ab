import type { SessionSnapshot } from '../session/client.ts';

/** A track that was muted from here, and that the room has shown muted. */
export interface MutedTrack {
  readonly sessionId: string;
  readonly identity: string;
  readonly sid: string;
  readonly trackSid: string;
  /** As it stands in a sentence: "microphone". */
  readonly track: string;
  /** Epoch ms. */
  readonly mutedAtMs: number;
}

/** Beyond it the oldest go: nobody watches a thousand by eye. */
const watchedMaximum = 1_000;

/** Tells when a track that was muted from here is unmuted: a mute is no gag, the client may undo it at once. */
export class UnmuteWatch {
  readonly #watched = new Map<string, MutedTrack>();
  readonly #tell: (track: MutedTrack) => void;

  constructor(tell: (track: MutedTrack) => void) {
    this.#tell = tell;
  }

  get size(): number {
    return this.#watched.size;
  }

  add(track: MutedTrack): void {
    const key = keyOf(track.sessionId, track.trackSid);
    this.#watched.delete(key);
    this.#watched.set(key, track);
    if (this.#watched.size <= watchedMaximum) return;
    for (const oldest of this.#watched.keys()) {
      this.#watched.delete(oldest);
      break;
    }
  }

  /** It is unmuted from here: no news. */
  drop(sessionId: string, trackSid: string): void {
    this.#watched.delete(keyOf(sessionId, trackSid));
  }

  look(snapshot: SessionSnapshot): void {
    if (this.#watched.size === 0 || snapshot.state !== 'connected') return;
    for (const [key, watched] of this.#watched) {
      if (watched.sessionId !== snapshot.sessionId) continue;
      const owner = snapshot.participants.find(({ sid }) => sid === watched.sid);
      const track = owner?.tracks.find(({ sid }) => sid === watched.trackSid);
      if (track?.muted === true) continue;
      this.#watched.delete(key);
      if (track !== undefined) this.#tell(watched);
    }
  }
}

function keyOf(sessionId: string, trackSid: string): string {
  return JSON.stringify([sessionId, trackSid]);
}
