import type { Room } from 'livekit-client';

/** Something a simulated participant does again and again. */
export interface Behaviour {
  /** ms between two acts, and before the first one. */
  readonly everyMs: number;
  readonly firstAfterMs: number;
  act(self: Acting): Promise<void> | void;
}

/** What a behaviour can work with. */
export interface Acting {
  readonly room: Room;
  readonly identity: string;
  /** Counts the acts of this behaviour from 0. */
  readonly turn: number;
  /** [0, 1) */
  random(): number;
  /** Leaves the room and comes back with the same token after `awayMs`. */
  leaveFor(awayMs: number): void;
}

interface SimulatedParticipantOptions {
  readonly createRoom: () => Room;
  readonly url: string;
  readonly token: string;
  readonly identity: string;
  readonly behaviours: readonly Behaviour[];
  readonly random: () => number;
}

/** Before it tries again when the server did not let it in. */
const retryMs = 2_000;

/**
 * One participant of our own, on livekit-client, that plays its behaviours while it is in the room. An act that fails
 * is left out: real rooms do not stop for it either.
 */
export class SimulatedParticipant {
  readonly #options: SimulatedParticipantOptions;
  #room: Room | undefined;
  #stopped = true;
  readonly #timers = new Set<ReturnType<typeof setTimeout>>();

  constructor(options: SimulatedParticipantOptions) {
    this.#options = options;
  }

  async start(): Promise<void> {
    this.#stopped = false;
    await this.#enter();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#leave();
  }

  async #enter(): Promise<void> {
    const { createRoom, url, token, behaviours } = this.#options;
    const room = createRoom();
    this.#room = room;
    try {
      // The simulated server is on loopback: no STUN server must be asked.
      await room.connect(url, token, { autoSubscribe: false, rtcConfig: { iceServers: [] } });
    } catch {
      if (this.#room === room) this.#after(retryMs, () => void this.#enter());
      return;
    }
    if (this.#stopped) {
      await room.disconnect();
      return;
    }
    for (const behaviour of behaviours) this.#play(room, behaviour);
  }

  #play(room: Room, behaviour: Behaviour): void {
    let turn = 0;
    const step = (): void => {
      if (this.#room !== room) return;
      const acting: Acting = {
        room,
        identity: this.#options.identity,
        turn,
        random: this.#options.random,
        leaveFor: (awayMs) => {
          void this.#leave().then(() => {
            if (!this.#stopped) this.#after(awayMs, () => void this.#enter());
          });
        },
      };
      turn += 1;
      void tryTo(() => behaviour.act(acting));
      this.#after(behaviour.everyMs, step);
    };
    this.#after(behaviour.firstAfterMs, step);
  }

  async #leave(): Promise<void> {
    const room = this.#room;
    this.#room = undefined;
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
    await room?.disconnect();
  }

  #after(ms: number, then: () => void): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      then();
    }, ms);
    this.#timers.add(timer);
  }
}

async function tryTo(act: () => Promise<void> | void): Promise<void> {
  try {
    await act();
  } catch {
    // See the class: the next turn comes anyway.
  }
}
