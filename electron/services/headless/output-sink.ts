import type { Schedule } from './schedule.ts';

/** Writes some of the bytes, answers how many; rejects with a system error (`code`). */
export type WriteSome = (bytes: Uint8Array, offset: number) => Promise<number>;

export interface OutputSinkOptions {
  readonly write: WriteSome;
  readonly schedule: Schedule;
  /** Once: the reader has closed the pipe (`closed`), or why nothing can be written any more. */
  readonly onEnd: (why: OutputEnd) => void;
}

export type OutputEnd = { readonly kind: 'closed' } | { readonly kind: 'failed'; readonly message: string };

/** A pipe that is set to non-blocking by whoever shares it says that it is full; ms. */
const fullRetryMs = 5;

/**
 * Standard output, one write after the other; what it ends with is told once.
 */
export class OutputSink {
  readonly #options: OutputSinkOptions;
  #last: Promise<boolean> = Promise.resolve(true);
  #end: OutputEnd | undefined;

  constructor(options: OutputSinkOptions) {
    this.#options = options;
  }

  /** Why it has ended; undefined: it goes on. */
  get end(): OutputEnd | undefined {
    return this.#end;
  }

  /** True once all of it is written; false where it has ended. The bytes must stay as they are until then. */
  write(bytes: Uint8Array): Promise<boolean> {
    this.#last = this.#last.then(() => this.#writeWhole(bytes));
    return this.#last;
  }

  async #writeWhole(bytes: Uint8Array): Promise<boolean> {
    let written = 0;
    while (written < bytes.length) {
      if (this.#end !== undefined) return false;
      try {
        written += await this.#options.write(bytes, written);
      } catch (error) {
        if (codeOf(error) === 'EAGAIN') await new Promise<void>((go) => this.#options.schedule(go, fullRetryMs));
        else this.#finish(endOf(error));
      }
    }
    return this.#end === undefined;
  }

  #finish(end: OutputEnd): void {
    if (this.#end !== undefined) return;
    this.#end = end;
    this.#options.onEnd(end);
  }
}

function endOf(error: unknown): OutputEnd {
  const code = codeOf(error);
  if (code === 'EPIPE' || code === 'ECONNRESET') return { kind: 'closed' };
  const why = code === 'ENOSPC' ? 'the disk is full' : (code ?? String(error));
  return { kind: 'failed', message: `Standard output could not be written: ${why}.` };
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
