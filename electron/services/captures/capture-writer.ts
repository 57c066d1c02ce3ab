import { rm } from 'node:fs/promises';
import { ok } from '../../contract/result.ts';
import type { Result } from '../../contract/result.ts';
import type { FeedChannel, FeedFormat } from '../../contract/feed.ts';
import type { CaptureFile, FileFacts, Piece } from './capture-file.ts';
import { DiskFile } from './disk-file.ts';
import { McapFile } from './mcap-file.ts';
import { TextFile } from './text-file.ts';

export interface CaptureWriterOptions {
  readonly path: string;
  readonly format: FeedFormat;
  /** `room-console/0.1.0`, for the header of MCAP. */
  readonly library: string;
  readonly facts: FileFacts;
  /** Something could not be read of a batch, which is a bug on the way here. */
  readonly onTrouble: (message: string) => void;
}

/** One capture on disk: batches in, whole pieces of file out. One call at a time, as DiskFile asks. */
export class CaptureWriter {
  readonly #disk: DiskFile;
  readonly #file: CaptureFile;
  readonly #options: CaptureWriterOptions;

  constructor(options: CaptureWriterOptions, disk: DiskFile) {
    const { format, library, facts } = options;
    this.#options = options;
    this.#disk = disk;
    this.#file = format === 'mcap' ? new McapFile({ library, facts }) : new TextFile(format);
  }

  /** Makes the file, with what it begins with in it. Refused as DiskFile says; then there is no file. */
  static async create(options: CaptureWriterOptions): Promise<Result<CaptureWriter>> {
    const disk = await DiskFile.create(options.path);
    if (!disk.ok) return disk;
    const writer = new CaptureWriter(options, disk.value);
    const begun = await writer.#append(writer.#file.begin());
    if (begun.ok) return ok(writer);
    await disk.value.close();
    await rm(options.path, { force: true }).catch(() => undefined);
    return begun;
  }

  get path(): string {
    return this.#disk.path;
  }

  get bytes(): number {
    return this.#disk.bytes;
  }

  /** Refused: nothing of the batch is in the file, which ends with the one before. */
  append(batch: Uint8Array, channelOf: (index: number) => FeedChannel | undefined): Promise<Result<undefined>> {
    return this.#append(this.#file.add(batch, channelOf));
  }

  /** Whether the file is still there, and as it was left. */
  check(): Promise<Result<undefined>> {
    return this.#disk.check();
  }

  /** Makes the file whole and lets go of it. Refused: it is let go of all the same, and ends with the last batch. */
  async end(facts: FileFacts): Promise<Result<undefined>> {
    const ended = await this.#append(this.#file.end(facts));
    const closed = await this.#disk.close();
    return ended.ok ? closed : ended;
  }

  /** Lets go of the file and deletes it. */
  async discard(): Promise<void> {
    // Before it is closed: a file that somebody put in its place is theirs.
    const isOurs = (await this.#disk.check()).ok;
    await this.#disk.close();
    if (isOurs) await rm(this.path, { force: true }).catch(() => undefined);
  }

  async #append(piece: Piece): Promise<Result<undefined>> {
    if (piece.problem !== undefined) this.#options.onTrouble(`A batch for a capture was not whole: ${piece.problem}`);
    const appended = await this.#disk.append(piece.bytes);
    if (appended.ok) piece.keep();
    return appended;
  }
}
