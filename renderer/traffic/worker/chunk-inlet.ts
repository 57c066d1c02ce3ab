import { SharedChunkReader } from '../shared-chunk.ts';
import type { Scheduler } from './scheduler.ts';

/** Half a frame: what is on the wire is on the screen with the next frame or the one after. */
const lookEveryMs = 8;
/** Looks that find nothing before it sleeps: a sender of 30 messages a second never has to be woken for. */
const looksBeforeSleep = 4;

export interface ChunkInletOptions {
  readonly scheduler: Scheduler;
  /** Reads on to the end of what is there. Must not throw. */
  readonly onRecords: (reader: SharedChunkReader) => void;
}

/** Where the messages of one session come in: follows the chunk that its tap fills, one after the other. */
export class ChunkInlet {
  readonly #options: ChunkInletOptions;
  /** Chunks by their number. */
  readonly #known = new Map<number, SharedArrayBuffer>();
  #reader: SharedChunkReader | undefined;
  #copy = new ArrayBuffer(0);
  #cancelLook: (() => void) | undefined;
  #quietLooks = 0;
  #announced = 0;

  constructor(options: ChunkInletOptions) {
    this.#options = options;
  }

  /** Messages that the tap says it has put into the chunks, as far as they were taken. */
  get announced(): number {
    return this.#announced + (this.#reader?.announced ?? 0);
  }

  /** When it looked last, it took all that was there, and the tap was not said to have gone on elsewhere. */
  get isCaughtUp(): boolean {
    return this.#reader !== undefined;
  }

  /** The tap has begun a chunk; the one before is full. It may go on in it later by its number. */
  open(chunk: SharedArrayBuffer, number: number | undefined): void {
    this.look();
    if (number !== undefined) this.#known.set(number, chunk);
    this.#begin(chunk);
    this.look();
  }

  /** Takes what is there now, and goes on looking. */
  look(): void {
    let isNews = false;
    let reader = this.#reader;
    while (reader !== undefined) {
      if (reader.take()) {
        isNews = true;
        this.#options.onRecords(reader);
      }
      if (!reader.isAtEnd) break;
      const next = reader.goesOnIn === undefined ? undefined : this.#known.get(reader.goesOnIn);
      this.#finish();
      reader = next === undefined ? undefined : this.#begin(next);
    }
    if (reader === undefined) return;
    this.#quietLooks = isNews ? 0 : this.#quietLooks + 1;
    if (this.#quietLooks < looksBeforeSleep || !reader.sleep()) {
      this.#cancelLook ??= this.#options.scheduler.after(lookEveryMs, this.#onTimer);
    }
  }

  dispose(): void {
    this.#finish();
  }

  readonly #onTimer = (): void => {
    this.#cancelLook = undefined;
    this.look();
  };

  #begin(chunk: SharedArrayBuffer): SharedChunkReader {
    this.#finish();
    // Nothing of the chunk before is read any more.
    if (this.#copy.byteLength < chunk.byteLength) this.#copy = new ArrayBuffer(chunk.byteLength);
    const reader = new SharedChunkReader(chunk, this.#copy);
    this.#reader = reader;
    return reader;
  }

  #finish(): void {
    this.#cancelLook?.();
    this.#cancelLook = undefined;
    this.#quietLooks = 0;
    if (this.#reader === undefined) return;
    this.#announced += this.#reader.announced;
    this.#reader.release();
    this.#reader = undefined;
  }
}
