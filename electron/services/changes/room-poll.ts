import type { ParticipantInfo } from '../../contract/domain.ts';
import type { Result } from '../../contract/result.ts';

export interface RoomPollOptions {
  /** Settles within a time limit of its own. */
  readonly listParticipants: () => Promise<Result<readonly ParticipantInfo[]>>;
  /** Before each look: false ends the polling. */
  readonly mayLook: () => boolean;
  readonly onLook: (people: readonly ParticipantInfo[]) => void;
  /** Why the room cannot be looked at; empty: it can again. */
  readonly onTrouble: (message: string) => void;
  /** Epoch ms at which somebody wants to be called, if earlier than the next look. */
  readonly wakeAtMs: () => number | undefined;
  /** Calls after so many ms; returns a function that calls it off. */
  readonly schedule: (run: () => void, afterMs: number) => () => void;
  /** Epoch ms. */
  readonly now: () => number;
}

/** Between two looks, ms, while all is well: joins are told nowhere sooner without a webhook (livekit-facts). */
export const pollEveryMs = 1_000;
/** Where the server does not answer, or refuses, the pause doubles up to this, ms. */
export const pollSeldomMs = 10_000;
/** A room that is long to list is looked at for no more than a tenth of the time. */
const shareOfTime = 10;

/** Looks who is in one room, again and again. Never two looks at a time. */
export class RoomPoll {
  readonly #options: RoomPollOptions;
  #cancel: (() => void) | undefined;
  #pauseMs = pollEveryMs;
  #isLooking = false;
  /** Somebody must not be told of the look under way: it may have begun before what that one knows. */
  #isOutdated = false;
  #isStopped = false;

  constructor(options: RoomPollOptions) {
    this.#options = options;
  }

  /** Looks at once; what a look under way finds is dropped, and it looks anew. */
  lookNow(): void {
    if (this.#isStopped) return;
    this.#isOutdated = this.#isLooking;
    if (this.#isLooking) return;
    this.#cancel?.();
    this.#cancel = undefined;
    void this.#look();
  }

  stop(): void {
    this.#isStopped = true;
    this.#cancel?.();
    this.#cancel = undefined;
  }

  async #look(): Promise<void> {
    const { listParticipants, mayLook, onLook, onTrouble, now } = this.#options;
    if (!mayLook()) return;
    this.#isLooking = true;
    const beganAt = now();
    const listed = await listParticipants();
    this.#isLooking = false;
    if (this.#isStopped || !mayLook()) return;
    if (this.#isOutdated) {
      this.lookNow();
      return;
    }
    if (listed.ok) {
      this.#pauseMs = Math.min(pollSeldomMs, Math.max(pollEveryMs, shareOfTime * (now() - beganAt)));
      onTrouble('');
      onLook(listed.value);
    } else {
      this.#pauseMs = Math.min(pollSeldomMs, this.#pauseMs * 2);
      onTrouble(listed.message);
    }
    this.#next();
  }

  #next(): void {
    if (this.#isStopped) return;
    const { schedule, wakeAtMs, now } = this.#options;
    const wakeInMs = Math.max(0, (wakeAtMs() ?? Infinity) - now());
    this.#cancel?.();
    this.#cancel = schedule(() => void this.#look(), Math.min(this.#pauseMs, wakeInMs));
  }
}
