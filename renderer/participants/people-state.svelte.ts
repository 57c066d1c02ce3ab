import type { ParticipantInfo } from '../../electron/contract/domain.ts';
import type { Result } from '../../electron/contract/result.ts';

/** A room does not tell of hidden participants, only the server API does; asking every 5 s costs it one listing. */
const pollEveryMs = 5_000;
/** While the server does not answer, each wait doubles up to this. */
const pollAtMostEveryMs = 10_000;

export interface PeopleOptions {
  list(): Promise<Result<readonly ParticipantInfo[]>>;
  /** False while the page is hidden: then nothing is asked. */
  isVisible(): boolean;
  /** Epoch ms. */
  now(): number;
}

/** What the server API says of a room's participants, asked again and again between `start` and its stop. */
export class PeopleState {
  /** Undefined before the first answer; the last answer stays when a later one fails. */
  listed: readonly ParticipantInfo[] | undefined = $state.raw();
  /** Epoch ms of `listed`. */
  listedAtMs: number | undefined = $state.raw();
  /** Why the last listing failed, as a sentence. */
  problem: string | undefined = $state.raw();
  readonly #options: PeopleOptions;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #failures = 0;
  #runs = 0;

  constructor(options: PeopleOptions) {
    this.#options = options;
  }

  /** Asks now and then every 5 s, with no wait left of earlier failures; returns what stops it. */
  start(): () => void {
    this.#runs += 1;
    this.#failures = 0;
    const run = this.#runs;
    clearTimeout(this.#timer);
    void this.#poll(run);
    return () => {
      if (run !== this.#runs) return;
      this.#runs += 1;
      clearTimeout(this.#timer);
    };
  }

  async #poll(run: number): Promise<void> {
    if (this.#options.isVisible()) {
      const result = await this.#options.list();
      if (run !== this.#runs) return;
      this.#take(result);
    }
    const waitMs = Math.min(pollAtMostEveryMs, pollEveryMs * 2 ** this.#failures);
    this.#timer = setTimeout(() => void this.#poll(run), waitMs);
  }

  #take(result: Result<readonly ParticipantInfo[]>): void {
    if (result.ok) {
      this.listed = result.value;
      this.listedAtMs = this.#options.now();
      this.problem = undefined;
      this.#failures = 0;
    } else {
      this.problem = result.message;
      // 2 ** 1 is at the ceiling already; counting on would overflow one day.
      this.#failures = 1;
    }
  }
}
