import { afterEach, describe, expect, it } from 'vitest';
import type { LogMessage } from '../../../../../renderer/traffic/protocol/index.ts';
import type { HostMessage, WorkerMessage } from '../../../../../renderer/traffic/worker/host-protocol.ts';
import { LogHost } from '../../../../../renderer/traffic/worker/log-host.ts';
import { workerScheduler } from '../../../../../renderer/traffic/worker/scheduler.ts';
import { SharedChunkWriter } from '../../../../../renderer/traffic/shared-chunk.ts';
import { chunkWith, event, ManualScheduler, userPacket } from './log-fixtures.ts';

const open: HostMessage = { type: 'open', sessionId: 's', ownIdentity: 'console' };

function chunk(...texts: string[]): HostMessage {
  return { type: 'chunk', sessionId: 's', chunk: chunkWith(...texts.map((text) => ({ bytes: userPacket(text) }))) };
}

function makeHost() {
  const scheduler = new ManualScheduler();
  const posted: WorkerMessage[] = [];
  const host = new LogHost({ budgetBytes: 64e6, scheduler, post: (message) => posted.push(message) });
  return { host, scheduler, posted };
}

/** The view's end of a port, waiting for messages. */
class ViewEnd {
  readonly port: MessagePort;
  readonly #messages: LogMessage[] = [];
  #wake: (() => void) | undefined;

  constructor(port: MessagePort) {
    this.port = port;
    port.onmessage = (message: MessageEvent<LogMessage>) => {
      this.#messages.push(message.data);
      this.#wake?.();
    };
  }

