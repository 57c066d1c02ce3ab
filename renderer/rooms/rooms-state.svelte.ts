import type { RoomList, RoomSummary } from '../../electron/contract/domain.ts';
import type { Request } from '../bridge.ts';
import { pauseAfter } from './poll-schedule.ts';

/** What RoomsState knows of the document: whether anybody can see it. */
export interface Visibility {
  isHidden(): boolean;
  /** Returns its unsubscribe. */
  onChange(listener: () => void): () => void;
}

/** Listing fails since a while; the last list is still shown, and marked as of when it is. */
export interface ListFailure {
  readonly reason: string;
  readonly message: string;
  /** Epoch ms of the first failure in a row, and of the next try. */
  readonly sinceMs: number;
  readonly nextTryAtMs: number;
}

/**
 * The rooms of one server, listed again and again while somebody can see them: paused while the document is hidden,
 * less often while the server is away.
 */
export class RoomsState {
  readonly profileId: string;
  /** The last list the server gave; undefined before the first. */
  list = $state.raw<RoomList>();
  failure = $state.raw<ListFailure>();
  isListing = $state(false);
  readonly #request: Request;
  readonly #visibility: Visibility;
  readonly #now: () => number;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #current: Promise<void> | undefined;
  #failures = 0;
  #running = false;

  constructor(options: { profileId: string; request: Request; visibility: Visibility; now?: () => number }) {
    this.profileId = options.profileId;
    this.#request = options.request;
    this.#visibility = options.visibility;
    this.#now = options.now ?? Date.now;
  }

  get rooms(): readonly RoomSummary[] {
    return this.list?.rooms ?? [];
  }

  find(name: string): RoomSummary | undefined {
    return this.rooms.find((room) => room.name === name);
  }

  /** Lists now and from now on; returns the stop. */
  start(): () => void {
    this.#running = true;
    const stopListening = this.#visibility.onChange(() => {
      if (this.#visibility.isHidden()) this.#cancelTimer();
      else void this.refresh();
    });
    if (!this.#visibility.isHidden()) void this.refresh();
    return () => {
      this.#running = false;
      stopListening();
      this.#cancelTimer();
    };
  }

  /** Lists now, whatever the schedule says; one that is under way is taken instead. */
  refresh(): Promise<void> {
    this.#current ??= this.#listOnce().finally(() => (this.#current = undefined));
    return this.#current;
  }

  /** As `refresh`, but never satisfied with an answer that was asked for earlier. */
  async readAgain(): Promise<void> {
    await this.#current;
    await this.refresh();
  }

  async #listOnce(): Promise<void> {
    this.#cancelTimer();
    this.isListing = true;
    const result = await this.#request('listRooms', { profileId: this.profileId });
    this.isListing = false;
    if (result.ok) {
      this.#failures = 0;
      this.failure = undefined;
      this.list = result.value;
    } else {
      this.#failures += 1;
    }
    const pauseMs = pauseAfter(this.#failures);
    if (!result.ok) {
      const { reason, message } = result;
      const now = this.#now();
      this.failure = { reason, message, sinceMs: this.failure?.sinceMs ?? now, nextTryAtMs: now + pauseMs };
    }
    if (this.#running && !this.#visibility.isHidden()) this.#timer = setTimeout(() => void this.refresh(), pauseMs);
  }

  #cancelTimer(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
