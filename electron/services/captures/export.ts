import { rm } from 'node:fs/promises';
import type { ExportOptions, ExportState } from '../../contract/captures.ts';
import { ok, refused } from '../../contract/result.ts';
import type { Result } from '../../contract/result.ts';
import { FileSeries } from './file-series.ts';
import { RecordedFiles } from './recorded-files.ts';
import { putInPlace } from './replacing.ts';
import type { SourceFacts } from './source-facts.ts';
import { SourceFeed } from './source-feed.ts';
import type { OpenFeed } from './source-feed.ts';

export interface ExportParts {
  readonly id: string;
  readonly options: ExportOptions;
  /** The file that is there may go, once the new one is whole: until then that is written beside it. */
  readonly replaces: boolean;
  readonly openFeed: OpenFeed;
  readonly source: SourceFacts;
  readonly library: string;
  /** Epoch ms. */
  readonly now: () => number;
  readonly schedule: (run: () => void, afterMs: number) => () => void;
  readonly onChanged: (isUrgent: boolean) => void;
  readonly onTrouble: (message: string) => void;
}

/** One export: from a log to a file, and done. What goes wrong ends it; a file that is not whole is deleted. */
export class Export {
  readonly #parts: ExportParts;
  readonly #series: FileSeries;
  readonly #files: RecordedFiles;
  readonly #feed: SourceFeed;
  #word: ExportState['state'] = 'running';
  #problem: string | undefined;
  #left: number | undefined;
  #settle: () => void = () => undefined;
  #ending: Promise<void> | undefined;
  /** Resolves once it is not running any more. */
  readonly done = new Promise<void>((resolve) => (this.#settle = resolve));

  constructor(parts: ExportParts) {
    const { options, replaces, openFeed, source, library, now, schedule, onTrouble, onChanged } = parts;
    const { path, format } = options;
    this.#parts = parts;
    this.#series = new FileSeries({
      path: replaces ? `${path}.part` : path,
      isExact: !replaces,
      format,
      library,
      rotation: {},
      onTrouble,
      now,
    });
    this.#files = new RecordedFiles({
      files: this.#series,
      source: () => source,
      filter: options.filter ?? '',
      payloads: options.payloads,
      isExport: true,
      now,
      onProblem: () => {
        const problem = this.#files.problem;
        if (problem !== undefined) void this.#end('failed', problem);
      },
    });
    this.#feed = new SourceFeed({
      openFeed,
      schedule,
      onBatch: (batch) => void this.#files.write(batch).then(() => onChanged(false)),
      onWaiting: ({ left }) => {
        this.#left = left;
        onChanged(false);
      },
      onDone: (why, doubts) => {
        if (why === 'source-closed') void this.#end('failed', sourceClosed);
        else void this.#end('done', wordsOf(doubts));
      },
      onGone: () => void this.#end('failed', pageGone),
      onTrouble,
    });
  }

  get state(): ExportState {
    const { id, options } = this.#parts;
    const left = this.#word === 'running' ? this.#left : 0;
    const { rows } = this.#files.totals;
    return { id, path: options.path, state: this.#word, rows, left, bytes: this.#series.bytes, problem: this.#problem };
  }

  async start(): Promise<Result<undefined>> {
    const { options } = this.#parts;
    const { sourceId, format, rows, filter, sinceMs, payloads } = options;
    // The file first: it is the likelier to fail, and the feed's first batches come at once.
    const made = await this.#files.begin();
    if (!made.ok) return made;
    const begun = await this.#feed.connect({
      sourceId,
      format,
      ...(rows === undefined ? {} : { rows }),
      ...(filter === undefined ? {} : { filter }),
      from: sinceMs === undefined ? 'oldest' : { sinceMs },
      until: 'here',
      payloads,
    });
    if (begun.ok && (this.#feed.isOpen || this.#ending !== undefined)) return ok(undefined);
    await this.#files.discard();
    return begun.ok ? noSource : begun;
  }

  cancel(): Promise<void> {
    return this.#end('cancelled', undefined);
  }

  handlePageGone(): void {
    this.#feed.handleGone();
  }

  #end(word: ExportState['state'], problem: string | undefined): Promise<void> {
    this.#ending ??= this.#finish(word, problem);
    return this.#ending;
  }

  async #finish(word: ExportState['state'], problem: string | undefined): Promise<void> {
    this.#feed.close();
    this.#problem = problem;
    if (word === 'done') {
      await this.#files.finish([]);
      // What could be read of a capture that is broken is in the file, and its end is no failure of the export.
      const failed = this.#files.problem ?? (await this.#putInPlace());
      this.#problem = failed ?? problem;
      this.#word = failed === undefined ? 'done' : 'failed';
      if (failed !== undefined && this.#parts.replaces) await rm(this.#series.path, { force: true }).catch(() => undefined);
    } else {
      await this.#files.discard();
      this.#word = word;
    }
    this.#parts.onChanged(true);
    this.#settle();
  }

  /** Answers why the file that was written beside it is not where it belongs. */
  async #putInPlace(): Promise<string | undefined> {
    const { replaces, options } = this.#parts;
    const put = replaces ? await putInPlace(this.#series.path, options.path) : ok(undefined);
    return put.ok ? undefined : put.message;
  }
}

/** What of the capture is not in the file either; undefined: it was whole. More than a notice holds is in the file. */
function wordsOf(doubts: readonly string[]): string | undefined {
  if (doubts.length === 0) return undefined;
  const more = doubts.length - mostDoubts;
  return [...doubts.slice(0, mostDoubts), ...(more > 0 ? [`And ${more} more of this kind; the file says which.`] : [])].join(' ');
}

const mostDoubts = 3;
const noSource = refused('no-source', 'There is no log of this room or capture (any more). Open it again.');
const sourceClosed = 'The room or capture was closed before all of it was written. The unfinished file was deleted.';
const pageGone =
  'The page that holds the log ended before all of it was written. The unfinished file was deleted. Try again.';
