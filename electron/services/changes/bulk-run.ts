import type { BulkChange, BulkTarget, ChangeOutcome, ChangeTarget, TargetState } from '../../contract/changes.ts';
import type { RequestInput } from '../../contract/requests.ts';
import type { Result } from '../../contract/result.ts';

export interface BulkRunOptions {
  readonly id: string;
  readonly input: RequestInput<'startBulkChange'>;
  /** Changes one; settles within a time limit. */
  readonly change: (target: ChangeTarget) => Promise<Result<ChangeOutcome>>;
  /** Epoch ms. */
  readonly now: () => number;
  readonly schedule: (run: () => void, afterMs: number) => () => void;
  /** It came further. */
  readonly onChanged: () => void;
}

interface Target {
  readonly identity: string;
  readonly sid?: string | undefined;
  state: TargetState;
  message: string;
  /** How often the server said that it is asked too often. */
  slowedDown: number;
}

/** A server that is slow must not be given more and more to do. */
const atOnce = 4;
/** How often one target is begun anew by itself where the server wants it slower, and the pause before, ms; it doubles. */
const slowdownsAtMost = 4;
const slowdownMs = 2_000;

/** So late a timer may come where much else goes on. */
const timerLateMs = 50;

/** What holds for the next target as well: going on would only repeat it. */
const stopReasons: readonly string[] = [
  'unknown-key',
  'wrong-secret',
  'clock-off',
  'not-allowed',
  'read-only',
  'profile-not-found',
  'secret-missing',
];

/** One change of many, from its start to its end, and again for those that failed. */
export class BulkRun {
  readonly #options: BulkRunOptions;
  readonly #targets: readonly Target[];
  readonly #startedAtMs: number;
  #state: BulkChange['state'] = 'running';
  #endedAtMs: number | undefined;
  #active = 0;
  /** Positions before it have been begun, or left alone. */
  #next = 0;
  #notBeforeMs = 0;
  #callOff: (() => void) | undefined;

  constructor(options: BulkRunOptions) {
    const { input, now } = options;
    this.#options = options;
    this.#startedAtMs = now();
    // Two changes of one participant at once would only race each other.
    const unique = new Map(input.targets.map((target) => [target.identity, target] as const));
    this.#targets = [...unique.values()].map((target) => ({ ...target, state: 'waiting', message: '', slowedDown: 0 }));
  }

  get id(): string {
    return this.#options.id;
  }

  get isOver(): boolean {
    return this.#endedAtMs !== undefined;
  }

  get size(): number {
    return this.#targets.length;
  }

  start(): void {
    this.#pump();
  }

  /** Those not yet begun are left alone; those that are, come to their end. */
  cancel(): void {
    if (this.#state !== 'running') return;
    this.#state = 'cancelled';
    this.#stopTimer();
    this.#setWaiting('left-alone', '');
    this.#settle();
  }

  /** Anew for those that were refused or are unknown. False: there are none, or it has not ended. */
  retry(): boolean {
    const again = this.#targets.filter(({ state }) => state === 'refused' || state === 'unknown');
    if (!this.isOver || again.length === 0) return false;
    for (const target of again) Object.assign(target, { state: 'waiting', message: '', slowedDown: 0 });
    this.#state = 'running';
    this.#endedAtMs = undefined;
    this.#next = 0;
    this.#options.onChanged();
    this.#pump();
    return true;
  }

  /** Nothing begins after it. */
  dispose(): void {
    this.#state = 'cancelled';
    this.#stopTimer();
  }

  /** As a page is told. */
  snapshot(): BulkChange {
    const { profileId, room, change, perSecond } = this.#options.input;
    return {
      id: this.id,
      profileId,
      room,
      change,
      perSecond,
      state: this.#state,
      startedAtMs: this.#startedAtMs,
      endedAtMs: this.#endedAtMs,
      targets: this.#targets.map(snapshotOf),
    };
  }

  /** Begins as many as may begin now. */
  #pump(): void {
    const { now, schedule, input } = this.#options;
    while (this.#state === 'running' && this.#active < atOnce) {
      const target = this.#nextWaiting();
      if (target === undefined) break;
      const waitMs = this.#notBeforeMs - now();
      if (waitMs > 0) {
        this.#callOff ??= schedule(() => {
          this.#callOff = undefined;
          this.#pump();
        }, waitMs);
        return;
      }
      const everyMs = 1_000 / input.perSecond;
      // From when it was due, not from when the timer came: else each pause would be a little longer than asked for. One
      // that waited for others to end makes up for nothing.
      const isOnTime = -waitMs <= Math.min(everyMs, timerLateMs);
      this.#notBeforeMs = (isOnTime ? this.#notBeforeMs : now()) + everyMs;
      void this.#begin(target);
    }
    this.#settle();
  }

  async #begin(target: Target): Promise<void> {
    this.#active += 1;
    target.state = 'running';
    this.#options.onChanged();
    const { identity, sid } = target;
    const result = await this.#options.change({ identity, ...(sid === undefined ? {} : { sid }) });
    this.#active -= 1;
    this.#note(target, result);
    this.#options.onChanged();
    this.#pump();
  }

  #note(target: Target, result: Result<ChangeOutcome>): void {
    if (result.ok) {
      Object.assign(target, { state: 'done', message: result.value.doubts.join(' ') });
      return;
    }
    const { kind, reason, message } = result;
    if (reason === 'too-many-requests' && this.#state === 'running' && target.slowedDown < slowdownsAtMost) {
      const pauseMs = slowdownMs * 2 ** target.slowedDown;
      this.#notBeforeMs = Math.max(this.#notBeforeMs, this.#options.now() + pauseMs);
      Object.assign(target, { state: 'waiting', message, slowedDown: target.slowedDown + 1 });
      this.#next = 0;
      return;
    }
    Object.assign(target, { state: kind, message });
    if (stopReasons.includes(reason)) this.#setWaiting('refused', `Not begun: ${message}`);
  }

  #nextWaiting(): Target | undefined {
    while (this.#next < this.#targets.length) {
      const target = this.#targets[this.#next];
      if (target?.state === 'waiting') return target;
      this.#next += 1;
    }
    return undefined;
  }

  #setWaiting(state: TargetState, message: string): void {
    for (const target of this.#targets) if (target.state === 'waiting') Object.assign(target, { state, message });
  }

  #settle(): void {
    if (this.isOver || this.#active > 0 || this.#nextWaiting() !== undefined) return;
    this.#stopTimer();
    if (this.#state === 'running') this.#state = 'done';
    this.#endedAtMs = this.#options.now();
    this.#options.onChanged();
  }

  #stopTimer(): void {
    this.#callOff?.();
    this.#callOff = undefined;
  }
}

function snapshotOf({ identity, sid, state, message }: Target): BulkTarget {
  return { identity, ...(sid === undefined ? {} : { sid }), state, message };
}
