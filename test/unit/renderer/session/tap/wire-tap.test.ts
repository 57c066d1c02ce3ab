import { beforeEach, describe, expect, it } from 'vitest';
import { installTap } from '../../../../../renderer/session/tap/wire-tap.ts';
import type { TapScope, TappedConfiguration, WireTap } from '../../../../../renderer/session/tap/wire-tap.ts';
import { WireClock } from '../../../../../renderer/session/tap/wire-clock.ts';
import type { TapSink } from '../../../../../renderer/session/tap/tap-handle.ts';
import type { SharedChunkReader } from '../../../../../renderer/traffic/shared-chunk.ts';
import { ChunkReader } from '../../../../../renderer/traffic/wire-chunk.ts';
import { ChunkInlet } from '../../../../../renderer/traffic/worker/chunk-inlet.ts';
import { ManualScheduler } from '../../traffic/worker/log-fixtures.ts';
import { FakeDataChannel, FakePeerConnection } from './fake-peer-connection.ts';

interface Seen {
  readonly sent: boolean;
  readonly label: string;
  readonly bytes: number[];
  readonly isText: boolean;
  readonly size: number;
}

/** A tap on fakes, with hands for its clock. */
function makeTap() {
  // A cast of a test's fake: the tap uses no more of the class than the fake has.
  const scope = { RTCPeerConnection: FakePeerConnection as unknown as typeof RTCPeerConnection };
  let now = 1_000;
  const tap = installTap(scope, { clock: new WireClock({ monotonic: () => now, wall: () => now, origin: 0 }) });
  return {
    tap,
    scope,
    advance: (ms: number) => {
      now += ms;
    },
  };
}

function connect(scope: TapScope, tapId?: string): FakePeerConnection {
  const configuration: RTCConfiguration | TappedConfiguration = tapId === undefined ? {} : { iceServers: [], tapId };
  return new scope.RTCPeerConnection(configuration) as unknown as FakePeerConnection;
}

/** A sink whose reader is the worker's, told of everything by calls. */
class ReadingSink implements TapSink {
  readonly scheduler = new ManualScheduler();
  readonly messages: (Seen & { readonly time: number })[] = [];
  /** What was said to the reader. */
  readonly told: string[] = [];
  readonly #inlet = new ChunkInlet({ scheduler: this.scheduler, onRecords: (reader) => this.#read(reader) });

  onFilling(chunk: SharedArrayBuffer, number: number | undefined): void {
    this.told.push('filling');
    this.#inlet.open(chunk, number);
  }

  onAwaited(): void {
    this.told.push('awaited');
    this.#inlet.look();
  }

  onChunk(chunk: ArrayBuffer): void {
    this.told.push('chunk');
    this.#inlet.look();
    const reader = new ChunkReader(chunk);
    while (reader.next()) this.#add(reader);
  }

  seen(): Seen[] {
    this.#inlet.look();
    return this.messages.map(({ sent, label, isText, size, bytes }) => ({ sent, label, isText, size, bytes }));
  }

  #read(reader: SharedChunkReader): void {
    while (reader.next()) this.#add(reader.records);
    expect(reader.newProblem()).toBeUndefined();
  }

  #add({ time, sent, label, isText, size, bytes, start, end }: ChunkReader): void {
    this.messages.push({ time, sent, label, isText, size, bytes: [...bytes.subarray(start, end)] });
  }
}

function attach(tap: WireTap, tapId = 's1') {
  const sink = new ReadingSink();
  const handle = tap.attach(tapId, sink);
  return { handle, sink, seen: () => sink.seen() };
}

const bytes = (...values: number[]): ArrayBuffer => new Uint8Array(values).buffer;

