import { afterEach, describe, expect, it } from 'vitest';
import type { FeedMessage, FeedOrder } from '../../../../../../electron/contract/feed.ts';
import { SharedChunkWriter } from '../../../../../../renderer/traffic/shared-chunk.ts';
import type { HostMessage, WorkerMessage } from '../../../../../../renderer/traffic/worker/host-protocol.ts';
import { LogHost } from '../../../../../../renderer/traffic/worker/log-host.ts';
import type { Scheduler } from '../../../../../../renderer/traffic/worker/scheduler.ts';
import { workerScheduler } from '../../../../../../renderer/traffic/worker/scheduler.ts';
import { chunkWith, ManualScheduler, userPacket } from '../log-fixtures.ts';
import { recordsOf, request, treeOf } from './feed-fixtures.ts';

const open: HostMessage = { type: 'open', sessionId: 's', ownIdentity: 'console' };
const close: HostMessage = { type: 'close', sessionId: 's' };

function chunk(...texts: string[]): HostMessage {
  return { type: 'chunk', sessionId: 's', chunk: chunkWith(...texts.map((text) => ({ bytes: userPacket(text) }))) };
}

/** The main process's end of a port. */
class MainEnd {
  readonly port: MessagePort;
  readonly messages: FeedMessage[] = [];
  #wake: (() => void) | undefined;

  constructor(port: MessagePort) {
    this.port = port;
    port.onmessage = (message: MessageEvent<FeedMessage>) => {
      this.messages.push(message.data);
      this.#wake?.();
    };
  }

  tell(order: FeedOrder): void {
    this.port.postMessage(order);
  }

  async next<T extends FeedMessage['type']>(type: T): Promise<Extract<FeedMessage, { type: T }>> {
    for (;;) {
      const found = this.messages.find((message): message is Extract<FeedMessage, { type: T }> => message.type === type);
      if (found !== undefined) return found;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  get rows(): number {
    return this.messages.reduce((sum, message) => sum + (message.type === 'batch' ? message.rows : 0), 0);
  }
}

describe('FeedHost, in a LogHost', () => {
  const ports: MessagePort[] = [];
  afterEach(() => {
    for (const port of ports.splice(0)) port.close();
  });

  function make(scheduler: Scheduler = workerScheduler()) {
    const posted: WorkerMessage[] = [];
    const host = new LogHost({ budgetBytes: 64e6, scheduler, post: (message) => posted.push(message) });
    host.handle(open);
    return { host, posted };
  }

  function feed(host: LogHost, over: Parameters<typeof request>[0] = {}): MainEnd {
    const { port1, port2 } = new MessageChannel();
    ports.push(port1);
    const asked = request(over);
    host.handle({ type: 'feed', sessionId: asked.sourceId, port: port2, request: asked, filter: treeOf(asked.filter) });
    return new MainEnd(port1);
  }

  it('feeds what is logged, filtered, until it is told to stop', async () => {
    const { host, posted } = make();
    host.handle(chunk('old'));
    const end = feed(host, { from: 'now', filter: 'text contains "keep"' });
    await end.next('begun');
    host.handle(chunk('keep', 'drop'));
    const first = await end.next('batch');
    end.tell({ type: 'written', number: first.number });
    end.tell({ type: 'stop' });
    const { totals } = await end.next('done');
    expect(totals).toMatchObject({ rows: 1, in: 1 });
    const kinds = end.messages.flatMap((message) => (message.type === 'batch' ? recordsOf(message.bytes) : []));
    expect(kinds.map(({ kind }) => kind)).toEqual(['head', 'packet']);
    expect(posted.filter(({ type }) => type === 'error')).toEqual([]);
    host.handle(close);
  });

  it('says that there is no such source', async () => {
    const { host } = make();
    expect(await feed(host, { sourceId: 'other' }).next('refused')).toMatchObject({ reason: 'no-source' });
    host.handle(close);
  });

  it('logs what is on its way before it stops', async () => {
    const { host } = make();
    const writer = new SharedChunkWriter(8_192, 0);
    host.handle({ type: 'filling', sessionId: 's', chunk: writer.buffer, number: 0 });
    const end = feed(host);
    await end.next('batch');
    const bytes = userPacket('x');
    writer.write(1_000, false, '_reliable', 1, false, bytes, bytes.length);
    end.tell({ type: 'stop' });
    expect((await end.next('done')).totals.rows).toBe(1);
    host.handle(close);
  });

  it('sends what is in a log that is closed', async () => {
    const { host, posted } = make();
    const end = feed(host);
    host.handle(chunk('one', 'two'));
    host.handle(close);
    host.handle(chunk('late'));
    expect(await end.next('done')).toMatchObject({ why: 'source-closed', totals: { rows: 2, missing: 0 } });
    expect(end.rows).toBe(2);
    expect(posted).toEqual([]);
  });

  it('gives up a feed whose other side takes nothing, once its log is closed', () => {
    const scheduler = new ManualScheduler();
    const { host } = make(scheduler);
    feed(host);
    for (let count = 0; count < 6; count += 1) host.handle(chunk('x'.repeat(1_048_576)));
    host.handle(close);
    scheduler.advance(29_000);
    expect(scheduler.waiting).toBeGreaterThan(0);
    scheduler.advance(10_000);
    expect(scheduler.waiting).toBe(0);
  });

  it('ends when the other side closes its port', async () => {
    const scheduler = new ManualScheduler();
    const { host } = make(scheduler);
    const { port1, port2 } = new MessageChannel();
    host.handle({ type: 'feed', sessionId: 's', port: port2, request: request() });
    // After the feed's own listener.
    const closed = new Promise<void>((resolve) => port2.addEventListener('close', () => resolve()));
    port1.close();
    await closed;
    host.handle(chunk('x'));
    scheduler.advance(1_000);
    host.handle(close);
    expect(scheduler.waiting).toBe(0);
  });

  it('reports an order that is none, without quoting it', async () => {
    const reported: string[] = [];
    let wake: (() => void) | undefined;
    const post = (message: WorkerMessage): void => {
      if (message.type === 'error') reported.push(message.message);
      wake?.();
    };
    const host = new LogHost({ budgetBytes: 64e6, scheduler: new ManualScheduler(), post });
    host.handle(open);
    const end = feed(host);
    const arrived = new Promise<void>((resolve) => {
      wake = resolve;
    });
    end.port.postMessage({ type: 'secret' });
    await arrived;
    expect(reported).toEqual(['an order of a feed that is none: secret']);
    host.handle(close);
  });
});
