import type { CaptureFormat } from '../../../../electron/contract/captures.ts';
import { countOf, formatBytes, formatCount } from '../../../ui/format.ts';
import type { CaptureReading } from '../../protocol/index.ts';
import type { Scheduler } from '../scheduler.ts';
import { SessionLog } from '../session-log.ts';
import type { ByteBudget } from '../store/byte-budget.ts';
import { BlockTable } from './block-table.ts';
import { CaptureBytes } from './capture-bytes.ts';
import { CaptureSink } from './capture-sink.ts';
import type { FileReader } from './file-reader.ts';
import { FileWindow } from './file-window.ts';
import { McapReader } from './mcap-reader.ts';
import { NdjsonReader } from './ndjson-reader.ts';
import type { RangeSource } from './range-source.ts';
import { unpackedMaximum } from './unpack-chunk.ts';

/** Whatever else the worker has to do waits for so long at the most; besides for a read. */
const sliceMs = 8;
/** The first rows are there at once; then so much that the main process is not asked often (2 MiB came fastest). */
const firstBytes = 256 * 1_024;
const readBytes = 2 * 1_024 * 1_024;
/** Of the budget, for a chunk while it is unpacked. */
const unpackShare = 0.25;

export interface CaptureLogOptions {
  readonly source: RangeSource;
  readonly format: CaptureFormat;
  /** Of the file, as it was opened. */
  readonly fileBytes: number;
  readonly budget: ByteBudget;
  readonly scheduler: Scheduler;
  /** Runs work that nobody waits for; what goes wrong in it is reported. */
  readonly guard: (work: () => void) => void;
  /** There are more rows, or there is something else to say. */
  readonly onChange: () => void;
}

/** The log of a capture: reads its file from front to back, bit by bit, and then has what a live log has. */
export class CaptureLog {
  readonly session: SessionLog;
  readonly #options: CaptureLogOptions;
  readonly #sink: CaptureSink;
  readonly #reader: FileReader;
  readonly #window = new FileWindow();
  #ahead: Promise<Uint8Array | undefined> | undefined;
  #state: 'reading' | 'read' | 'held' | 'cancelled' | 'failed' = 'reading';
  #isLost = false;
  #isDisposed = false;
  #cancelSlice: (() => void) | undefined;

