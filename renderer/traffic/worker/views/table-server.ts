import type { LatestColumn, LogMessage, StatisticsColumn, ViewMessage } from '../../protocol/index.ts';
import type { Scheduler } from '../scheduler.ts';
import type { SessionLog } from '../session-log.ts';
import { sortedGroups, statisticsRow, statisticsTotals } from '../statistics/group-rows.ts';
import { LatestRows } from '../statistics/latest-rows.ts';
import { PlotServer } from './plot-server.ts';
import { RepeatedAnswer } from './repeated-answer.ts';

export type TableMessage = Extract<
  ViewMessage,
  { readonly type: 'showStatistics' | 'showLatest' | 'showRates' | 'showPlot' }
>;

/** Numbers that change faster are not read. */
const tablesEveryMs = 250;
const ratesEveryMs = 500;
/** Averages go down though nothing arrives; nobody needs to see that sooner. */
const averagesEveryMs = 5_000;

interface TableServerOptions {
  readonly session: SessionLog;
  readonly scheduler: Scheduler;
  readonly post: (message: LogMessage, transfer: ArrayBuffer[]) => void;
}

interface Ask<Column> {
  readonly first: number;
  readonly count: number;
  readonly sort: Column;
  readonly descending: boolean;
}

/** Serves the tables and plots that one view shows, again whenever they changed. */
export class TableServer {
  readonly #options: TableServerOptions;
  readonly #latestRows: LatestRows;
  readonly #statistics: RepeatedAnswer;
  readonly #latest: RepeatedAnswer;
  readonly #rates: RepeatedAnswer;
  readonly #plot: PlotServer;
  #askedStatistics: Ask<StatisticsColumn> = { first: 0, count: 0, sort: 'sender', descending: false };
  #askedLatest: Ask<LatestColumn> = { first: 0, count: 0, sort: 'sender', descending: false };

  constructor(options: TableServerOptions) {
    this.#options = options;
    const { scheduler } = options;
    this.#latestRows = new LatestRows(options.session);
    const tables = { scheduler, everyMs: tablesEveryMs };
    this.#statistics = new RepeatedAnswer({ ...tables, send: (now) => this.#inItsTime(now, (at) => this.#sendStatistics(at)) });
    this.#latest = new RepeatedAnswer({ ...tables, send: (now) => this.#inItsTime(now, (at) => this.#sendLatest(at)) });
    this.#rates = new RepeatedAnswer({ scheduler, everyMs: ratesEveryMs, send: (now) => this.#inItsTime(now, (at) => this.#sendRates(at)) });
    this.#plot = new PlotServer({ ...options, everyMs: tablesEveryMs });
  }

  take(message: TableMessage): void {
    switch (message.type) {
      case 'showStatistics':
        this.#askedStatistics = message;
        show(this.#statistics, message.count > 0);
        return;
      case 'showLatest':
        this.#askedLatest = message;
        show(this.#latest, message.count > 0);
        return;
      case 'showRates':
        show(this.#rates, message.shown);
        return;
      case 'showPlot':
        this.#plot.show(message.series);
        return;
      default:
        assertNever(message);
    }
  }

  /** To be called when the log changed. */
  noteChange(): void {
    this.#statistics.noteChange();
    this.#latest.noteChange();
    this.#rates.noteChange();
    this.#plot.noteChange();
  }

  dispose(): void {
    this.#statistics.dispose();
    this.#latest.dispose();
    this.#rates.dispose();
    this.#plot.dispose();
  }

  /** A capture stands still at its newest packet, whenever it is looked at; a room goes on with the time. */
  #inItsTime(now: number, send: (at: number) => number | undefined): number | undefined {
    const { session } = this.#options;
    if (session.reading === undefined) return send(now);
    const { newestMs } = session.statistics;
    send(Number.isFinite(newestMs) ? newestMs + 1_000 : now);
    return undefined;
  }

  #sendStatistics(now: number): number | undefined {
    const { session, post } = this.#options;
    const { first, count, sort, descending } = this.#askedStatistics;
    const { groups } = session.statistics;
    const shown = sortedGroups(session, sort, descending, now).slice(first, first + count);
    const rows = Array.from(shown, (group) => statisticsRow(group, session, now));
    const totals = statisticsTotals(session, now);
    post({ type: 'statistics', first, total: groups.size, folded: groups.folded, totals, rows }, []);
    if (groups.isMoving(now)) return untilNextSecond(now);
    return groups.size > 0 ? averagesEveryMs : undefined;
  }

  #sendLatest(now: number): number | undefined {
    const { session, post } = this.#options;
    const ask = this.#askedLatest;
    const { groups, latest } = session.statistics;
    const rows = this.#latestRows.read(ask, now);
    post({ type: 'latest', first: ask.first, total: latest.list().length, folded: latest.folded, rows }, []);
    return groups.isMoving(now) ? untilNextSecond(now) : undefined;
  }

  /** The plot goes on with the time, also where nothing arrives. */
  #sendRates(now: number): number | undefined {
    const buckets = this.#options.session.statistics.rates.read(now);
    if (buckets === undefined) {
      const none = new Uint32Array(0);
      const empty = { startMs: now, bucketMs: 1_000, reliable: none, lossy: none, other: none, flagged: none };
      this.#options.post({ type: 'rates', ...empty }, []);
      return undefined;
    }
    const { reliable, lossy, other, flagged } = buckets;
    this.#options.post({ type: 'rates', ...buckets }, [reliable.buffer, lossy.buffer, other.buffer, flagged.buffer]);
    return 1_000;
  }
}

function show(answer: RepeatedAnswer, isShown: boolean): void {
  if (isShown) answer.show();
  else answer.hide();
}

/** A little into it: rates are of full seconds. */
function untilNextSecond(now: number): number {
  return 1_010 - (now % 1_000);
}

function assertNever(message: never): never {
  throw new Error(`unexpected message ${String(message)}`);
}
