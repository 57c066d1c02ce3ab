import type { Rotation } from '../../contract/captures.ts';
import type { FeedChannel, FeedFormat } from '../../contract/feed.ts';
import { ok, refused } from '../../contract/result.ts';
import type { Result } from '../../contract/result.ts';
import type { FileFacts } from './capture-file.ts';
import { CaptureWriter } from './capture-writer.ts';
import { numberedPath } from './file-names.ts';

export interface FileSeriesOptions {
  readonly path: string;
  /** Whether the path is what somebody asked for: then it is refused where there is such a file, else the next name. */
  readonly isExact: boolean;
  readonly format: FeedFormat;
  /** `room-console/0.1.0`. */
  readonly library: string;
  readonly rotation: Rotation;
  readonly onTrouble: (message: string) => void;
  /** Epoch ms. */
  readonly now: () => number;
}

/** A file that was made, and is not written yet. */
export interface MadeFile {
  readonly writer: CaptureWriter;
  /** The next are named by this, from this number on. */
  readonly base: string;
  readonly number: number;
}

/** Names that are tried beside one that is taken. */
const mostNames = 10_000;

/** The files of one recording, one after the other; the newest is the one that is written. */
export class FileSeries {
  readonly #options: FileSeriesOptions;
  #writer: CaptureWriter | undefined;
  #base: string;
  #path: string;
  #number = 1;
  #files = 0;
  #bytesBefore = 0;
  #openedAt = 0;
  #hasRows = false;

  constructor(options: FileSeriesOptions) {
    this.#options = options;
    this.#base = options.path;
    this.#path = options.path;
  }

  /** The newest; before the first: where it will be, unless the name is taken. */
  get path(): string {
    return this.#path;
  }

  get files(): number {
    return this.#files;
  }

  /** Over all of them. */
  get bytes(): number {
    return this.#bytesBefore + (this.#writer?.bytes ?? 0);
  }

  get isOpen(): boolean {
    return this.#writer !== undefined;
  }

  /** Whether the file has had its size or its time. One without rows is never full. */
  get isFull(): boolean {
    const { rotation, now } = this.#options;
    if (this.#writer === undefined || !this.#hasRows) return false;
    return this.#writer.bytes >= (rotation.bytes ?? Infinity) || now() - this.#openedAt >= (rotation.ms ?? Infinity);
  }

  /**
   * Makes the next file; `elsewhere`: at this very path, and further files beside it. What is appended still goes to
   * the one before, until that is ended and this one taken. Refused as DiskFile says; then nothing is another.
   */
  async make(facts: FileFacts, elsewhere?: string): Promise<Result<MadeFile>> {
    if (elsewhere !== undefined) {
      const made = await this.#create(elsewhere, facts);
      return made.ok ? ok({ writer: made.value, base: elsewhere, number: 2 }) : made;
    }
    const isExact = this.#options.isExact && this.#number === 1;
    for (let number = this.#number; number < this.#number + mostNames; number += 1) {
      const path = number === 1 ? this.#base : numberedPath(this.#base, number);
      const made = await this.#create(path, facts);
      if (made.ok) return ok({ writer: made.value, base: this.#base, number: number + 1 });
      if (made.reason !== 'file-exists' || isExact) return made;
    }
    return refused('file-exists', `Every name beside ${this.#base} is taken. Choose another folder or name.`);
  }

  /** The file that was made is the newest from now on; the one before it has to be ended. */
  take({ writer, base, number }: MadeFile): void {
    this.#writer = writer;
    this.#base = base;
    this.#number = number;
    this.#path = writer.path;
    this.#files += 1;
    this.#openedAt = this.#options.now();
    this.#hasRows = false;
  }

  append(
    batch: Uint8Array,
    channelOf: (index: number) => FeedChannel | undefined,
    hasRows: boolean,
  ): Promise<Result<undefined>> {
    if (this.#writer === undefined) return Promise.resolve(refused('no-file', 'There is no file to write to.'));
    this.#hasRows ||= hasRows;
    return this.#writer.append(batch, channelOf);
  }

  check(): Promise<Result<undefined>> {
    return this.#writer?.check() ?? Promise.resolve(ok(undefined));
  }

  /** Makes the newest file whole and lets go of it; refused where that cannot be: it ends with its last batch then. */
  async end(facts: FileFacts): Promise<Result<undefined>> {
    const writer = this.#writer;
    if (writer === undefined) return ok(undefined);
    const ended = await writer.end(facts);
    this.#bytesBefore += writer.bytes;
    this.#writer = undefined;
    return ended;
  }

  /** Deletes the file that is written: nothing came of it. */
  async discard(): Promise<void> {
    const writer = this.#writer;
    this.#writer = undefined;
    await writer?.discard();
  }

  #create(path: string, facts: FileFacts): Promise<Result<CaptureWriter>> {
    const { format, library, onTrouble } = this.#options;
    return CaptureWriter.create({ path, format, library, facts, onTrouble });
  }
}
