import type { ChannelCompleteness, Completeness } from './protocol.ts';

/** A peer connection with what the tap counts on it. The counts go on by themselves, and stay when it is closed. */
export interface CountedConnection {
  readonly connection: { getStats(): Promise<StatsReport> };
  /** Data channels that it has had; undefined: nobody knows. */
  readonly channels?: number;
  /** By label of the data channel. */
  byLabel(): ReadonlyMap<string, MessageCounts>;
  readonly closed: boolean;
}

export interface MessageCounts {
  readonly received: number;
  readonly sent: number;
}

/** Both counts of one label on one connection. */
interface LabelSample {
  readonly browser: MessageCounts;
  readonly tap: MessageCounts;
}
type Sample = ReadonlyMap<string, LabelSample>;
/** Messages by label, both directions. */
type LabelTotals = ReadonlyMap<string, number>;

const none: MessageCounts = { received: 0, sent: 0 };
const noSample: LabelSample = { browser: none, tap: none };

/** A hostile server may open channels of ever new labels; a table of that many says enough. */
const labelsMaximum = 32;

/** What `completeness` says; the rest is known to others. */
export type CountedCompleteness = Omit<Completeness, 'unlogged' | 'behind' | 'mismatch'>;

/**
 * Holds the tap's counts against the browser's own (`getStats()`, data-channel reports), connection by connection and
 * label by label.
 *
 * Both counts of a sample are taken in the same turn of the event loop; on Chromium 114 the browser's runs ahead by
 * what still waits for the page, so only a difference that stays is a loss. A closed connection reports nothing any
 * more: its last sample stays, what the tap counts after it is taken up to the browser's figure, and what goes beyond
 * that is said to be unverified.
 */
export class BrowserCounts {
  readonly #samples = new Map<CountedConnection, Sample>();
  /** By connection: what its channels were last reported with, by the report's id. A closed channel has none. */
  readonly #reports = new Map<CountedConnection, Map<string, ChannelReport>>();
  /** Connections that the tap has let go of, added up. */
  #settled: Sample = new Map();
  #settledUnverified: LabelTotals = new Map();
  /** Messages of a closed connection beyond what the browser had counted. */
  readonly #unverifiedOf = new Map<CountedConnection, LabelTotals>();
  #sampledAtMs: number | undefined;
  #latencyMs: number | undefined;
  #unverifiedSinceMs: number | undefined;
  #unverifiedUntilMs: number | undefined;

  /** Samples the open connections. `now`: epoch ms, asked again when the samples are in. */
  async sample(connections: readonly CountedConnection[], now: () => number): Promise<void> {
    const askedAtMs = now();
    let asked = false;
    for (const counted of connections) {
      if (counted.closed) continue;
      asked = true;
      try {
        const reports = this.#remember(counted, await counted.connection.getStats());
        this.#samples.set(counted, sampleOf(reports, counted.byLabel()));
      } catch {
        // Closed while it was asked: its last sample stays.
      }
    }
    const sampledAtMs = now();
    if (asked) this.#latencyMs = sampledAtMs - askedAtMs;
    this.#takeClosed(connections, sampledAtMs);
    this.#settle(connections);
    this.#sampledAtMs = sampledAtMs;
  }

  /** `total`: the tap's counts now. */
  completeness(total: MessageCounts): CountedCompleteness {
    const byLabel = [...this.#samples.values()].reduce(addSamples, this.#settled);
    const { browser, tap } = [...byLabel.values()].reduce(addLabel, noSample);
    const unverified = this.#unverified();
    const any = this.#sampledAtMs !== undefined && (this.#samples.size > 0 || browser.received + browser.sent > 0);
    return {
      received: total.received,
      sent: total.sent,
      browserReceived: any ? browser.received : undefined,
      browserSent: any ? browser.sent : undefined,
      sampledReceived: tap.received,
      sampledSent: tap.sent,
      sampledAtMs: this.#sampledAtMs,
      latencyMs: this.#latencyMs,
      byChannel: channelsOf(byLabel, unverified),
      unverified: totalOf(unverified),
      unverifiedSinceMs: this.#unverifiedSinceMs,
      unverifiedUntilMs: this.#unverifiedUntilMs,
    };
  }

  #remember(counted: CountedConnection, stats: StatsReport): ReadonlyMap<string, ChannelReport> {
    const reports = this.#reports.get(counted) ?? new Map<string, ChannelReport>();
    this.#reports.set(counted, reports);
    if (stats.get !== undefined && reports.size === counted.channels) {
      // All its channels are known. Looking at every report has the browser make an object of each, dozens of them,
      // on the thread that the messages come in.
      for (const id of reports.keys()) {
        const entry = stats.get(id);
        if (isDataChannelReport(entry)) reports.set(id, entry);
      }
      return reports;
    }
    stats.forEach((entry) => {
      if (isDataChannelReport(entry)) reports.set(entry.id ?? `label ${entry.label ?? ''}`, entry);
    });
    return reports;
  }

