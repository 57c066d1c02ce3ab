import type { Page } from '@playwright/test';
import type { FloodPlan } from '../../renderer/probe/bench/api.ts';
import type { BenchRow } from './bench-row.ts';
import type { Bench } from './support/bench.ts';
import { median, rowOf } from './support/figures.ts';
import { LogProbe } from './support/log-probe.ts';
import { PageFigures } from './support/page-figures.ts';
import { Stage } from './support/stage.ts';
import { settled } from './support/until.ts';

type Load = Pick<FloodPlan, 'kind' | 'payloadBytes'>;

const loads: readonly Load[] = [
  { kind: 'reliable', payloadBytes: 64 },
  { kind: 'lossy', payloadBytes: 64 },
  { kind: 'reliable', payloadBytes: 1_000 },
  { kind: 'reliable', payloadBytes: 15_000 },
];
const leastRate = 0.95;
const mostThreadTime = 1.1;

/** What one flood came to. */
interface Round {
  readonly sent: number;
  readonly rows: number;
  readonly browser: number;
  readonly bare: number;
  /** Messages per second between the first and the last. */
  readonly rowRate: number;
  readonly bareRate: number;
  /** µs of the main thread for each message, all included that the page did meanwhile. */
  readonly sessionUs: number;
  readonly bareUs: number;
  /** Without what it would have done at rest: once a second the session page holds its counts against the browser's. */
  readonly sessionBeyondUs: number;
  readonly bareBeyondUs: number;
}

/** Of the session page and of the bare one: ms of the main thread. */
interface ThreadMs {
  readonly session: number;
  readonly bare: number;
}

/**
 * A flood on the raw data channels through a real server, to the console and to a bare livekit-client page at the same
 * time: both have the same messages, the same server and the same rest of the machine. The window follows the tail.
 */
export const floodBench: Bench = async (context) => {
  const stage = await Stage.open(context);
  try {
    const floods = await Floods.prepare(stage);
    const rest = await floods.atRest(context.quick ? 2_000 : 10_000);
    context.note(`at rest, ms of the main thread each second: ${rest.session.toFixed(1)} (bare ${rest.bare.toFixed(1)})`);
    const rows: BenchRow[] = [];
    for (const load of loads) {
      const name = `${load.kind} ${load.payloadBytes.toLocaleString('en')} B`;
      const rounds: Round[] = [];
      for (let round = 0; round < (context.quick ? 1 : 3); round += 1) {
        const done = await floods.run({ ...load, durationMs: context.quick ? 2_000 : 6_000 }, rest);
        context.note(`${name}: ${told(done)}`);
        rounds.push(done);
      }
      rows.push(...figures(`flood, ${name}`, load, rounds));
    }
    const problems = stage.problems();
    if (problems.length > 0) context.note(`problems: ${problems.join(' | ')}`);
    return rows;
  } finally {
    await stage.close();
  }
};

/** Both pages have caught up once neither has used more of its thread than that while nobody waited for it. */
const calm = { mostMs: 15, everyMs: 500, withinMs: 60_000 } as const;

class Floods {
  readonly #stage: Stage;
  readonly #bare: Page;
  readonly #flood: Page;
  readonly #bareFigures: PageFigures;
  readonly #sessionFigures: PageFigures;

  private constructor(
    stage: Stage,
    pages: { readonly bare: Page; readonly flood: Page },
    figuresOf: { readonly bare: PageFigures; readonly session: PageFigures },
  ) {
    this.#stage = stage;
    this.#bare = pages.bare;
    this.#flood = pages.flood;
    this.#bareFigures = figuresOf.bare;
    this.#sessionFigures = figuresOf.session;
  }

  static async prepare(stage: Stage): Promise<Floods> {
    const bare = await stage.openPage('bare');
    const flood = await stage.openPage('flood');
    const asBare = await stage.token('bare');
    await bare.evaluate((as) => window.benchBare.join(as.url, as.token), asBare);
    const asFlood = await stage.token('flood');
    await flood.evaluate((as) => window.benchFlood.join(as.url, as.token), asFlood);
    const figuresOf = { bare: await PageFigures.of(bare), session: await PageFigures.of(stage.session) };
    return new Floods(stage, { bare, flood }, figuresOf);
  }

  /** What the pages take while nothing comes, for each second. */
  async atRest(forMs: number): Promise<ThreadMs> {
    const before = await this.#calm();
    const startedAt = performance.now();
    await new Promise((resolve) => setTimeout(resolve, forMs));
    const after = await this.#threads();
    const seconds = (performance.now() - startedAt) / 1_000;
    return { session: (after.session - before.session) / seconds, bare: (after.bare - before.bare) / seconds };
  }

