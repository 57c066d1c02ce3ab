import type { RoomChangeOutcome } from '../../electron/contract/changes.ts';
import type { RequestInput } from '../../electron/contract/requests.ts';
import type { Result } from '../../electron/contract/result.ts';
import type { SessionCall } from '../session/client.ts';
import { verifyEdit, type EditOutcome } from '../ui/editor/edit-verifier.ts';
import type { Timers, Watched } from '../ui/editor/when-seen.ts';

/** A room's metadata at one moment, as something tells it. */
export interface RoomMetadataSeen {
  readonly metadata: string;
  /** When it was last told anew, epoch ms; undefined: never. */
  readonly seenAtMs: number | undefined;
}

/** A room as a session of this console that is in it tells it. */
export interface WatchedRoom extends Watched<RoomMetadataSeen> {
  /** To announce a change to its history, and to leave a row in its log. */
  call(call: SessionCall['call']): Promise<Result<undefined>>;
}

export interface RoomEditorOptions {
  readonly profileId: string;
  readonly room: string;
  changeRoom(input: RequestInput<'changeRoom'>): Promise<Result<RoomChangeOutcome>>;
  cancelChange(input: RequestInput<'cancelChange'>): Promise<Result<undefined>>;
  /** Undefined where the room is not open here. */
  watched(): WatchedRoom | undefined;
  /** Reads the server's list again; undefined where it does not answer, or does not list the room. */
  readListed(): Promise<string | undefined>;
  readonly timers: Timers;
  /** Epoch ms. */
  now(): number;
  newId(): string;
}

/** Saves a room's metadata, and finds out what its people saw of it, or at least what the server lists. */
export class RoomEditor {
  readonly #options: RoomEditorOptions;

  constructor(options: RoomEditorOptions) {
    this.#options = options;
  }

  /** An abort of `signal` ends the wait for the server's answer. */
  async save(wanted: string, signal?: AbortSignal): Promise<EditOutcome> {
    const watched = this.#options.watched();
    if (watched === undefined) return this.#saveAndRead(wanted, signal);
    void watched.call({
      name: 'expectChange',
      subject: { kind: 'room' },
      change: { field: 'metadata', value: wanted },
      by: 'this console',
    });
    let doubts: readonly string[] = [];
    const outcome = await verifyEdit({
      send: async () => {
        const result = await this.#send(wanted, signal);
        if (result.ok) doubts = result.value.doubts;
        return result;
      },
      doubts: () => doubts,
      watched,
      read: (room) => ({ isWanted: room.metadata === wanted, seenAtMs: room.seenAtMs }),
      // Unlike a participant's, a room's metadata can be emptied.
      emptyIsIgnored: false,
      timers: this.#options.timers,
      now: () => this.#options.now(),
    });
    if (outcome.kind !== 'refused') void this.#note(watched, outcome);
    return outcome;
  }

  #send(metadata: string, signal: AbortSignal | undefined): Promise<Result<RoomChangeOutcome>> {
    const { profileId, room, changeRoom, cancelChange, newId } = this.#options;
    const changeId = newId();
    signal?.addEventListener('abort', () => void cancelChange({ changeId }), { once: true });
    return changeRoom({ profileId, room, changeId, change: { kind: 'roomMetadata', value: metadata } });
  }

  async #saveAndRead(wanted: string, signal: AbortSignal | undefined): Promise<EditOutcome> {
    const result = await this.#send(wanted, signal);
    if (!result.ok && result.kind === 'refused') return { kind: 'refused', message: result.message };
    if ((await this.#options.readListed()) === wanted) return { kind: 'listed' };
    return result.ok ? { kind: 'not-listed' } : { kind: 'unknown', message: result.message };
  }

  #note(watched: WatchedRoom, outcome: EditOutcome): Promise<Result<undefined>> {
    const isSeen = outcome.kind === 'seen';
    return watched.call({
      name: 'noteAction',
      title: isSeen ? 'This console changed the room’s metadata' : 'This console asked to change the room’s metadata',
      text: `Through the server API${isSeen ? '' : '; no change was seen'}`,
      severity: isSeen ? 'info' : 'warn',
    });
  }
}