  /** What the tap counted on closed connections after their last sample: backlog of then, or not to be verified. */
  #takeClosed(connections: readonly CountedConnection[], now: number): void {
    const before = totalOf(this.#unverified());
    for (const counted of connections) {
      if (!counted.closed) continue;
      const last = this.#samples.get(counted);
      const caughtUp = new Map(last);
      const unverified = new Map<string, number>();
      for (const [label, counts] of counted.byLabel()) {
        const { browser, tap } = last?.get(label) ?? noSample;
        const taken = {
          received: upTo(counts.received, tap.received, browser.received),
          sent: upTo(counts.sent, tap.sent, browser.sent),
        };
        const beyond = counts.received - taken.received + counts.sent - taken.sent;
        if (beyond > 0) unverified.set(label, beyond);
        if (last !== undefined) caughtUp.set(label, { browser, tap: taken });
      }
      if (last !== undefined) this.#samples.set(counted, caughtUp);
      this.#unverifiedOf.set(counted, unverified);
    }
    if (totalOf(this.#unverified()) === before) return;
    this.#unverifiedSinceMs ??= this.#sampledAtMs ?? now;
    this.#unverifiedUntilMs = now;
  }

  #unverified(): LabelTotals {
    return [...this.#unverifiedOf.values()].reduce(addTotals, this.#settledUnverified);
  }

  #settle(connections: readonly CountedConnection[]): void {
    const kept = new Set(connections);
    for (const [counted, sample] of this.#samples) {
      if (kept.has(counted)) continue;
      this.#samples.delete(counted);
      this.#settled = addSamples(this.#settled, sample);
    }
    for (const counted of this.#reports.keys()) if (!kept.has(counted)) this.#reports.delete(counted);
    for (const [counted, messages] of this.#unverifiedOf) {
      if (kept.has(counted)) continue;
      this.#unverifiedOf.delete(counted);
      this.#settledUnverified = addTotals(this.#settledUnverified, messages);
    }
  }
}

/** The tap's count now, but no more than the browser had counted; never less than it was. */
function upTo(now: number, sampled: number, browser: number): number {
  return Math.min(now, Math.max(sampled, browser));
}

function sampleOf(reports: ReadonlyMap<string, ChannelReport>, taps: ReadonlyMap<string, MessageCounts>): Sample {
  const sample = new Map<string, LabelSample>();
  for (const [label, { received, sent }] of taps) sample.set(label, { browser: none, tap: { received, sent } });
  for (const report of reports.values()) {
    const label = report.label ?? '';
    const browser = { received: report.messagesReceived ?? 0, sent: report.messagesSent ?? 0 };
    sample.set(label, addLabel(sample.get(label) ?? noSample, { browser, tap: none }));
  }
  return sample;
}

function channelsOf(byLabel: Sample, unverified: LabelTotals): readonly ChannelCompleteness[] {
  const labels = [...new Set([...byLabel.keys(), ...unverified.keys()])].slice(0, labelsMaximum);
  return labels.map((label) => {
    const { browser, tap } = byLabel.get(label) ?? noSample;
    const beyond = unverified.get(label);
    return {
      label,
      received: tap.received,
      browserReceived: browser.received,
      sent: tap.sent,
      browserSent: browser.sent,
      ...(beyond === undefined ? {} : { unverified: beyond }),
    };
  });
}

function addTotals(one: LabelTotals, other: LabelTotals): LabelTotals {
  const sum = new Map(one);
  for (const [label, messages] of other) sum.set(label, (sum.get(label) ?? 0) + messages);
  return sum;
}

function totalOf(totals: LabelTotals): number {
  return [...totals.values()].reduce((sum, messages) => sum + messages, 0);
}

function addSamples(one: Sample, other: Sample): Sample {
  const sum = new Map(one);
  for (const [label, counts] of other) sum.set(label, addLabel(sum.get(label) ?? noSample, counts));
  return sum;
}

function addLabel(one: LabelSample, other: LabelSample): LabelSample {
  return { browser: add(one.browser, other.browser), tap: add(one.tap, other.tap) };
}

function add(one: MessageCounts, other: MessageCounts): MessageCounts {
  return { received: one.received + other.received, sent: one.sent + other.sent };
}

interface StatsReport {
  get?(id: string): unknown;
  forEach(visit: (report: unknown) => void): void;
}

/** `RTCDataChannelStats`, as far as it is read. */
interface ChannelReport {
  readonly id?: string;
  readonly label?: string;
  readonly messagesReceived?: number;
  readonly messagesSent?: number;
}

function isDataChannelReport(entry: unknown): entry is ChannelReport {
  return typeof entry === 'object' && entry !== null && 'type' in entry && entry.type === 'data-channel';
}
