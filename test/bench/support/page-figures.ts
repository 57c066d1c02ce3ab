import type { CDPSession, Page } from '@playwright/test';

/** Asks a page's browser about it, without the page's help. */
export class PageFigures {
  readonly #session: CDPSession;

  private constructor(session: CDPSession) {
    this.#session = session;
  }

  static async of(page: Page): Promise<PageFigures> {
    const session = await page.context().newCDPSession(page);
    await session.send('Performance.enable', { timeDomain: 'threadTicks' });
    return new PageFigures(session);
  }

  /**
   * CPU time that the page's main thread has had, ms. Not the time that tasks took: with fewer cores than busy threads
   * that is mostly waiting, for the one as for the other.
   */
  async threadMs(): Promise<number> {
    const { metrics } = await this.#session.send('Performance.getMetrics');
    const time = metrics.find((metric) => metric.name === 'ThreadTime');
    if (time === undefined) throw new Error('this Chromium does not tell its ThreadTime');
    return time.value * 1_000;
  }

  /**
   * Messages that the browser counts as received on all data channels of all connections that the page looks at itself,
   * with getStats(), once a second. That is how they are found. Looking for them in the heap (Runtime.queryObjects)
   * left the code of livekit-client in that page at half its speed, for as long as it lived.
   */
  async messagesReceived(): Promise<number> {
    const sum = await this.#session.send('Runtime.evaluate', {
      expression: countReceived,
      awaitPromise: true,
      returnByValue: true,
    });
    const value: unknown = sum.result.value;
    const trouble = sum.exceptionDetails?.text ?? 'no number';
    if (typeof value !== 'number') throw new Error(`getStats() of the page: ${trouble}`);
    return value;
  }

  /** Runs a script in the page; its content security policy has no say in that. */
  async run(script: string): Promise<void> {
    const { exceptionDetails } = await this.#session.send('Runtime.evaluate', { expression: script });
    if (exceptionDetails === undefined) return;
    throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
  }

  async collectGarbage(): Promise<void> {
    await this.#session.send('HeapProfiler.collectGarbage');
  }
}

/** Ms in which the page has asked each of its connections. */
const askedWithinMs = 3_000;

/** Runs in the page. */
const countReceived = `(async () => {
  const { prototype } = RTCPeerConnection;
  if (globalThis.benchConnections === undefined) {
    const connections = new Set();
    const { getStats } = prototype;
    const hadOwn = Object.hasOwn(prototype, 'getStats');
    prototype.getStats = function (...args) {
      connections.add(this);
      return getStats.apply(this, args);
    };
    await new Promise((resolve) => setTimeout(resolve, ${askedWithinMs}));
    if (hadOwn) prototype.getStats = getStats;
    else delete prototype.getStats;
    if (connections.size === 0) throw new Error('the page asked no connection');
    globalThis.benchConnections = [...connections];
  }
  let sum = 0;
  for (const connection of globalThis.benchConnections) {
    (await connection.getStats()).forEach((entry) => {
      if (entry.type === 'data-channel') sum += entry.messagesReceived ?? 0;
    });
  }
  return sum;
})()`;
