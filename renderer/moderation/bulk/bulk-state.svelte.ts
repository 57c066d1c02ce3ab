import type { BulkChange } from '../../../electron/contract/changes.ts';
import type { Session } from '../../../electron/contract/domain.ts';
import type { RequestInput } from '../../../electron/contract/requests.ts';
import type { Result } from '../../../electron/contract/result.ts';
import type { Listen, Request } from '../../bridge.ts';
import type { SessionCaller } from '../../session/client.ts';
import { noticeOf, type Notify } from '../../ui/notice-of.ts';
import type { BulkAsk } from './bulk-plan.svelte.ts';
import type { ActionNote } from '../moderation-words.ts';
import { bulkEndNote, bulkNotice, bulkStartNote } from './bulk-words.ts';

export interface BulkOptions {
  readonly request: Request;
  readonly on: Listen;
  readonly notify: Notify;
  readonly sessions: SessionCaller;
  /** Those of this console that are in a room. */
  sessionsIn(profileId: string, room: string): readonly Session[];
}

/** Changes of many: what is asked for, and those of the main process, which go on without this page. */
export class BulkState {
  /** What the dialog puts together; undefined: it is not open. */
  ask: BulkAsk | undefined = $state.raw();
  /** Id of the run whose progress is shown. */
  shown: string | undefined = $state.raw();
  #list: readonly BulkChange[] = $state.raw([]);
  readonly #options: BulkOptions;
  /** Under way when last told, so that their end is news. */
  #running: ReadonlySet<string> = new Set();

  constructor(options: BulkOptions) {
    this.#options = options;
  }

  /** Oldest first: those under way, and the last that ended. */
  get list(): readonly BulkChange[] {
    return this.#list;
  }

  get running(): readonly BulkChange[] {
    return this.#list.filter(isUnderWay);
  }

  get current(): BulkChange | undefined {
    return this.#list.find(({ id }) => id === this.shown);
  }

  /** Listens, reads what there is, and returns the stop. */
  start(): () => void {
    const stop = this.#options.on('bulkChangesChanged', (runs) => this.#take(runs));
    void this.#options.request('listBulkChanges').then((result) => {
      if (result.ok) this.#take(result.value);
    });
    return stop;
  }

  /** Begins it and shows its progress; a refusal is for the dialog to tell. */
  async begin(input: RequestInput<'startBulkChange'>): Promise<Result<BulkChange>> {
    const result = await this.#options.request('startBulkChange', input);
    if (result.ok) {
      this.#put(result.value);
      this.ask = undefined;
      this.shown = result.value.id;
      this.#running = new Set([...this.#running, result.value.id]);
      this.#note(result.value, bulkStartNote(result.value));
    }
    return result;
  }

  async cancel(bulkId: string): Promise<void> {
    this.#settle('Not stopped', await this.#options.request('cancelBulkChange', { bulkId }));
  }

  async retry(bulkId: string): Promise<void> {
    const result = await this.#options.request('retryBulkChange', { bulkId });
    if (result.ok) this.#running = new Set([...this.#running, bulkId]);
    this.#settle('Nothing was begun anew', result);
  }

  /** Out of the list, once it has ended. */
  async dismiss(bulkId: string): Promise<void> {
    const result = await this.#options.request('dismissBulkChange', { bulkId });
    if (!result.ok) this.#options.notify(noticeOf('Not put away', result));
    else if (this.shown === bulkId) this.shown = undefined;
  }

  #settle(failed: string, result: Result<BulkChange>): void {
    if (result.ok) this.#put(result.value);
    else this.#options.notify(noticeOf(failed, result));
  }

  #put(run: BulkChange): void {
    const isKnown = this.#list.some(({ id }) => id === run.id);
    this.#list = isKnown ? this.#list.map((one) => (one.id === run.id ? run : one)) : [...this.#list, run];
  }

  #take(runs: readonly BulkChange[]): void {
    const before = this.#running;
    this.#list = runs;
    this.#running = new Set(runs.filter(isUnderWay).map(({ id }) => id));
    for (const run of runs) {
      if (isUnderWay(run) || !before.has(run.id)) continue;
      this.#note(run, bulkEndNote(run));
      if (this.shown !== run.id) {
        this.#options.notify({ ...bulkNotice(run), actions: [{ label: 'Show results', run: () => (this.shown = run.id) }] });
      }
    }
    if (this.shown !== undefined && !runs.some(({ id }) => id === this.shown)) this.shown = undefined;
  }

  #note({ profileId, room }: BulkChange, note: ActionNote): void {
    for (const { id } of this.#options.sessionsIn(profileId, room)) {
      void this.#options.sessions.call(id, { name: 'noteAction', ...note });
    }
  }
}

/** Also one that was stopped, until those that had been begun have come to their end. */
function isUnderWay({ endedAtMs }: BulkChange): boolean {
  return endedAtMs === undefined;
}
