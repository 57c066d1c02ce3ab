import { captureWords } from '../../contract/feed.ts';
import type { FeedMessage, FeedOrder } from '../../contract/feed.ts';
import { z } from '../../contract/zod.ts';

/** The main process's end of a feed port; Electron's MessagePortMain, or a fake. */
export interface FeedPort {
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): unknown;
  on(event: 'close', listener: () => void): unknown;
  postMessage(message: unknown): void;
  start(): void;
  close(): void;
}

export interface FeedListener {
  readonly onMessage: (message: FeedMessage) => void;
  /** The other end is gone: the page that holds the log, most likely. Not after `close`. */
  readonly onClosed: () => void;
  /** Something came that is no message of a feed, which is a bug on the other side. */
  readonly onTrouble: (message: string) => void;
}

const count = z.number().int().min(0);
const totals = z.object({
  rows: count,
  in: count,
  out: count,
  events: count,
  byKind: z.object({ reliable: count, lossy: count, 'data-track': count, foreign: count }),
  flagged: count,
  missing: count,
});
const channel = z.object({
  index: count.max(65_535),
  label: z.string(),
  direction: z.enum(['in', 'out']),
  encoding: z.enum(['data-packet', 'frame', 'text', 'raw', 'malformed']),
});

const feedMessage: z.ZodType<FeedMessage> = z.discriminatedUnion('type', [
  z.object({ type: z.literal('begun') }),
  z.object({ type: z.literal('refused'), reason: z.enum(['bad-filter', 'no-source']), message: z.string() }),
  z.object({ type: z.literal('matched'), time: z.number() }),
  z.object({
    type: z.literal('batch'),
    number: count,
    bytes: z.instanceof(Uint8Array),
    rows: count,
    firstTime: z.number(),
    lastTime: z.number(),
    channels: z.array(channel),
    totals,
  }),
  z.object({ type: z.literal('waiting'), rows: count, oldestMs: z.number(), left: count }),
  z.object({
    type: z.literal('done'),
    why: z.enum(['stopped', 'here', 'source-closed']),
    totals,
    problem: z.string().optional(),
    capture: captureWords.optional(),
  }),
]);

/** One feed, as the main process speaks with it. */
export class FeedLink {
  readonly #port: FeedPort;
  #isClosed = false;

  constructor(port: FeedPort, listener: FeedListener) {
    this.#port = port;
    port.on('message', ({ data }) => {
      if (this.#isClosed) return;
      const parsed = feedMessage.safeParse(data);
      if (parsed.success) listener.onMessage(parsed.data);
      else listener.onTrouble(`A message of a feed was not understood: ${parsed.error.issues[0]?.message ?? ''}`);
    });
    port.on('close', () => {
      if (this.#isClosed) return;
      this.#isClosed = true;
      listener.onClosed();
    });
    port.start();
  }

  send(order: FeedOrder): void {
    if (!this.#isClosed) this.#port.postMessage(order);
  }

  close(): void {
    if (this.#isClosed) return;
    // Before Chromium 122 the worker is not told that a port is closed.
    this.send({ type: 'cancel' });
    this.#isClosed = true;
    this.#port.close();
  }
}

