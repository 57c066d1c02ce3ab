import { BatchReader, recordKinds } from '../../contract/feed-batch.ts';
import type { FeedChannel, FeedNote, FeedTotals } from '../../contract/feed.ts';
import { joinBytes } from '../../contract/join-bytes.ts';
import { ok } from '../../contract/result.ts';
import type { Result } from '../../contract/result.ts';
import { headBatch, noteBatch } from './capture-file.ts';
import type { HeadRecord } from './capture-file.ts';
import { noTotals, totalsSince } from './feed-totals.ts';
import type { FileSeries } from './file-series.ts';
import { leftBehind } from './left-behind.ts';
import { beginFacts, endMetadata, endNote, sessionNote } from './source-facts.ts';
import type { SourceFacts, WrittenFacts } from './source-facts.ts';

/** Something for the file. */
export interface Written {
  readonly bytes: Uint8Array;
  readonly rows: number;
  /** Of its first and last row, epoch ms; 0: it has none. */
  readonly firstTime: number;
  readonly lastTime: number;
  readonly channelOf: (index: number) => FeedChannel | undefined;
  /** Of the recording, once this is in the file. */
  readonly totals: FeedTotals;
  /** Rows that it tells as missing, and `totals` does not count. */
  readonly missing?: number;
  readonly onWritten: () => void;
}

export interface RecordedFilesOptions {
  readonly files: FileSeries;
  readonly source: () => SourceFacts;
  /** Empty: all rows. */
  readonly filter: string;
  readonly payloads: boolean;
  /** An export's time is that of its rows; a recording's lasts until it is ended, also where nothing comes. */
  readonly isExport?: boolean;
  /** Epoch ms. */
  readonly now: () => number;
  /** Something went wrong, or goes on: `problem` is another one. */
  readonly onProblem: () => void;
}

/** Of the file, not of its disk: a file beside it may do. */
const besideReasons: ReadonlySet<string> = new Set(['file-gone', 'file-changed', 'file-too-large']);

/**
 * The files of a recording, written in order: begun, changed when they are full, ended. What cannot be written waits
 * here until it goes on; who sends must stop by itself while nothing is acknowledged.
 */
export class RecordedFiles {
  readonly #options: RecordedFilesOptions;
  /** One thing after the other: the files take one call at a time. */
  #last: Promise<unknown> = Promise.resolve();
  #waiting: Written[] = [];
  #problem: string | undefined;
  /** What is on disk. */
  #totals: FeedTotals = noTotals;
  /** Rows that notes of the main process's own tell as missing. */
  #ownMissing = 0;
  #totalsBefore: FeedTotals = noTotals;
  /** What the newest file says of its source. */
  #written: { readonly facts: WrittenFacts; readonly source: string } | undefined;
  /** The newest file does not say it yet: what it says depends on its first row. */
  #isUnsaid = false;
  /** Of the last row, epoch ms; 0: there was none. */
  #lastTime = 0;
  /** The newest of each type, to begin another file with. */
  readonly #heads = new Map<string, HeadRecord>();

  constructor(options: RecordedFilesOptions) {
    this.#options = options;
  }

  /** Why nothing is written; undefined: it is. */
  get problem(): string | undefined {
    return this.#problem;
  }

  get totals(): FeedTotals {
    return { ...this.#totals, missing: this.#totals.missing + this.#ownMissing };
  }

  /** Rows that wait here for a place. */
  get waitingRows(): number {
    return this.#waiting.reduce((sum, batch) => sum + batch.rows, 0);
  }

  /** Begins the first file, unless something that was to be written has begun it already. */
  begin(): Promise<Result<undefined>> {
    return this.#inOrder(() => (this.#options.files.isOpen ? Promise.resolve(ok(undefined)) : this.#open()));
  }

  write(batch: Written): Promise<void> {
    return this.#inOrder(async () => {
      this.#waiting.push(batch);
      if (this.#problem === undefined) this.#settle(await this.#writeWaiting());
    });
  }