  constructor(options: CaptureLogOptions) {
    this.#options = options;
    const { budget, source, fileBytes } = options;
    const unpackMaximum = Math.min(unpackedMaximum, Math.floor(budget.totalBytes * unpackShare));
    const blocks = new BlockTable();
    const bytes = new CaptureBytes({ blocks, source, budget, unpackMaximum, onLost: () => this.#noteLost() });
    this.session = new SessionLog({ ownIdentity: '', budget, capture: { bytes, reading: this } });
    this.#sink = new CaptureSink({ session: this.session, blocks, bytes });
    const { format } = options;
    this.#reader =
      format === 'mcap' ? new McapReader({ sink: this.#sink, fileBytes, unpackMaximum }) : new NdjsonReader({ sink: this.#sink });
  }

  /** Begins to read. */
  start(): void {
    this.#ahead = this.#options.source.read(0, Math.min(firstBytes, this.#options.fileBytes));
    void this.#fill();
  }

  /** Reads no further; what was read stays. */
  cancel(): void {
    if (this.#state === 'reading') this.#finish('cancelled');
  }

  /** Goes on where it was held: the person wants the rest all the same. */
  readOn(): void {
    if (this.#state !== 'held' || this.#isDisposed) return;
    this.#reader.readOn?.();
    this.#state = 'reading';
    this.#slice();
  }

  /** Nothing is read any more; its log is for the owner to dispose of. */
  dispose(): void {
    this.#isDisposed = true;
    this.#cancelSlice?.();
    this.#options.source.close();
  }

  /** How far it is, and what is to be said of it. */
  get status(): CaptureReading {
    const { fileBytes } = this.#options;
    const isRead = this.#state === 'read';
    return {
      bytes: isRead ? fileBytes : Math.min(fileBytes, this.#window.offset),
      total: fileBytes,
      done: this.#state !== 'reading',
      isHeld: this.#state === 'held',
      problem: this.#problem,
      remarks: [...this.#doubts, ...this.#reader.remarks, ...this.#noteRemarks],
      doubts: this.#doubts,
      gaps: this.#sink.notes.gaps,
      origin: this.#sink.notes.origin,
    };
  }

  get #problem(): string | undefined {
    if (this.#isLost) return lostText;
    if (this.#state === 'failed') return `${unreadableText} ${this.#upTo}`;
    if (this.#state === 'held') return this.#reader.held;
    if (this.#state === 'cancelled') return `Reading was stopped at ${formatBytes(this.#window.offset)}. ${this.#upTo}`;
    if (this.#state === 'reading') return undefined;
    return this.#reader.refusal ?? this.#reader.ending ?? (this.session.log.nextRow === 0 ? emptyText : undefined);
  }

  get #upTo(): string {
    return this.session.log.nextRow === 0 ? 'There are no rows.' : 'The rows up to there are shown.';
  }

  get #noteRemarks(): readonly string[] {
    const { unreadable } = this.#sink.notes;
    if (unreadable === 0) return [];
    return [`${countOf(unreadable, 'note')} of the file ${unreadable === 1 ? 'is' : 'are'} not known to this version and left out.`];
  }

  /** What of the file is not among the rows. */
  get #doubts(): readonly string[] {
    const { damaged, damages } = this.#sink;
    const { evictedRows } = this.session.log;
    const doubts = [...this.#reader.doubts];
    if (damaged > 0) doubts.push(`${countOf(damaged, 'place')} of the file ${damaged === 1 ? 'is' : 'are'} damaged.`, ...damages);
    if (evictedRows > 0) {
      doubts.push(
        `The oldest ${formatCount(evictedRows)} rows had to go: the memory for logs (${formatBytes(this.#options.budget.totalBytes)}) ` +
          'has no room for all of them. Give it more in the settings and open the file again.',
      );
    }
    return doubts;
  }

  /** Waits for bytes, and asks for those that follow: while these are looked at, the main process reads. */
  async #fill(): Promise<void> {
    const bytes = await this.#ahead;
    this.#options.guard(() => this.#add(bytes));
  }

  #add(bytes: Uint8Array | undefined): void {
    const window = this.#window;
    if (this.#isDisposed || this.#state !== 'reading') return;
    if (bytes === undefined) {
      this.#finish('failed');
      return;
    }
    window.add(bytes);
    const left = this.#options.fileBytes - window.wants;
    window.isLast = left <= 0 || bytes.length === 0;
    this.#ahead = window.isLast ? undefined : this.#options.source.read(window.wants, Math.min(readBytes, left));
    this.#slice();
  }

  #slice(): void {
    const { scheduler, onChange } = this.#options;
    const until = scheduler.now() + sliceMs;
    const asked = this.#window.wants;
    const step = this.#reader.step(this.#window, () => scheduler.now() >= until);
    if (step === 'done' || step === 'held') {
      this.#finish(step === 'done' ? 'read' : 'held');
      return;
    }
    onChange();
    if (step === 'paused') {
      this.#cancelSlice = scheduler.soon(() => this.#options.guard(() => this.#slice()));
      return;
    }
    // It left out more than there was: what was asked for is not what follows.
    const { wants } = this.#window;
    if (wants !== asked || this.#ahead === undefined) {
      const left = Math.max(0, this.#options.fileBytes - wants);
      this.#ahead = this.#options.source.read(wants, Math.min(readBytes, left));
    }
    void this.#fill();
  }

  #finish(state: 'read' | 'held' | 'cancelled' | 'failed'): void {
    this.#state = state;
    this.#cancelSlice?.();
    this.#sink.blocks.close();
    // Whom the room had not named by then is not in it.
    this.session.context.nothingNew(this.#sink.time);
    this.#options.onChange();
  }

  #noteLost(): void {
    if (this.#isLost) return;
    this.#isLost = true;
    this.#options.scheduler.soon(() => {
      if (!this.#isDisposed) this.#options.onChange();
    });
  }
}

const emptyText = 'There are no rows in this file: nothing was recorded, or it was cut before the first.';
const unreadableText = 'The file cannot be read any further: it was moved, its drive is gone, or its permissions were changed.';
const lostText =
  'The file is not any more what it was when it was opened: it was cut, overwritten, or is gone. Rows whose bytes are lost say so. ' +
  'Open it again to see what it has now.';