  /** @param rest See atRest. */
  async run(plan: FloodPlan, rest: ThreadMs): Promise<Round> {
    const probe = await LogProbe.attach(this.#stage.app, this.#stage.sessionId);
    await probe.clear();
    const before = await probe.status();
    await probe.detach();
    await this.#bare.evaluate(() => window.benchBare.reset());
    await this.#sessionFigures.collectGarbage();
    await this.#bareFigures.collectGarbage();
    const browserBefore = await this.#sessionFigures.messagesReceived();
    await this.#calm();
    const threadsBefore = await this.#threads();
    const startedAt = performance.now();

    const { sent } = await this.#flood.evaluate((asked) => window.benchFlood.flood(asked), plan);
    const threads = await this.#calm();
    const seconds = (performance.now() - startedAt) / 1_000;
    const sessionMs = threads.session - threadsBefore.session;
    const bareMs = threads.bare - threadsBefore.bare;
    const browserAfter = await settled('the browser’s count', () => this.#sessionFigures.messagesReceived());
    const browser = browserAfter - browserBefore;
    const counts = await this.#bare.evaluate(() => window.benchBare.counts());
    const after = await LogProbe.attach(this.#stage.app, this.#stage.sessionId);
    try {
      await settled('the log', async () => (await after.status()).total);
      const status = await after.status();
      const rows = status.received[channelOf(plan)] - before.received[channelOf(plan)];
      return {
        sent,
        rows,
        browser,
        bare: counts.received,
        rowRate: await after.rowRate(before.total, rows),
        bareRate: (1_000 * (counts.timed - 1)) / (counts.lastMs - counts.firstMs),
        sessionUs: (1_000 * sessionMs) / rows,
        bareUs: (1_000 * bareMs) / counts.received,
        sessionBeyondUs: (1_000 * (sessionMs - rest.session * seconds)) / rows,
        bareBeyondUs: (1_000 * (bareMs - rest.bare * seconds)) / counts.received,
      };
    } finally {
      await after.detach();
    }
  }

  /** Main-thread times once both pages are at rest. The one question that is asked meanwhile costs both the same. */
  async #calm(): Promise<ThreadMs> {
    const end = performance.now() + calm.withinMs;
    for (let last = await this.#threads(); ; ) {
      await new Promise((resolve) => setTimeout(resolve, calm.everyMs));
      const now = await this.#threads();
      if (now.session - last.session < calm.mostMs && now.bare - last.bare < calm.mostMs) return now;
      if (performance.now() > end) throw new Error('the pages did not come to rest after the flood');
      last = now;
    }
  }

  async #threads(): Promise<ThreadMs> {
    return { session: await this.#sessionFigures.threadMs(), bare: await this.#bareFigures.threadMs() };
  }
}

function channelOf({ kind }: Load): 'reliable' | 'lossy' {
  return kind;
}

function figures(bench: string, load: Load, rounds: readonly Round[]): BenchRow[] {
  const sum = (of: (round: Round) => number): number => rounds.reduce((total, round) => total + of(round), 0);
  const middle = (of: (round: Round) => number): number => median(rounds.map(of));
  const rows = sum((round) => round.rows);
  const browser = sum((round) => round.browser);
  const counted = rowOf({
    bench,
    measured: 'rows in the log',
    value: rows,
    unit: 'rows',
    reference: { what: 'getStats() of the session page', value: browser },
    limit: '= getStats()',
    met: rows === browser && rows > 0,
  });
  const sent = sum((round) => round.sent);
  const complete = rowOf({
    bench,
    measured: 'rows in the log',
    value: rows,
    unit: 'rows',
    reference: { what: 'sent', value: sent },
    limit: load.kind === 'reliable' ? 'all that was sent' : 'none: lossy',
    met: load.kind === 'lossy' || rows === sent,
  });
  // Ratios of each round, then their median: a round's two rates belong together.
  const rateRatio = middle((round) => round.rowRate / round.bareRate);
  const rates: BenchRow = {
    ...rowOf({
      bench,
      measured: 'rows per second by the recorded times',
      value: middle((round) => round.rowRate),
      unit: 'rows/s',
      reference: { what: 'bare livekit-client page', value: middle((round) => round.bareRate) },
      limit: `≥ ${leastRate} of it`,
      met: rateRatio >= leastRate,
    }),
    ratio: rateRatio,
  };
  const threadRatio = middle((round) => round.sessionUs / round.bareUs);
  const thread: BenchRow = {
    ...rowOf({
      bench,
      measured: 'main-thread time per message',
      value: middle((round) => round.sessionUs),
      unit: 'µs',
      reference: { what: 'bare livekit-client page', value: middle((round) => round.bareUs) },
      limit: `≤ ${mostThreadTime.toFixed(2)} of it`,
      met: threadRatio <= mostThreadTime,
    }),
    ratio: threadRatio,
  };
  const beyond: BenchRow = {
    ...rowOf({
      bench,
      measured: 'without what the page takes at rest',
      value: middle((round) => round.sessionBeyondUs),
      unit: 'µs',
      reference: { what: 'bare livekit-client page', value: middle((round) => round.bareBeyondUs) },
      limit: 'none',
      met: true,
    }),
    ratio: middle((round) => round.sessionBeyondUs / round.bareBeyondUs),
  };
  return [complete, counted, rates, thread, beyond];
}

function told(round: Round): string {
  const { sent, rows, browser, bare, rowRate, bareRate, sessionUs, bareUs } = round;
  return (
    `${sent} sent, ${rows} rows, ${browser} by getStats(), ${bare} bare; ` +
    `${Math.round(rowRate)} rows/s (bare ${Math.round(bareRate)}); ` +
    `${sessionUs.toFixed(1)} µs (bare ${bareUs.toFixed(1)})`
  );
}
