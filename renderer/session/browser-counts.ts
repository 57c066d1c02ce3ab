import type { Completeness } from './protocol.ts';

/** A peer connection with what the tap counts on it. The counts go on by themselves, and stay when it is closed. */
export interface CountedConnection {
  readonly connection: { getStats(): Promise<{ forEach(visit: (report: unknown) => void): void }> };
  readonly received: number;
  readonly sent: number;
  readonly closed: boolean;
}

export interface MessageCounts {
  readonly received: number;
  readonly sent: number;
}

interface Sample {
  readonly browser: MessageCounts;
  readonly tap: MessageCounts;
}

/**
 * Holds the tap's counts against the browser's own (`getStats()`, data-channel reports), connection by connection.
 *
 * A closed connection reports nothing any more, so its last sample stays and what the tap counted after it is said to
 * be unverified. Both counts of a sample are taken in the same turn of the event loop; on Chromium 114 the browser's
 * runs ahead by what still waits for the page, so only a difference that stays is a loss.
 */
export class BrowserCounts {
  readonly #samples = new Map<CountedConnection, Sample>();
  /** Last samples of connections that the tap has let go of, added up. */
  #settled: Sample = { browser: { received: 0, sent: 0 }, tap: { received: 0, sent: 0 } };
  #sampledAtMs: number | undefined;
  #unverifiedSinceMs: number | undefined;

  /** Samples the open connections. `now`: epoch ms, taken when the samples are in. */
  async sample(connections: readonly CountedConnection[], now: () => number): Promise<void> {
    for (const counted of connections) {
      if (counted.closed) continue;
      try {
        const browser = browserCounts(await counted.connection.getStats());
        this.#samples.set(counted, { browser, tap: { received: counted.received, sent: counted.sent } });
      } catch {
        // Closed while it was asked: its last sample stays.
      }
    }
    if (connections.some((counted) => this.#hasUnverified(counted))) this.#unverifiedSinceMs ??= this.#sampledAtMs ?? now();
    this.#settle(connections);
    this.#sampledAtMs = now();
  }

  /** `total`: the tap's counts now. */
  completeness(total: MessageCounts): Omit<Completeness, 'unlogged'> {
    const { browser, tap: sampled } = [...this.#samples.values()].reduce(addSample, this.#settled);
    const any = this.#sampledAtMs !== undefined && (this.#samples.size > 0 || browser.received + browser.sent > 0);
    return {
      received: total.received,
      sent: total.sent,
      browserReceived: any ? browser.received : undefined,
      browserSent: any ? browser.sent : undefined,
      sampledReceived: sampled.received,
      sampledSent: sampled.sent,
      sampledAtMs: this.#sampledAtMs,
      unverifiedSinceMs: this.#unverifiedSinceMs,
    };
  }

  #settle(connections: readonly CountedConnection[]): void {
    for (const [counted, sample] of this.#samples) {
      if (connections.includes(counted)) continue;
      this.#samples.delete(counted);
      this.#settled = addSample(this.#settled, sample);
    }
  }

  /** True for a closed connection with more messages than its last sample had, or without a sample. */
  #hasUnverified(counted: CountedConnection): boolean {
    if (!counted.closed) return false;
    const verified = this.#samples.get(counted)?.tap ?? { received: 0, sent: 0 };
    return counted.received + counted.sent > verified.received + verified.sent;
  }
}

function addSample(a: Sample, b: Sample): Sample {
  return { browser: add(a.browser, b.browser), tap: add(a.tap, b.tap) };
}

function add(a: MessageCounts, b: MessageCounts): MessageCounts {
  return { received: a.received + b.received, sent: a.sent + b.sent };
}

function browserCounts(report: { forEach(visit: (report: unknown) => void): void }): MessageCounts {
  const counts = { received: 0, sent: 0 };
  report.forEach((entry) => {
    if (!isDataChannelReport(entry)) return;
    counts.received += entry.messagesReceived ?? 0;
    counts.sent += entry.messagesSent ?? 0;
  });
  return counts;
}

function isDataChannelReport(
  entry: unknown,
): entry is { readonly messagesReceived?: number; readonly messagesSent?: number } {
  return typeof entry === 'object' && entry !== null && 'type' in entry && entry.type === 'data-channel';
}