describe('installTap', () => {
  let made: ReturnType<typeof makeTap>;
  beforeEach(() => {
    made = makeTap();
  });

  it('records what channels that were created or handed over receive and send', () => {
    const { handle, seen } = attach(made.tap);
    const connection = connect(made.scope, 's1');
    const reliable = connection.createDataChannel('_reliable');
    const lossy = new FakeDataChannel('_lossy', 3);
    connection.hand(lossy);
    reliable.send(bytes(1, 2));
    lossy.deliver(bytes(3));
    reliable.deliver('é');

    expect(seen()).toEqual([
      { sent: true, label: '_reliable', isText: false, size: 2, bytes: [1, 2] },
      { sent: false, label: '_lossy', isText: false, size: 1, bytes: [3] },
      { sent: false, label: '_reliable', isText: true, size: 2, bytes: [0xc3, 0xa9] },
    ]);
    expect(lossy.binaryType).toBe('arraybuffer');
    const { received, sent, byLabel } = handle.counts;
    expect({ received, sent }).toEqual({ received: 2, sent: 1 });
    expect(byLabel.get('_reliable')).toEqual({ received: 1, receivedBytes: 2, sent: 1, sentBytes: 2 });
    expect(byLabel.get('_lossy')).toEqual({ received: 1, receivedBytes: 1, sent: 0, sentBytes: 0 });
  });

  it('records every overload of send, after the channel took it', () => {
    const { seen } = attach(made.tap);
    const channel = connect(made.scope, 's1').createDataChannel('_reliable');
    const backing = new Uint8Array([9, 8, 7, 6]);
    channel.send('hi');
    channel.send(backing.subarray(1, 3));
    channel.send(new DataView(backing.buffer, 3));
    channel.send(new Blob(['12345']));
    expect(seen()).toEqual([
      { sent: true, label: '_reliable', isText: true, size: 2, bytes: [0x68, 0x69] },
      { sent: true, label: '_reliable', isText: false, size: 2, bytes: [8, 7] },
      { sent: true, label: '_reliable', isText: false, size: 1, bytes: [6] },
      { sent: true, label: '_reliable', isText: false, size: 5, bytes: [] },
    ]);
    expect(channel.taken).toHaveLength(4);
  });

  it('passes on what send throws, and does not record it', () => {
    const { handle, seen } = attach(made.tap);
    const channel = connect(made.scope, 's1').createDataChannel('_lossy');
    channel.sendError = new Error('not open');
    expect(() => channel.send(bytes(1))).toThrow('not open');
    expect(seen()).toEqual([]);
    expect(handle.counts.sent).toBe(0);
  });

  it('copies the bytes: what happens to the buffer afterwards does not matter', () => {
    const { seen } = attach(made.tap);
    const channel = connect(made.scope, 's1').createDataChannel('_reliable');
    const data = new Uint8Array([1, 2, 3]);
    channel.send(data);
    data.fill(0);
    expect(seen()[0]?.bytes).toEqual([1, 2, 3]);
  });

  it('cannot be stopped by another listener, a throwing one, or one in the capture phase', () => {
    const { seen } = attach(made.tap);
    const connection = connect(made.scope, 's1');
    connection.addEventListener('datachannel', (event) => event.stopImmediatePropagation(), { capture: true });
    const channel = new FakeDataChannel('_reliable');
    connection.hand(channel);
    channel.addEventListener('message', (event) => event.stopImmediatePropagation(), { capture: true });
    let later = 0;
    channel.addEventListener('message', () => {
      later += 1;
    });
    channel.deliver(bytes(1));
    channel.deliver(bytes(2));
    expect(seen().map((message) => message.bytes)).toEqual([[1], [2]]);
    expect(later).toBe(0);
  });

  it('keeps the order where a listener answers at once', () => {
    const { seen } = attach(made.tap);
    const channel = connect(made.scope, 's1').createDataChannel('_reliable');
    channel.addEventListener('message', () => channel.send(bytes(2)));
    channel.deliver(bytes(1));
    expect(seen().map(({ sent, bytes: [first] }) => [sent, first])).toEqual([
      [false, 1],
      [true, 2],
    ]);
  });

  it('leaves alone connections without an id, and those whose id is not attached', () => {
    const { seen } = attach(made.tap);
    for (const connection of [connect(made.scope), connect(made.scope, 'other')]) {
      const channel = connection.createDataChannel('_reliable');
      const send = FakeDataChannel.prototype.send;
      expect(channel.send).toBe(send);
      expect(channel.binaryType).toBe('blob');
      channel.deliver(bytes(1));
    }
    expect(seen()).toEqual([]);
  });

  it('keeps sessions apart', () => {
    const one = attach(made.tap, 's1');
    const two = attach(made.tap, 's2');
    connect(made.scope, 's1').createDataChannel('_lossy').deliver(bytes(1));
    connect(made.scope, 's2').createDataChannel('_lossy').deliver(bytes(2));
    expect(one.seen().map((message) => message.bytes)).toEqual([[1]]);
    expect(two.seen().map((message) => message.bytes)).toEqual([[2]]);
  });

  it('tells its reader of the first message, and of a later one only when the reader sleeps', () => {
    const { sink, seen } = attach(made.tap);
    const channel = connect(made.scope, 's1').createDataChannel('_lossy');
    channel.deliver(bytes(1));
    for (let index = 0; index < 50; index += 1) {
      channel.deliver(bytes(2));
      sink.scheduler.advance(8);
    }
    expect(sink.told).toEqual(['filling']);
    expect(sink.messages).toHaveLength(51);
    sink.scheduler.advance(1_000);
    expect(sink.scheduler.waiting).toBe(0);
    channel.deliver(bytes(3));
    expect(sink.told).toEqual(['filling', 'awaited']);
    expect(sink.messages).toHaveLength(52);
    expect(seen().at(-1)?.bytes).toEqual([3]);
  });

  it('goes on in another chunk when one is full, told of once, and gives a larger message a chunk of its own', () => {
    const { sink, seen } = attach(made.tap);
    const channel = connect(made.scope, 's1').createDataChannel('_lossy');
    const marked = (mark: number, length: number): ArrayBuffer => new Uint8Array(length).fill(mark).buffer;
    for (let index = 0; index < 200; index += 1) {
      channel.deliver(marked(index, 60_000));
      if (index % 3 === 0) sink.scheduler.advance(8);
    }
    channel.deliver(marked(200, 600_000));
    channel.deliver(marked(201, 1));
    expect(seen().map((message) => message.bytes[0])).toEqual(Array.from({ length: 202 }, (_, index) => index));
    expect(seen()[200]?.size).toBe(600_000);
    const [chunk, filling] = sink.told.slice(-2);
    expect([chunk, filling]).toEqual(['chunk', 'filling']);
    expect(sink.told.filter((what) => what === 'filling').length).toBeLessThanOrEqual(4);
  });

  it('never writes over what its reader has not taken, and loses nothing of it', () => {
    const { sink, seen } = attach(made.tap);
    const channel = connect(made.scope, 's1').createDataChannel('_reliable');
    // Far more than all chunks that are kept, while the reader does not look at all.
    const count = 120;
    for (let index = 0; index < count; index += 1) channel.deliver(new Uint8Array(50_000).fill(index).buffer);
    const read = seen().map((message) => message.bytes);
    expect(read).toHaveLength(count);
    read.forEach((message, index) => expect(new Set(message)).toEqual(new Set([index])));
    expect(sink.messages).toHaveLength(count);
  });

  it('counts what a throwing sink lost, and goes on', () => {
    let isBroken = true;
    const sink = new ReadingSink();
    const handle = made.tap.attach('s1', {
      onFilling: (chunk, number) => {
        if (isBroken) throw new Error('the worker is gone');
        sink.onFilling(chunk, number);
      },
      onAwaited: () => sink.onAwaited(),
      onChunk: (chunk) => sink.onChunk(chunk),
    });
    const channel = connect(made.scope, 's1').createDataChannel('_lossy');
    channel.deliver(bytes(1));
    channel.send(bytes(2));
    isBroken = false;
    channel.deliver(bytes(3));
    expect(sink.seen().map((message) => message.bytes)).toEqual([[3]]);
    const { received, sent, failedChunks, failedMessages, unrecorded } = handle.counts;
    expect({ received, sent, failedChunks, failedMessages, unrecorded }).toEqual({
      received: 2,
      sent: 1,
      failedChunks: 2,
      failedMessages: 2,
      unrecorded: 0,
    });
  });

  it('wakes its reader with the next message, where waking it failed', () => {
    let isBroken = true;
    const sink = new ReadingSink();
    made.tap.attach('s1', {
      onFilling: (chunk, number) => sink.onFilling(chunk, number),
      onAwaited: () => {
        if (isBroken) throw new Error('busy');
        sink.onAwaited();
      },
      onChunk: (chunk) => sink.onChunk(chunk),
    });
    const channel = connect(made.scope, 's1').createDataChannel('_lossy');
    channel.deliver(bytes(1));
    sink.scheduler.advance(1_000);
    channel.deliver(bytes(2));
    isBroken = false;
    channel.deliver(bytes(3));
    expect(sink.messages.map((message) => message.bytes)).toEqual([[1], [2], [3]]);
  });

  it('never lets its own failure reach the SDK', () => {
    const { handle } = attach(made.tap);
    const channel = connect(made.scope, 's1').createDataChannel('_lossy');
    channel.deliver({
      toString: () => {
        throw new Error('hostile');
      },
    });
    channel.deliver(bytes(1));
    expect(handle.counts.unrecorded).toBe(1);
    expect(handle.counts.received).toBe(1);
  });

  it('lists connections with counts of their own, closed ones too', () => {
    const { handle } = attach(made.tap);
    const first = connect(made.scope, 's1');
    first.createDataChannel('_reliable').deliver(bytes(1));
    first.close();
    const second = connect(made.scope, 's1');
    const channel = second.createDataChannel('_reliable');
    channel.deliver(bytes(2));
    channel.send(bytes(3));
    expect(handle.connections().map(({ closed, received, sent }) => ({ closed, received, sent }))).toEqual([
      { closed: true, received: 1, sent: 0 },
      { closed: false, received: 1, sent: 1 },
    ]);
    expect(handle.connections()[1]?.connection).toBe(second);
    for (let index = 0; index < 40; index += 1) connect(made.scope, 's1').close();
    expect(handle.connections().length).toBeLessThan(20);
    expect(handle.connections()).toContainEqual(expect.objectContaining({ connection: second }));
  });

  it('tells when all is made anew, behind what came before: once for the two connections of a room', () => {
    const order: string[] = [];
    const sink = new ReadingSink();
    made.tap.attach('s1', {
      onFilling: (chunk, number) => sink.onFilling(chunk, number),
      onAwaited: () => sink.onAwaited(),
      onChunk: (chunk) => sink.onChunk(chunk),
      onAnew: () => order.push(`anew after ${sink.seen().length}`),
    });
    const publisher = connect(made.scope, 's1');
    const subscriber = connect(made.scope, 's1');
    expect(order).toEqual(['anew after 0']);
    const channel = subscriber.createDataChannel('_reliable');
    channel.deliver(bytes(1));
    channel.deliver(bytes(2));
    publisher.close();
    connect(made.scope, 's1').close();
    expect(order).toEqual(['anew after 0']);
    subscriber.close();
    const again = connect(made.scope, 's1').createDataChannel('_reliable');
    expect(order).toEqual(['anew after 0', 'anew after 2']);
    again.deliver(bytes(3));
    // What comes after it is in a chunk that was told of after it.
    expect(sink.told).toEqual(['filling', 'filling']);
  });

  it('makes a connection also where being told of it throws', () => {
    const handle = made.tap.attach('s1', {
      onFilling: () => undefined,
      onAwaited: () => undefined,
      onChunk: () => undefined,
      onAnew: () => {
        throw new Error('the worker is gone');
      },
    });
    expect(() => connect(made.scope, 's1')).not.toThrow();
    expect(handle.counts.unrecorded).toBe(1);
    expect(handle.connections()).toHaveLength(1);
  });

  it('lets go at detach: restores send, and the id is free again', () => {
    const { handle, sink, seen } = attach(made.tap);
    const connection = connect(made.scope, 's1');
    const channel = connection.createDataChannel('_reliable');
    channel.deliver(bytes(1));
    handle.detach();
    handle.detach();
    expect(seen()).toHaveLength(1);
    channel.deliver(bytes(2));
    channel.send(bytes(3));
    expect(Object.hasOwn(channel, 'send')).toBe(false);
    expect(seen()).toHaveLength(1);
    expect(sink.scheduler.waiting).toBe(0);
    expect(() => attach(made.tap)).not.toThrow();
  });

  it('leaves in place a send that somebody wrapped later, at detach', () => {
    const { handle } = attach(made.tap);
    const channel = connect(made.scope, 's1').createDataChannel('_reliable');
    const ours = channel.send.bind(channel);
    const wrapped = (data: unknown): void => ours(data);
    channel.send = wrapped;
    handle.detach();
    expect(channel.send).toBe(wrapped);
    channel.send(bytes(1));
    expect(channel.taken).toHaveLength(1);
  });

  it('refuses an id that is attached', () => {
    attach(made.tap);
    expect(() => attach(made.tap)).toThrow('the tap "s1" is attached already');
  });

  it('passes the configuration on as it is, and stays an RTCPeerConnection', () => {
    attach(made.tap);
    const connection = connect(made.scope, 's1');
    expect(connection.configuration).toEqual({ iceServers: [], tapId: 's1' });
    expect(connection).toBeInstanceOf(FakePeerConnection);
    expect(new made.scope.RTCPeerConnection()).toBeInstanceOf(FakePeerConnection);
  });

  it('stamps with its clock', () => {
    const { sink, seen } = attach(made.tap);
    const channel = connect(made.scope, 's1').createDataChannel('_reliable');
    channel.deliver(bytes(1));
    made.advance(2.125);
    channel.deliver(bytes(2));
    expect(made.tap.now()).toBe(1_002.125);
    seen();
    expect(sink.messages.map(({ time }) => time)).toEqual([1_000, 1_002.125]);
  });
});
