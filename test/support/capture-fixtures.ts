import { readFile, writeFile } from 'node:fs/promises';
import { DataPacket, DataPacket_Kind, UserPacket } from '@livekit/protocol';
import { BatchWriter, recordKinds } from '../../electron/contract/feed-batch.ts';
import type { SessionReport } from '../../electron/contract/domain.ts';
import type { FeedChannel, FeedMessage, FeedNote, FeedOrder, FeedRequest, FeedTotals } from '../../electron/contract/feed.ts';
import { noTotals } from '../../electron/services/captures/feed-totals.ts';
import { FileSeries } from '../../electron/services/captures/file-series.ts';
import { Recording } from '../../electron/services/captures/recording.ts';
import type { SourceFacts } from '../../electron/services/captures/source-facts.ts';
import { makeReport } from './electron-fakes.ts';

export const facts: SourceFacts = {
  application: 'Room Console 0.1.0',
  runtime: 'Electron 45',
  room: 'demo',
  roomSid: 'RM_1',
  server: 'ws://127.0.0.1:20000',
  serverVersion: '1.13.5',
  profile: 'Local',
  identity: 'observer',
  role: 'observe',
  clockOffsetMs: 0,
};

export const channels: readonly FeedChannel[] = [
  { index: 0, label: '_reliable', direction: 'in', encoding: 'data-packet' },
  { index: 1, label: '_lossy', direction: 'in', encoding: 'data-packet' },
  { index: 2, label: '_reliable', direction: 'in', encoding: 'malformed' },
];

/** A whole user packet with a topic. */
export function packetBytes(text: string, topic = 'chat'): Uint8Array {
  return new DataPacket({
    kind: DataPacket_Kind.RELIABLE,
    participantIdentity: 'alice',
    sequence: 7,
    value: { case: 'user', value: new UserPacket({ topic, payload: new TextEncoder().encode(text) }) },
  }).toBinary();
}

/** What a worker's feed sends: packets on channels in turn, numbered on, one each millisecond. */
export class FakeRows {
  #number: number;
  #batches = 0;
  #rows = 0;
  readonly #startedAt: number;

  constructor(startedAt = 1_700_000_000_000, firstNumber = 0) {
    this.#startedAt = startedAt;
    this.#number = firstNumber;
  }

  get totals(): FeedTotals {
    const rows = this.#rows;
    return { ...noTotals, rows, in: rows, byKind: { ...noTotals.byKind, reliable: rows } };
  }

  batch(rows: number, ...notes: readonly FeedNote[]): Extract<FeedMessage, { readonly type: 'batch' }> {
    const writer = new BatchWriter();
    const firstTime = this.#time;
    for (const note of notes) {
      const kind = note.type === 'context' ? recordKinds.head : recordKinds.note;
      writer.add(kind, this.#time, this.#number, 0, new TextEncoder().encode(JSON.stringify(note)));
    }
    for (let row = 0; row < rows; row += 1) {
      writer.add(recordKinds.packet, this.#time, this.#number, this.#number % 2, packetBytes(`message ${this.#number}`));
      this.#number += 1;
      this.#rows += 1;
    }
    this.#batches += 1;
    const { totals } = this;
    const number = this.#batches;
    const told = number === 1 ? channels : [];
    return { type: 'batch', number, bytes: writer.take(), rows, firstTime, lastTime: this.#time, channels: told, totals };
  }

  get #time(): number {
    return this.#startedAt + this.#number + 0.125;
  }
}

/** The worker's end of a feed, played by a test. */
export class FakeFeedPort {
  readonly orders: FeedOrder[] = [];
  isClosed = false;
  readonly request: FeedRequest;
  readonly #listeners = new Map<string, (event: { readonly data: unknown }) => void>();

  constructor(request: FeedRequest) {
    this.request = request;
  }

  on(event: 'message' | 'close', listener: (event: { readonly data: unknown }) => void): this {
    this.#listeners.set(event, listener);
    return this;
  }

  postMessage(message: FeedOrder): void {
    this.orders.push(message);
    this.onOrder(message);
  }

  /** What the worker does with an order; a test may take its place. */
  onOrder: (order: FeedOrder) => void = () => undefined;

  start(): void {
    // Messages come when a test tells them.
  }

  close(): void {
    this.isClosed = true;
  }

  tell(message: FeedMessage): void {
    this.#listeners.get('message')?.({ data: structuredClone(message) });
  }

  /** The page with the other end is gone. */
  die(): void {
    this.#listeners.get('close')?.({ data: undefined });
  }

  get acknowledged(): number {
    return Math.max(0, ...this.orders.map((order) => (order.type === 'written' ? order.number : 0)));
  }
}

/** A worker that begins feeds at once, and ends them when it is asked to. */
export function makeFeeds() {
  const ports: FakeFeedPort[] = [];
  const world = { isThere: true, answers: true, refusal: undefined as FeedMessage | undefined };
  const openFeed = (request: FeedRequest): FakeFeedPort | undefined => {
    if (!world.isThere) return undefined;
    const port = new FakeFeedPort(request);
    ports.push(port);
    port.onOrder = (order) => {
      if (order.type === 'stop') port.tell({ type: 'done', why: 'stopped', totals: noTotals });
    };
    if (world.answers) queueMicrotask(() => port.tell(world.refusal ?? { type: 'begun' }));
    return port;
  };
  return { openFeed, ports, world };
}

const quiet = makeReport();
export const report: SessionReport = {
  ...quiet,
  participants: 2,
  reliable: 1,
  completeness: { ...quiet.completeness, received: 1, sampledReceived: 1, browserReceived: 1, browserSent: 0 },
};

/** Records so many rows into a file; `leftOpen`: as a process leaves it that ended meanwhile. */
export async function recordFile(path: string, rows: number, leftOpen = false): Promise<void> {
  const { openFeed, ports } = makeFeeds();
  const format = path.endsWith('.ndjson') ? 'ndjson' : 'mcap';
  const now = (): number => 1_700_000_100_000;
  const onTrouble = (message: string): never => {
    throw new Error(message);
  };
  const recording = new Recording({
    id: 'r',
    options: { sessionId: 's1', format, from: 'now' },
    room: 'demo',
    rolling: false,
    files: new FileSeries({ path, isExact: true, format, library: 'room-console/0', rotation: {}, onTrouble, now }),
    openFeed,
    source: () => facts,
    now,
    schedule: () => () => undefined,
    onChanged: () => undefined,
    onTrouble,
  });
  const started = await recording.start();
  if (!started.ok) throw new Error(started.message);
  const source = new FakeRows();
  for (let left = rows; left > 0; left -= 100) ports[0]?.tell(source.batch(Math.min(left, 100)));
  await recording.goOn(undefined, () => Promise.resolve(''));
  const open = await readFile(path);
  await recording.stop();
  if (leftOpen) await writeFile(path, open);
}
