/** Bytes of a file. Fewer than asked for: the file has no more. */
export interface RangeSource {
  /** Never more than `rangeMaximum`; undefined: they cannot be read. */
  read(offset: number, length: number): Promise<Uint8Array | undefined>;
  /** The same at once, holding up everything else for about 10 ms a MiB; any length. */
  readNow(offset: number, length: number): Uint8Array | undefined;
  /** Nothing is read any more; what is under way ends with undefined. */
  close(): void;
}

/** What the main process serves at once; also in electron/services/captures/capture-source.ts. */
export const rangeMaximum = 8 * 1_024 * 1_024;

/** A whole range takes 0.1 s at the most; when the main process does not answer for so long, it never will. */
const timeoutMs = 20_000;

/**
 * Ranges of a file that the main process has open, over our own scheme. XMLHttpRequest, since workers may wait for it:
 * a filter looks at a million rows in a loop, and the bytes of a row have to be there when it asks.
 */
export class UrlRanges implements RangeSource {
  readonly #url: string;
  readonly #running = new Set<XMLHttpRequest>();

  constructor(url: string) {
    this.#url = url;
  }

  read(offset: number, length: number): Promise<Uint8Array | undefined> {
    if (length <= 0) return Promise.resolve(nothing);
    return new Promise((resolve) => {
      const request = this.#ask(offset, Math.min(length, rangeMaximum), true);
      this.#running.add(request);
      request.onloadend = () => {
        this.#running.delete(request);
        resolve(answerOf(request));
      };
      request.send();
    });
  }

  readNow(offset: number, length: number): Uint8Array | undefined {
    if (length <= rangeMaximum) return this.#readNow(offset, length);
    const whole = new Uint8Array(length);
    let at = 0;
    while (at < length) {
      const part = this.#readNow(offset + at, Math.min(rangeMaximum, length - at));
      if (part === undefined) return undefined;
      whole.set(part, at);
      at += part.length;
      if (part.length < Math.min(rangeMaximum, length - at + part.length)) break;
    }
    return whole.subarray(0, at);
  }

  close(): void {
    for (const request of this.#running) request.abort();
  }

  #readNow(offset: number, length: number): Uint8Array | undefined {
    if (length <= 0) return nothing;
    const request = this.#ask(offset, length, false);
    try {
      request.send();
    } catch {
      return undefined;
    }
    return answerOf(request);
  }

  #ask(offset: number, length: number, isAsync: boolean): XMLHttpRequest {
    const request = new XMLHttpRequest();
    request.open('GET', this.#url, isAsync);
    request.responseType = 'arraybuffer';
    request.timeout = timeoutMs;
    request.setRequestHeader('Range', `bytes=${offset}-${offset + length - 1}`);
    return request;
  }
}

/** 416: nothing is there, the file is shorter. */
function answerOf(request: XMLHttpRequest): Uint8Array | undefined {
  if (request.status === 416) return nothing;
  const body: unknown = request.status === 206 ? request.response : undefined;
  return body instanceof ArrayBuffer ? new Uint8Array(body) : undefined;
}

const nothing = new Uint8Array(0);