  /** The first message that suits, also one that came before. */
  async next<T extends LogMessage['type']>(
    type: T,
    suits: (message: Extract<LogMessage, { type: T }>) => boolean = () => true,
  ): Promise<Extract<LogMessage, { type: T }>> {
    for (;;) {
      for (const message of this.#messages) {
        const wanted = message as Extract<LogMessage, { type: T }>;
        if (message.type === type && suits(wanted)) return wanted;
      }
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }
}

describe('LogHost over a MessageChannel', () => {
  const ports: MessagePort[] = [];
  afterEach(() => {
    for (const port of ports.splice(0)) port.close();
  });

  function serve(host: LogHost): ViewEnd {
    const { port1, port2 } = new MessageChannel();
    ports.push(port1);
    host.handle({ type: 'port', sessionId: 's', port: port2 });
    return new ViewEnd(port1);
  }

  it('models what the SDK drops until it is told that the SDK starts anew', async () => {
    const host = new LogHost({ budgetBytes: 64e6, scheduler: workerScheduler(), post: () => undefined });
    const numbered = (): HostMessage => ({
      type: 'chunk',
      sessionId: 's',
      chunk: chunkWith({ bytes: userPacket('x', { sequence: 7 }) }),
    });
    host.handle(open);
    host.handle(numbered());
    host.handle(numbered());
    host.handle({ type: 'sdkReset', sessionId: 's' });
    host.handle(numbered());
    const view = serve(host);
    view.port.postMessage({ type: 'show', first: 0, count: 10, tail: true });
    const { rows } = await view.next('rows');
    expect(rows.map((row) => (row.type === 'packet' ? row.flags : []))).toEqual([
      [],
      ['sdk-drops', 'duplicate'],
      ['duplicate'],
    ]);
  });

  it('serves rows, status and details, and follows the log', async () => {
    const posted: WorkerMessage[] = [];
    const post = (message: WorkerMessage): unknown => posted.push(message);
    const host = new LogHost({ budgetBytes: 64e6, scheduler: workerScheduler(), post });
    host.handle(open);
    host.handle({
      type: 'context',
      sessionId: 's',
      ownIdentity: 'console',
      ownSid: 'PA_own',
      participants: new Map([['PA_alice', 'alice']]),
    });
    host.handle(chunk('one', 'two'));
    host.handle({ type: 'event', sessionId: 's', entry: event() });
    const view = serve(host);
    view.port.postMessage({ type: 'show', first: 0, count: 10, tail: true });
    const { rows } = await view.next('rows', (message) => message.rows.length === 3);
    expect(rows.map((row) => (row.type === 'packet' ? row.preview : row.title))).toEqual(['one', 'two', 'bob joined']);

    host.handle(chunk('three'));
    const four = await view.next('rows', (message) => message.rows.length === 4);
    expect(four.rows[3]).toMatchObject({ preview: 'three' });
    expect(await view.next('status', (message) => message.total === 4)).toMatchObject({
      received: { reliable: 3, lossy: 0, other: 0 },
    });

    view.port.postMessage({ type: 'filter', tree: { type: 'words', text: 'two' } });
    expect((await view.next('rows', (message) => message.shown === 1)).rows).toMatchObject([{ row: 1 }]);

    view.port.postMessage({ type: 'inspect', rows: [3] });
    const [detail] = (await view.next('detail')).details;
    if (detail === undefined || !('packet' in detail)) throw new Error('no packet');
    expect(new TextDecoder().decode(detail.payload)).toBe('three');
    expect(detail.packet).toEqual(userPacket('three'));
    expect(posted.filter(({ type }) => type === 'error')).toEqual([]);
    host.handle({ type: 'close', sessionId: 's' });
  });

  it('serves several views of a session; one that clears, clears for all', async () => {
    const host = new LogHost({ budgetBytes: 64e6, scheduler: workerScheduler(), post: () => undefined });
    host.handle(open);
    host.handle(chunk('one'));
    const views = [serve(host), serve(host)] as const;
    for (const { port } of views) port.postMessage({ type: 'show', first: 0, count: 10, tail: true });
    for (const view of views) await view.next('rows', (message) => message.shown === 1);
    views[0].port.postMessage({ type: 'clear' });
    for (const view of views) await view.next('status', (message) => message.total === 1 && message.held === 0);
    host.handle({ type: 'close', sessionId: 's' });
  });

  it('reports a message that is none, without quoting it', async () => {
    const problems: WorkerMessage[] = [];
    let wake: (() => void) | undefined;
    const host = new LogHost({
      budgetBytes: 64e6,
      scheduler: new ManualScheduler(),
      post: (message) => {
        problems.push(message);
        wake?.();
      },
    });
    host.handle(open);
    const view = serve(host);
    const arrived = new Promise<void>((resolve) => {
      wake = resolve;
    });
    view.port.postMessage({ type: 'show', secret: 'payload' });
    await arrived;
    expect(problems).toEqual([{ type: 'error', sessionId: 's', message: "a view's message that is none: show" }]);
  });

  it('lets go of the oldest view when a session has too many', async () => {
    const host = new LogHost({ budgetBytes: 64e6, scheduler: workerScheduler(), post: () => undefined });
    host.handle(open);
    const views = Array.from({ length: 5 }, () => serve(host));
    const first = views[0];
    if (first === undefined) throw new Error('no view');
    const closed = new Promise<void>((resolve) => first.port.addEventListener('close', () => resolve()));
    await closed;
    const last = views.at(-1);
    last?.port.postMessage({ type: 'show', first: 0, count: 1, tail: true });
    expect(await last?.next('rows')).toMatchObject({ rows: [] });
    host.handle({ type: 'close', sessionId: 's' });
  });
});

describe('LogHost', () => {
  it('tells counts at most every 250 ms', () => {
    const { host, scheduler, posted } = makeHost();
    host.handle(open);
    for (let index = 0; index < 100; index += 1) {
      host.handle(chunk('x'));
      scheduler.advance(10);
    }
    expect(posted.length).toBeLessThanOrEqual(5);
    scheduler.advance(250);
    expect(posted.at(-1)).toEqual({
      type: 'counts',
      sessionId: 's',
      taken: 100,
      caughtUp: false,
      received: { reliable: 100, lossy: 0, other: 0 },
      sent: { reliable: 0, lossy: 0, other: 0 },
    });
  });

  it('follows a chunk while it is filled, in its place among what else is said', () => {
    const { host, posted, scheduler } = makeHost();
    host.handle(open);
    const writer = new SharedChunkWriter(8_192, 0);
    const write = (to: SharedChunkWriter, sequence: number): boolean => {
      const bytes = userPacket('x', { sequence });
      return to.write(1_000, false, '_reliable', 1, false, bytes, bytes.length);
    };
    write(writer, 7);
    host.handle({ type: 'filling', sessionId: 's', chunk: writer.buffer, number: 0 });
    write(writer, 8);
    scheduler.advance(300);
    expect(posted.at(-1)).toMatchObject({ type: 'counts', taken: 2, caughtUp: true, received: { reliable: 2 } });
    expect(writer.isReaderAsleep).toBe(true);
    write(writer, 9);
    writer.isReaderAsleep = false;
    host.handle({ type: 'wake', sessionId: 's' });
    write(writer, 10);
    writer.close();
    host.handle({ type: 'event', sessionId: 's', entry: event() });
    expect(writer.isDone).toBe(true);
    scheduler.advance(300);
    expect(posted.at(-1)).toMatchObject({ type: 'counts', taken: 4, received: { reliable: 4 } });
  });

  it('reports a shared chunk that is none, once', () => {
    const { host, posted, scheduler } = makeHost();
    host.handle(open);
    host.handle({ type: 'filling', sessionId: 's', chunk: new SharedArrayBuffer(64), number: undefined });
    scheduler.advance(1_000);
    const errors = posted.filter(({ type }) => type === 'error');
    expect(errors).toEqual([{ type: 'error', sessionId: 's', message: 'not a chunk of messages' }]);
  });

  it('reports a broken chunk and keeps what was whole', () => {
    const { host, posted, scheduler } = makeHost();
    host.handle(open);
    host.handle({ type: 'chunk', sessionId: 's', chunk: new ArrayBuffer(40) });
    host.handle(chunk('x'));
    scheduler.advance(0);
    expect(posted).toMatchObject([
      { type: 'error', sessionId: 's', message: 'not a chunk of messages' },
      { type: 'counts', received: { reliable: 1 } },
    ]);
  });

  it('reports messages that are none of the protocol', () => {
    const { host, posted } = makeHost();
    for (const data of [undefined, 5, { type: 'chunk' }, { type: 'open', sessionId: 1 }]) host.handle(data);
    expect(posted.map((message) => message.type === 'error' && message.message)).toEqual([
      'a message that is none of the protocol: undefined',
      'a message that is none of the protocol: number',
      'a message that is none of the protocol: chunk',
      'a message that is none of the protocol: open',
    ]);
  });

  it('ignores what comes for a session that is closed, and closes its port', async () => {
    const { host, posted, scheduler } = makeHost();
    host.handle(open);
    host.handle(chunk('x'));
    host.handle({ type: 'close', sessionId: 's' });
    host.handle({ type: 'close', sessionId: 's' });
    host.handle(chunk('y'));
    const { port1, port2 } = new MessageChannel();
    const closed = new Promise<void>((resolve) => port1.addEventListener('close', () => resolve()));
    port1.start();
    host.handle({ type: 'port', sessionId: 's', port: port2 });
    await closed;
    scheduler.advance(1_000);
    expect(posted).toEqual([]);
    expect(scheduler.waiting).toBe(0);
  });

  it('begins a session that is opened twice only once', () => {
    const { host, posted, scheduler } = makeHost();
    host.handle(open);
    host.handle(chunk('x'));
    host.handle(open);
    host.handle(chunk('y'));
    scheduler.advance(250);
    expect(posted.at(-1)).toMatchObject({ received: { reliable: 2 } });
  });
});
