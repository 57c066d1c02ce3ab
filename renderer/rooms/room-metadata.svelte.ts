import type { RoomSummary } from '../../electron/contract/domain.ts';
import type { Request } from '../bridge.ts';
import { verifyEdit } from '../ui/editor/edit-verifier.ts';
import { outcomeWords } from '../ui/editor/outcome-words.ts';
import type { OutcomeWords } from '../ui/editor/outcome-words.ts';
import { pageTimers } from '../ui/editor/when-seen.ts';
import type { Watched } from '../ui/editor/when-seen.ts';
import type { RoomsState } from './rooms-state.svelte.ts';

/** A room's metadata at one moment, as something tells it. */
export interface RoomMetadataSeen {
  readonly metadata: string;
  /** When it was last told anew, epoch ms; undefined: never. */
  readonly seenAtMs: number | undefined;
}

/**
 * Room metadata as a draft against what is live: what a tab's room tells where it is open here, else what the server
 * lists.
 */
export class RoomMetadataState {
  draft = $state('');
  busy = $state(false);
  outcome = $state.raw<OutcomeWords>();
  /** The live value that the draft began from, or that was taken or seen last. */
  base = $state('');
  readonly #request: Request;
  readonly #rooms: RoomsState;
  readonly #name: string;
  readonly #watched: Watched<RoomMetadataSeen> | undefined;

  /** `watched`: the room as a session in it tells it; undefined where it is not open here. */
  constructor(options: {
    request: Request;
    rooms: RoomsState;
    room: RoomSummary;
    watched: Watched<RoomMetadataSeen> | undefined;
  }) {
    this.#request = options.request;
    this.#rooms = options.rooms;
    this.#name = options.room.name;
    this.#watched = options.watched;
    this.base = options.watched?.current()?.metadata ?? options.room.metadata;
    this.draft = this.base;
  }

  /** Somebody else changed it while it was edited; saving would overwrite that. */
  isConflict(live: string): boolean {
    return live !== this.base && live !== this.draft;
  }

  takeLive(live: string): void {
    this.base = live;
    this.draft = live;
    this.outcome = undefined;
  }

  /** Keeps the draft and takes note of the live value, so that saving is a decision. */
  keepDraft(live: string): void {
    this.base = live;
  }

  /** True when the new value was accepted or seen. */
  async save(): Promise<boolean> {
    if (this.busy) return false;
    this.busy = true;
    this.outcome = undefined;
    const wanted = this.draft;
    this.outcome =
      this.#watched === undefined ? await this.#saveAndRead(wanted) : await this.#saveAndSee(wanted, this.#watched);
    this.busy = false;
    const saved = this.outcome.severity === 'ok' || this.outcome.severity === 'info';
    if (saved) this.base = wanted;
    void this.#rooms.readAgain();
    return saved;
  }

  #send(metadata: string) {
    return this.#request('updateRoomMetadata', { profileId: this.#rooms.profileId, room: this.#name, metadata });
  }

  async #saveAndSee(wanted: string, watched: Watched<RoomMetadataSeen>): Promise<OutcomeWords> {
    const outcome = await verifyEdit({
      send: () => this.#send(wanted),
      watched,
      read: (room) => ({ isWanted: room.metadata === wanted, seenAtMs: room.seenAtMs }),
      // Unlike a participant's, a room's metadata can be emptied.
      emptyIsIgnored: false,
      timers: pageTimers,
      now: Date.now,
    });
    return outcomeWords(outcome, 'metadata');
  }

  async #saveAndRead(wanted: string): Promise<OutcomeWords> {
    const result = await this.#send(wanted);
    if (!result.ok && result.kind === 'refused')
      return outcomeWords({ kind: 'refused', message: result.message }, 'metadata');
    await this.#rooms.readAgain();
    const listed = this.#rooms.failure === undefined ? this.#rooms.find(this.#name)?.metadata : undefined;
    if (listed === wanted) {
      return {
        severity: 'ok',
        title: 'The server lists the new value',
        text: 'This room is not open here, so what its people saw is not known.',
      };
    }
    if (!result.ok) return outcomeWords({ kind: 'unknown', message: result.message }, 'metadata');
    return {
      severity: 'warn',
      title: 'The server said OK, but does not list the new value',
      text: 'Somebody may have changed it again, or the room is over. Look at the live value before trying again.',
    };
  }
}
