import type { ReportedCompleteness, SessionReport } from '../../contract/domain.ts';
import type { Schedule } from './schedule.ts';

/** What was seen more than a second ago and is not in the log counts as behind (renderer/session/log-watch.ts); ms. */
const settledAfterMs = 1_000;

interface Kept {
  readonly at: number;
  readonly completeness: ReportedCompleteness;
}

/** The session page's reports of one session, of which one comes each second. */
export class ReportWatch {
  readonly #now: () => number;
  #newest: SessionReport | undefined;
  /** Those of the last while, oldest first; the first is older than `settledAfterMs`, where there is such a one. */
  #kept: readonly Kept[] = [];
  readonly #waiting = new Set<(report: SessionReport) => void>();

  /** `now`: ms, monotonic or epoch. */
  constructor(now: () => number) {
    this.#now = now;
  }

  get newest(): SessionReport | undefined {
    return this.#newest;
  }

  /** What had been counted at least a second before the newest report. */
  get settled(): ReportedCompleteness | undefined {
    const [first] = this.#kept;
    const last = this.#kept.at(-1);
    return first !== undefined && last !== undefined && last.at - first.at >= settledAfterMs ? first.completeness : undefined;
  }

  handle(report: SessionReport): void {
    const at = this.#now();
    this.#newest = report;
    const kept = [...this.#kept, { at, completeness: report.completeness }];
    const old = kept.filter((one) => at - one.at >= settledAfterMs).length;
    this.#kept = kept.slice(Math.max(old - 1, 0));
    for (const look of [...this.#waiting]) look(report);
  }

  /** The page began anew, and so do its counts. */
  forget(): void {
    this.#kept = [];
  }

  /** Resolves with the first report from now on that fits; undefined where none came in time. */
  next(fits: (report: SessionReport) => boolean, schedule: Schedule, withinMs: number): Promise<SessionReport | undefined> {
    return new Promise((resolve) => {
      const finish = (report: SessionReport | undefined): void => {
        cancel();
        this.#waiting.delete(look);
        resolve(report);
      };
      const look = (report: SessionReport): void => {
        if (fits(report)) finish(report);
      };
      const cancel = schedule(() => finish(undefined), withinMs);
      this.#waiting.add(look);
    });
  }
}
