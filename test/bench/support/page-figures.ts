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
   * Messages that the browser counts as received on all data channels of all connections of the page. The connections
   * are found by walking the heap, which takes the page a while: not while it is measured.
   */
  async messagesReceived(): Promise<number> {
    const prototype = await this.#session.send('Runtime.evaluate', { expression: 'RTCPeerConnection.prototype' });
    const { objectId } = prototype.result;
    if (objectId === undefined) throw new Error('no RTCPeerConnection');
    const { objects } = await this.#session.send('Runtime.queryObjects', { prototypeObjectId: objectId });
    if (objects.objectId === undefined) throw new Error('no connections');
    const sum = await this.#session.send('Runtime.callFunctionOn', {
      objectId: objects.objectId,
      functionDeclaration: countReceived,
      awaitPromise: true,
      returnByValue: true,
    });
    await this.#session.send('Runtime.releaseObject', { objectId: objects.objectId });
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

/**
 * Runs in the page, with all its connections as `this`. A prototype itself is no connection: it throws, and is left out.
 */
const countReceived = `async function () {
  let sum = 0;
  for (const connection of this) {
    let report;
    try { report = await connection.getStats(); } catch { continue; }
    report.forEach((entry) => {
      if (entry.type === 'data-channel') sum += entry.messagesReceived ?? 0;
    });
  }
  return sum;
}`;
