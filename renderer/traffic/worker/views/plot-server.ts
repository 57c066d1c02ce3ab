import type { LogMessage, ViewMessage } from '../../protocol/index.ts';
import type { Scheduler } from '../scheduler.ts';
import type { SessionLog } from '../session-log.ts';
import { traitsOf } from '../statistics/group-table.ts';
import { PlotScan } from '../statistics/plot-scan.ts';
import { RepeatedAnswer } from './repeated-answer.ts';

type PlotSeries = NonNullable<Extract<ViewMessage, { readonly type: 'showPlot' }>['series']>;

/** Half a frame of reading JSON, then whatever arrived has its turn. */
const sliceMs = 8;

interface PlotServerOptions {
  readonly session: SessionLog;
  readonly scheduler: Scheduler;
  readonly everyMs: number;
  readonly post: (message: LogMessage, transfer: ArrayBuffer[]) => void;
}

/** Serves one plot of a number in payloads: reads the log bit by bit, and sends what it has while that grows. */
export class PlotServer {
  readonly #options: PlotServerOptions;
  readonly #answer: RepeatedAnswer;
  #series: PlotSeries | undefined;
  #scan: PlotScan | undefined;
  #cancelStep: (() => void) | undefined;

  constructor(options: PlotServerOptions) {
    this.#options = options;
    this.#answer = new RepeatedAnswer({ ...options, send: () => this.#send() });
  }

  show(series: PlotSeries | undefined): void {
    this.dispose();
    this.#series = series;
    if (series === undefined) return;
    this.#scan = this.#scanOf(series);
    this.#scan?.step(sliceMs);
    this.#answer.show();
    this.#armStep();
  }

  noteChange(): void {
    if (this.#series === undefined) return;
    // The log was cleared: the sender's next packet makes a new entry.
    if (this.#scan !== undefined && this.#entryOf(this.#series) === undefined) {
      this.#scan = undefined;
      this.#answer.noteChange();
    }
    if (this.#scan?.isPending === true) this.#armStep();
  }

  dispose(): void {
    this.#answer.dispose();
    this.#cancelStep?.();
    this.#cancelStep = undefined;
    this.#scan = undefined;
    this.#series = undefined;
  }

  #armStep(): void {
    if (this.#scan?.isPending !== true) return;
    this.#cancelStep ??= this.#options.scheduler.soon(() => {
      this.#cancelStep = undefined;
      this.#scan?.step(sliceMs);
      this.#answer.noteChange();
      this.#armStep();
    });
  }

  #send(): undefined {
    const read = this.#scan?.read() ?? { times: new Float64Array(0), values: new Float64Array(0), left: 0 };
    this.#options.post({ type: 'plot', ...read }, [read.times.buffer, read.values.buffer]);
  }

  #scanOf(series: PlotSeries): PlotScan | undefined {
    const { session, scheduler } = this.#options;
    const { columns } = session.statistics.groups;
    const group = this.#entryOf(series)?.groups[0];
    if (group === undefined) return undefined;
    return new PlotScan({
      log: session.log,
      identity: columns.identity[group] ?? 0,
      sid: columns.sid[group] ?? 0,
      topic: columns.topic[group] ?? 0,
      isSent: traitsOf(columns.traits[group] ?? 0).isSent,
      path: series.path,
      spanMs: series.spanMs,
      now: scheduler.now,
    });
  }

  #entryOf({ key }: PlotSeries): ReturnType<SessionLog['statistics']['latest']['find']> {
    return this.#options.session.statistics.latest.find(key);
  }
}
