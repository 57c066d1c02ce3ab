import type { BulkChange, ChangeOutcome } from '../../contract/changes.ts';
import type { Profile } from '../../contract/domain.ts';
import type { RequestInput } from '../../contract/requests.ts';
import { ok, refused, unknown } from '../../contract/result.ts';
import type { Result } from '../../contract/result.ts';
import type { Log } from '../log.ts';
import { BulkRun } from './bulk-run.ts';
import { readOnlyRefusal } from './changes.ts';

export interface BulkChangesOptions {
  /** Undefined: there is none of this id (any more). */
  readonly profileOf: (profileId: string) => Pick<Profile, 'name' | 'readOnly'> | undefined;
  /** Makes one change, with both its lines in the audit log; settles within a time limit. */
  readonly change: (input: RequestInput<'changeParticipant'>) => Promise<Result<ChangeOutcome>>;
  /** The whole list, at most four times a second; less often where it is very long. */
  readonly onChanged: (runs: readonly BulkChange[]) => void;
  readonly newId: () => string;
  /** Epoch ms. */
  readonly now: () => number;
  readonly schedule: (run: () => void, afterMs: number) => () => void;
  readonly log: Pick<Log, 'error'>;
}

/** Of those that have ended: the list tells what became of them. */
const endedKept = 10;
/** More would only get in each other's way. */
const runningAtMost = 10;
/** ms */
const tellEveryMs = 250;
/** From so many targets on, telling all of them takes its time itself. */
const manyTargets = 5_000;
const tellManyEveryMs = 1_000;

/** The changes of many: they go on whatever becomes of the page, and end with the application. */
export class BulkChanges {
  readonly #options: BulkChangesOptions;
  readonly #runs = new Map<string, BulkRun>();
  #callOff: (() => void) | undefined;
  #isDisposed = false;

  constructor(options: BulkChangesOptions) {
    this.#options = options;
  }

  /** Oldest first: those under way, and the last ten that ended. */
  list(): readonly BulkChange[] {
    return [...this.#runs.values()].map((run) => run.snapshot());
  }

  /** Each identity once, however often it is named. Refused: `profile-not-found`, `read-only`, `too-many`. */
  start(input: RequestInput<'startBulkChange'>): Result<BulkChange> {
    const { profileOf, newId, now, schedule } = this.#options;
    const profile = profileOf(input.profileId);
    if (profile === undefined)
      return refused('profile-not-found', 'This profile is not there any more. Choose another one.');
    if (profile.readOnly) return readOnlyRefusal(profile.name);
    if ([...this.#runs.values()].filter(({ isOver }) => !isOver).length >= runningAtMost) {
      return refused('too-many', `${runningAtMost} changes of many are under way already. Wait for one, or stop it.`);
    }
    const { profileId, room, change } = input;
    const run = new BulkRun({
      id: newId(),
      input,
      change: (target) => this.#changeOne({ profileId, room, changeId: newId(), target, change }),
      now,
      schedule,
      onChanged: () => this.#tell(),
    });
    this.#runs.set(run.id, run);
    run.start();
    this.#sweep();
    return ok(run.snapshot());
  }

  /** Refused: `bulk-not-found`. One that has ended stays as it is. */
  cancel(bulkId: string): Result<BulkChange> {
    const run = this.#runs.get(bulkId);
    if (run === undefined) return notFound;
    run.cancel();
    return ok(run.snapshot());
  }

  /** Refused: `bulk-not-found`, `nothing-to-retry`. */
  retry(bulkId: string): Result<BulkChange> {
    const run = this.#runs.get(bulkId);
    if (run === undefined) return notFound;
    return run.retry() ? ok(run.snapshot()) : nothingToRetry;
  }

  /** Refused: `bulk-not-found`, `under-way`. */
  dismiss(bulkId: string): Result<undefined> {
    const run = this.#runs.get(bulkId);
    if (run === undefined) return notFound;
    if (!run.isOver) return refused('under-way', 'It is still under way. Stop it first.');
    this.#runs.delete(bulkId);
    this.#tell();
    return ok(undefined);
  }

  /** Nothing begins after it. */
  dispose(): void {
    this.#isDisposed = true;
    for (const run of this.#runs.values()) run.dispose();
    this.#callOff?.();
    this.#callOff = undefined;
  }

  async #changeOne(input: RequestInput<'changeParticipant'>): Promise<Result<ChangeOutcome>> {
    try {
      return await this.#options.change(input);
    } catch (error) {
      this.#options.log.error('Bug in a change of many', error);
      return unknown('bug', 'Something went wrong inside Room Console; the log of the app has the details.');
    }
  }

  #tell(): void {
    if (this.#isDisposed || this.#callOff !== undefined) return;
    const targets = [...this.#runs.values()].reduce((sum, { size }) => sum + size, 0);
    this.#callOff = this.#options.schedule(
      () => {
        this.#callOff = undefined;
        this.#sweep();
        this.#options.onChanged(this.list());
      },
      targets > manyTargets ? tellManyEveryMs : tellEveryMs,
    );
  }

  #sweep(): void {
    const ended = [...this.#runs.values()].filter(({ isOver }) => isOver);
    for (const run of ended.slice(0, -endedKept)) this.#runs.delete(run.id);
  }
}

const notFound = refused('bulk-not-found', 'This change of many is not there any more.');
const nothingToRetry = refused(
  'nothing-to-retry',
  'There is nobody to try again: none was refused or is unknown, or it is under way.',
);
