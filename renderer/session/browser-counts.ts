import type { Completeness } from './protocol.ts';

/** A peer connection with what the tap counted on it; the shape that the tap's handle lists. */
export interface CountedConnection {
  readonly connection: { getStats(): Promise<{ forEach(visit: (report: unknown) => void): void }> };
  /** Messages by the tap on this connection, all channels. */
  readonly received: number;
  readonly sent: number;
  readonly closed: boolean;
}

interface Sample {
  readonly browserReceived: number;
  readonly browserSent: number;
  readonly tapReceived: number;
  readonly tapSent: number;
}

/**
 * Holds the tap's counts against the browser's own (`getStats()`, data-channel reports), connection by connection.
 *
 * A closed connection reports nothing any more, so its last sample stays and what the tap counted after it is said to
 * be unverified. Both counts of a sample are taken in the same turn of the event loop; on Chromium 114 the browser's
 * runs ahead by what still waits for the page, so only a difference that stays is a loss.
 */
export class BrowserCounts {
  readonly #samples = new Map<CountedConnection['connection'], Sample>();
  #sampledAtMs: number | undefined;
  #unverifiedSinceMs: number | undefined;

  /** Samples every open connection. `now`: epoch ms, taken when the samples are in. */
  async sample(connections: readonly CountedConnection[], now: () => number): Promise<void> {
    for (const counted of connections) {
      if (counted.closed) {
        this.#rememberUnverified(counted);
        continue;
      }
      try {
        const report = await counted.connection.getStats();
        this.#samples.set(counted.connection, { ...sum(report), tapReceived: counted.received, tapSent: counted.sent });
      } catch {
        // Closed while it was asked: the last sample stays, the next round notes what is unverified.
      }
    }
    this.#sampledAtMs = now();
  }

  /** `received` and `sent`: the tap's counts now, over all connections. */
  completeness(received: number, sent: number): Completeness {
    let browserReceived = 0;
    let browserSent = 0;
    let sampledReceived = 0;
    let sampledSent = 0;
    for (const sample of this.#samples.values()) {
      browserReceived += sample.browserReceived;
      browserSent += sample.browserSent;
      sampledReceived += sample.tapReceived;
      sampledSent += sample.tapSent;
    }
    const sampled = this.#samples.size > 0;
    return {
      received,
      sent,
      browserReceived: sampled ? browserReceived : undefined,
      browserSent: sampled ? browserSent : undefined,
      sampledReceived,
      sampledSent,
      sampledAtMs: this.#sampledAtMs,
      unverifiedSinceMs: this.#unverifiedSinceMs,
    };
  }

  #rememberUnverified(counted: CountedConnection): void {
    const last = this.#samples.get(counted.connection);
    const verified = last === undefined ? 0 : last.tapReceived + last.tapSent;
    if (counted.received + counted.sent > verified) this.#unverifiedSinceMs ??= this.#sampledAtMs;
  }
}

function sum(report: { forEach(visit: (report: unknown) => void): void }): { browserReceived: number; browserSent: number } {
  let browserReceived = 0;
  let browserSent = 0;
  report.forEach((entry) => {
    if (!isDataChannelReport(entry)) return;
    browserReceived += entry.messagesReceived ?? 0;
    browserSent += entry.messagesSent ?? 0;
  });
  return { browserReceived, browserSent };
}

function isDataChannelReport(
  entry: unknown,
): entry is { readonly messagesReceived?: number; readonly messagesSent?: number } {
  return typeof entry === 'object' && entry !== null && 'type' in entry && entry.type === 'data-channel';
}
