import { BatchReader, recordKinds } from '../../contract/feed-batch.ts';
import type { FeedTotals } from '../../contract/feed.ts';
import { FollowedFeed } from './followed-feed.ts';
import type { OpenFeed } from './followed-feed.ts';
import type { LiveOutput, LiveOutputEvents } from './live-output.ts';
import type { OutputSink } from './output-sink.ts';
import type { Schedule } from './schedule.ts';
import { noTotals } from '../captures/feed-totals.ts';

export interface TailOutputOptions extends LiveOutputEvents {
  readonly openFeed: OpenFeed;
  readonly filter: string | undefined;
  readonly sink: Pick<OutputSink, 'write'>;
  readonly schedule: Schedule;
}

/** How long the rows that are under way at the end may take to be written, where nobody reads them; ms. */
const finishWithinMs = 3_000;

/** Rows to standard output as they arrive. */
export class TailOutput implements LiveOutput {
  readonly #options: TailOutputOptions;
  #feed: FollowedFeed | undefined;

  constructor(options: TailOutputOptions) {
    this.#options = options;
  }

  get totals(): FeedTotals {
    return this.#feed?.totals ?? noTotals;
  }

  get file(): undefined {
    return undefined;
  }

  begin(sessionId: string): void {
    const { openFeed, filter, onProblem } = this.#options;
    this.#feed ??= new FollowedFeed({
      open: openFeed,
      request: {
        sourceId: sessionId,
        format: 'ndjson',
        ...(filter === undefined ? {} : { filter }),
        from: 'oldest',
        until: 'stopped',
        payloads: true,
      },
      take: (batch) => writeText(this.#options.sink, batch.bytes),
      onRefused: (_reason, message) => onProblem(message),
    });
    this.#feed.resume();
  }

  pageLost(): void {
    this.#feed?.lose();
  }

  async finish(): Promise<void> {
    await this.#feed?.stop(this.#options.schedule, finishWithinMs);
  }
}

/** The lines of a batch, in one write; false: not all of them are written, and none will be any more. */
export async function writeText(sink: Pick<OutputSink, 'write'>, batch: Uint8Array): Promise<boolean> {
  const parts: Uint8Array[] = [];
  const reader = new BatchReader(batch);
  while (reader.next()) if (reader.kind === recordKinds.text) parts.push(reader.bytes);
  return sink.write(Buffer.concat(parts));
}
