import type { FileHandle } from 'node:fs/promises';

/** What is served at once; also in renderer/traffic/worker/capture/range-source.ts. */
export const rangeMaximum = 8 * 1_024 * 1_024;

/** An answer to a request for bytes of a file; `app-protocol.ts` makes a response of it. */
export interface RangeAnswer {
  /** 206: bytes. 416: the range is none, too long, or behind the end. 500: they cannot be read. */
  readonly status: 206 | 416 | 500;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Value of Content-Range; empty: none. */
  readonly contentRange: string;
}

/** Serves ranges of a file that is open. Fewer bytes than asked for: the file has no more. */
export class CaptureSource {
  readonly #handle: FileHandle;
  #isClosed = false;

  constructor(handle: FileHandle) {
    this.#handle = handle;
  }

  /** `range`: the Range header of the request. */
  async answer(range: string | null): Promise<RangeAnswer> {
    const asked = parseRange(range);
    if (asked === undefined || this.#isClosed) return none(416);
    const bytes = new Uint8Array(asked.length);
    let held = 0;
    try {
      while (held < asked.length) {
        const { bytesRead } = await this.#handle.read(bytes, held, asked.length - held, asked.start + held);
        if (bytesRead === 0) break;
        held += bytesRead;
      }
    } catch {
      // A drive that is gone, a server that does not answer: the reader says so.
      return none(500);
    }
    if (held === 0) return none(416);
    const contentRange = `bytes ${asked.start}-${asked.start + held - 1}/*`;
    return { status: 206, bytes: held === bytes.length ? bytes : bytes.slice(0, held), contentRange };
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#handle.close();
  }
}

/** `bytes=0-1023`, one range with both ends; undefined for anything else. Pure. */
export function parseRange(range: string | null): { readonly start: number; readonly length: number } | undefined {
  const match = /^bytes=(\d{1,16})-(\d{1,16})$/.exec(range ?? '');
  const start = Number(match?.[1]);
  const length = Number(match?.[2]) + 1 - start;
  return start + length <= Number.MAX_SAFE_INTEGER && length > 0 && length <= rangeMaximum ? { start, length } : undefined;
}

function none(status: 416 | 500): RangeAnswer {
  return { status, bytes: new Uint8Array(0), contentRange: '' };
}
