import type { ElectronApplication } from '@playwright/test';
import { channels } from '../../../electron/contract/pages.ts';
import type { LogMessage, LogStatus, RowView, ViewMessage } from '../../../renderer/traffic/protocol/index.ts';
import { until } from './until.ts';

/** What stands in the main process while a probe is attached. */
interface ProbeScope {
  benchProbe?: {
    readonly port: { postMessage(message: unknown): void; close(): void };
    status: LogStatus | undefined;
    rows: Extract<LogMessage, { type: 'rows' }> | undefined;
  };
}

/**
 * A second view of a session's log, at the end of a port of its own, as the window has one. It says what the log
 * holds without asking the page that is measured. Attach it after a measurement: it costs the worker a little.
 */
export class LogProbe {
  readonly #app: ElectronApplication;
  #asked = 0;

  private constructor(app: ElectronApplication) {
    this.#app = app;
  }

  static async attach(app: ElectronApplication, sessionId: string): Promise<LogProbe> {
    await app.evaluate(
      ({ MessageChannelMain, webContents }, { session, channel }) => {
        const page = webContents.getAllWebContents().find((one) => new URL(one.getURL()).pathname === '/session.html');
        if (page === undefined) throw new Error('no session page');
        const { port1, port2 } = new MessageChannelMain();
        const probe: NonNullable<ProbeScope['benchProbe']> = { port: port1, status: undefined, rows: undefined };
        port1.on('message', ({ data }) => {
          const message = data as LogMessage;
          if (message.type === 'status') probe.status = message;
          if (message.type === 'rows') probe.rows = message;
        });
        port1.start();
        (globalThis as ProbeScope).benchProbe = probe;
        page.postMessage(channel, { port: 'traffic', sessionId: session }, [port2]);
      },
      { session: sessionId, channel: channels.port },
    );
    const probe = new LogProbe(app);
    await probe.status();
    return probe;
  }

  /** As the worker last told it, which it does within 100 ms of a change. */
  status(): Promise<LogStatus> {
    return until('the log’s status', () =>
      this.#app.evaluate(() => (globalThis as ProbeScope).benchProbe?.status),
    );
  }

  /** Up to `count` rows from a row on, or the newest. */
  async rows(from: number | 'newest', count: number): Promise<readonly RowView[]> {
    this.#asked += 1;
    const ask = this.#asked;
    const where = from === 'newest' ? { first: 0, tail: true } : { first: 0, tail: false, row: from };
    await this.#post({ type: 'show', count, ask, ...where });
    const answer = await until('rows of the log', () =>
      this.#app.evaluate((_electron, asked) => {
        const rows = (globalThis as ProbeScope).benchProbe?.rows;
        return rows?.ask === asked ? rows.rows : undefined;
      }, ask),
    );
    return answer;
  }

  /** Packets a second, by the recorded times, of the `packets` that were logged from this row on. */
  async rowRate(from: number, packets: number): Promise<number> {
    const first = (await this.rows(from, 200)).find((row) => row.type === 'packet');
    const last = (await this.rows('newest', 200)).findLast((row) => row.type === 'packet');
    return first === undefined || last === undefined ? NaN : (1_000 * (packets - 1)) / (last.time - first.time);
  }

  /** The first row of `from … end` that was recorded at this time or later, epoch ms; `end`: none was. */
  async rowAt(time: number, from: number, end: number): Promise<number> {
    let [low, high] = [from, end];
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      const [row] = await this.rows(middle, 1);
      if (row === undefined) throw new Error(`row ${middle} is not held any more`);
      if (row.time < time) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  async clear(): Promise<void> {
    await this.#post({ type: 'clear' });
  }

  async detach(): Promise<void> {
    await this.#app.evaluate(() => {
      const scope = globalThis as ProbeScope;
      scope.benchProbe?.port.close();
      delete scope.benchProbe;
    });
  }

  async #post(message: ViewMessage): Promise<void> {
    await this.#app.evaluate(
      (_electron, posted) => (globalThis as ProbeScope).benchProbe?.port.postMessage(posted),
      message,
    );
  }
}