  /** Notes of the main process's own; they wait like all else while nothing can be written. */
  note(...notes: readonly FeedNote[]): Promise<void> {
    return this.#inOrder(async () => {
      const { now } = this.#options;
      const totals = this.#waiting.at(-1)?.totals ?? this.#totals;
      const bytes = noteBatch(now(), totals.rows, notes);
      const none = (): undefined => undefined;
      const missing = notes.reduce((sum, note) => sum + (note.type === 'missing' ? note.rows : 0), 0);
      this.#waiting.push({ bytes, rows: 0, firstTime: 0, lastTime: 0, channelOf: none, totals, missing, onWritten: none });
      if (this.#problem === undefined) this.#settle(await this.#writeWaiting());
    });
  }

  /** Tells what has become known of the source since the file was begun. */
  noteSource(): void {
    const written = this.#written;
    const source = this.#options.source();
    if (written === undefined || textOf(source) === written.source) return;
    this.#written = { ...written, source: textOf(source) };
    void this.note(sessionNote(source, written.facts));
  }

  /** Looks whether the file is still there, also when nothing comes that could be written. */
  check(): Promise<void> {
    return this.#inOrder(async () => {
      if (this.#problem !== undefined) return;
      const { files } = this.#options;
      // What its time has run out is whole, also when nothing comes that would begin the next.
      this.#settle(files.isFull ? await this.#end() : await files.check());
    });
  }

  /**
   * After a problem: in the same file where that goes again, else in another one; `path`: in this one. Refused: it
   * stays as it is.
   */
  goOn(path: string | undefined, fallback: () => Promise<string>): Promise<Result<undefined>> {
    return this.#inOrder(async () => {
      if (this.#problem === undefined) return ok(undefined);
      if (path === undefined && (await this.#retry())) return ok(undefined);
      const beside = await this.#open(path);
      const opened = beside.ok || path !== undefined ? beside : await this.#open(await fallback());
      if (!opened.ok) return opened;
      const written = await this.#writeWaiting();
      this.#settle(written);
      return written;
    });
  }

  /** After a problem: whether it goes on in the same file; somebody may have made room. */
  retry(): Promise<boolean> {
    return this.#inOrder(() => this.#retry());
  }

  /** Makes the file whole. Answers how many rows that waited here are in no file. */
  finish(notes: readonly FeedNote[]): Promise<number> {
    return this.#inOrder(async () => {
      const { files, now } = this.#options;
      if (!files.isOpen && this.#waiting.length === 0) return 0;
      const written = await this.#writeRest();
      const rows = this.waitingRows;
      const left = leftBehind(this.#waiting, this.#totals, written.ok ? '' : written.message);
      this.#totals = left.totals;
      this.#ownMissing += left.missing;
      this.#waiting = [];
      if (!files.isOpen) return rows;
      await this.#saySource(0);
      // On a disk that is full there may still be room for a note: what is missing counts more than all others.
      for (const batch of [noteBatch(now(), this.#totals.rows, [...left.lost, ...notes]), ...left.notes]) {
        await files.append(batch, () => undefined, false);
      }
      const ended = await this.#end();
      this.#settle(written.ok ? ended : written);
      return rows;
    });
  }

  /** Deletes the file that is written, where nothing came of the recording. */
  discard(): Promise<void> {
    return this.#inOrder(() => this.#options.files.discard());
  }

  async #retry(): Promise<boolean> {
    const { files } = this.#options;
    if (!files.isOpen && this.#waiting.length === 0) return false;
    if (!(await files.check()).ok || !(await this.#writeWaiting()).ok) return false;
    this.#settle(ok(undefined));
    return true;
  }

  /** Before the end: somebody may have made room, and what one file does not take there may be a place for beside it. */
  async #writeRest(): Promise<Result<undefined>> {
    const written = await this.#writeWaiting();
    // On a disk that is full another file finds no more room than this one.
    const { isExport } = this.#options;
    if (written.ok || isExport === true || this.waitingRows === 0 || !besideReasons.has(written.reason)) return written;
    const beside = await this.#open();
    return beside.ok ? this.#writeWaiting() : written;
  }

  async #writeWaiting(): Promise<Result<undefined>> {
    const { files } = this.#options;
    for (let next = this.#waiting[0]; next !== undefined; next = this.#waiting[0]) {
      if (files.isFull || !files.isOpen) {
        const opened = await this.#open();
        if (!opened.ok) return opened;
      }
      const said = await this.#saySource(next.firstTime);
      if (!said.ok) return said;
      const appended = await files.append(next.bytes, next.channelOf, next.rows > 0);
      if (!appended.ok) return appended;
      this.#waiting.shift();
      this.#totals = next.totals;
      this.#ownMissing += next.missing ?? 0;
      this.#lastTime = Math.max(this.#lastTime, next.lastTime);
      this.#keepHeads(next.bytes);
      next.onWritten();
    }
    return ok(undefined);
  }

  /** Begins the next file, and only then ends the one before: where it cannot be begun, that one is still there. */
  async #open(elsewhere?: string): Promise<Result<undefined>> {
    const { files, filter, payloads, now } = this.#options;
    const source = this.#options.source();
    const facts = { filter, payloads, startedAtMs: now(), firstNumber: this.#totals.rows };
    const made = await files.make(beginFacts(source, facts), elsewhere);
    if (!made.ok) return made;
    await this.#end();
    files.take(made.value);
    this.#totalsBefore = this.totals;
    this.#written = { facts, source: textOf(source) };
    this.#isUnsaid = true;
    return ok(undefined);
  }

  /** The first note of a file, and the newest heads. Rows out of memory are older than the file: it begins with them. */
  async #saySource(firstTime: number): Promise<Result<undefined>> {
    const { files, source, now } = this.#options;
    if (!this.#isUnsaid || this.#written === undefined) return ok(undefined);
    const begins = firstTime > 0 ? Math.min(firstTime, now()) : now();
    const facts = { ...this.#written.facts, startedAtMs: begins };
    this.#written = { ...this.#written, facts };
    const first = noteBatch(begins, this.#totals.rows, [sessionNote(source(), facts)]);
    const said = await files.append(joinBytes([first, headBatch(this.#heads.values())]), () => undefined, false);
    this.#isUnsaid = !said.ok;
    return said;
  }

  async #end(): Promise<Result<undefined>> {
    const { files, source, now } = this.#options;
    if (!files.isOpen) return ok(undefined);
    await this.#saySource(0);
    const totals = totalsSince(this.totals, this.#totalsBefore);
    const endedAtMs = this.#options.isExport === true && this.#lastTime > 0 ? this.#lastTime : now();
    const facts = { source: source(), totals, startedAtMs: this.#written?.facts.startedAtMs ?? endedAtMs, endedAtMs };
    const noted = await files.append(noteBatch(now(), this.#totals.rows, [endNote(facts)]), () => undefined, false);
    const ended = await files.end(endMetadata(facts));
    return noted.ok ? ended : noted;
  }

  #keepHeads(batch: Uint8Array): void {
    const reader = new BatchReader(batch);
    while (reader.next()) {
      if (reader.kind !== recordKinds.head) continue;
      const { time, number } = reader;
      const bytes = reader.bytes.slice();
      const type = /"type":"([a-z-]+)"/.exec(Buffer.from(bytes.subarray(0, 100)).toString())?.[1] ?? '';
      this.#heads.set(type, { time, number, bytes });
    }
  }

  #settle(outcome: Result<undefined>): void {
    const problem = outcome.ok ? undefined : outcome.message;
    if (problem === this.#problem) return;
    this.#problem = problem;
    this.#options.onProblem();
  }

  #inOrder<T>(task: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(task);
    this.#last = turn.catch(() => undefined);
    return turn;
  }
}

/** Without the clock's offset, which is another one each second. */
function textOf({ clockOffsetMs: _, ...source }: SourceFacts): string {
  return JSON.stringify(source);
}
