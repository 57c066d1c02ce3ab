import { pathToFileURL } from 'node:url';
import { DataPacket, UserPacket } from '@livekit/protocol';
import type { FilterTree } from '../../renderer/traffic/protocol/index.ts';
import { ChunkWriter } from '../../renderer/traffic/wire-chunk.ts';
import type { Scheduler } from '../../renderer/traffic/worker/scheduler.ts';
import { SessionLog } from '../../renderer/traffic/worker/session-log.ts';
import { ByteBudget } from '../../renderer/traffic/worker/store/byte-budget.ts';
import { ShownLog } from '../../renderer/traffic/worker/views/shown-log.ts';
import type { BenchRow } from './bench-row.ts';

/**
 * Filters over 1 M rows that are held, through what a view talks to, against plain loops over the same payloads in
 * the same process. Each figure is the best of a few runs: the machine may be shared.
 */

const rowCount = 1_000_000;
const runs = 5;
const packetsPerChunk = 2_000;
const budgetBytes = 512 * 1_024 * 1_024;

/** A packet as a plain loop has it. */
interface PlainRow {
  readonly kind: string;
  readonly topic: string;
  readonly size: number;
  readonly payload: Uint8Array;
}

interface Measured {
  /** Until all rows are looked at, until the first answer with rows, the longest slice; ms. */
  readonly allMs: number;
  readonly firstMs: number;
  readonly sliceMs: number;
  readonly found: number;
}

interface Case {
  readonly name: string;
  readonly tree: FilterTree;
  readonly limitMs: number | undefined;
  readonly reference: string;
  readonly loop: (rows: readonly PlainRow[]) => number;
}

const decoder = new TextDecoder();

const cases: readonly Case[] = [
  {
    name: 'columns: kind == lossy and size > 170',
    tree: {
      type: 'and',
      parts: [
        { type: 'compare', field: 'kind', operator: '==', value: 'lossy' },
        { type: 'compare', field: 'size', operator: '>', value: 170 },
      ],
    },
    limitMs: 150,
    reference: 'loop over objects',
    loop: (rows) => count(rows, ({ kind, size }) => kind === 'lossy' && size > 170),
  },
  {
    name: 'columns: topic contains "7" or from == "nobody"',
    tree: {
      type: 'or',
      parts: [
        { type: 'compare', field: 'topic', operator: 'contains', value: '7' },
        { type: 'compare', field: 'from', operator: '==', value: 'nobody' },
      ],
    },
    limitMs: 150,
    reference: 'loop over objects, toLowerCase().includes()',
    loop: (rows) => count(rows, ({ topic }) => topic.toLowerCase().includes('7')),
  },
  textCase('text contains "order 999"', 'Order 999'),
  textCase('text contains "größe 77"', 'GRÖSSE 77'.replace('SS', 'ß')),
  {
    name: 'text ~ "note [0-9]*77[a-z]"',
    tree: { type: 'compare', field: 'text', operator: '~', value: 'note [0-9]*77[a-z]' },
    limitMs: undefined,
    reference: 'decode, RegExp.test()',
    loop: (rows) => {
      const pattern = /note [0-9]*77[a-z]/;
      return count(rows, ({ payload }) => pattern.test(decoder.decode(payload)));
    },
  },
  {
    name: 'json.user.id == 7',
    tree: { type: 'compare', field: 'json', path: ['user', 'id'], operator: '==', value: 7 },
    limitMs: 1_500,
    reference: 'decode, JSON.parse()',
    loop: (rows) =>
      count(rows, ({ payload }) => {
        const json: unknown = JSON.parse(decoder.decode(payload));
        return isRecord(json) && isRecord(json['user']) && json['user']['id'] === 7;
      }),
  },
];

function textCase(name: string, word: string): Case {
  const folded = word.toLowerCase();
  return {
    name,
    tree: { type: 'compare', field: 'text', operator: 'contains', value: word },
    limitMs: 500,
    reference: 'decode, toLowerCase().includes()',
    loop: (rows) => count(rows, ({ payload }) => decoder.decode(payload).toLowerCase().includes(folded)),
  };
}

/** All filters, over a log that is made for it. */
export async function runFilterBench(): Promise<BenchRow[]> {
  const { session, rows } = makeLog();
  const bytes = rows.reduce((sum, { payload }) => sum + payload.length, 0);
  const results: BenchRow[] = [];
  for (const one of cases) {
    const { best, referenceMs } = await measureCase(one, session, rows);
    const megabytes = Math.round(bytes / 1e6);
    const limit = one.limitMs === undefined ? '' : `≤ ${one.limitMs} ms`;
    results.push({
      bench: `filter ${rowCount.toLocaleString('en')} rows, ${megabytes} MB`,
      measured: one.name,
      value: round(best.allMs),
      unit: 'ms',
      reference: one.reference,
      referenceValue: round(referenceMs),
      ratio: round(best.allMs / referenceMs),
      limit,
      met: one.limitMs === undefined || best.allMs <= one.limitMs,
    });
    const { firstMs, sliceMs } = best;
    results.push(alone(one.name, 'until the first matches are sent', firstMs, 100));
    results.push(alone(one.name, 'longest slice', sliceMs, 15));
  }
  return results;
}

/** A figure that is held against nothing but its limit. */
function alone(name: string, what: string, value: number, limitMs: number): BenchRow {
  return {
    bench: `filter: ${what}`,
    measured: name,
    value: round(value),
    unit: 'ms',
    reference: '',
    referenceValue: NaN,
    ratio: NaN,
    limit: `≤ ${limitMs} ms`,
    met: value <= limitMs,
  };
}

async function measureCase(
  one: Case,
  session: SessionLog,
  rows: readonly PlainRow[],
): Promise<{ best: Measured; referenceMs: number }> {
  let best: Measured | undefined;
  let referenceMs = Infinity;
  for (let run = 0; run < runs; run += 1) {
    const started = performance.now();
    const expected = one.loop(rows);
    referenceMs = Math.min(referenceMs, performance.now() - started);
    const measured = await measure(one.tree, session);
    if (measured.found !== expected) throw new Error(`${one.name}: ${measured.found} found, the loop ${expected}`);
    best = {
      allMs: Math.min(measured.allMs, best?.allMs ?? Infinity),
      firstMs: Math.min(measured.firstMs, best?.firstMs ?? Infinity),
      sliceMs: Math.min(measured.sliceMs, best?.sliceMs ?? Infinity),
      found: measured.found,
    };
  }
  if (best === undefined) throw new Error('no run');
  return { best, referenceMs };
}

/** One filter, as the worker runs it: slice after slice, with whatever waits in between. */
async function measure(tree: FilterTree, session: SessionLog): Promise<Measured> {
  const scheduler = new ImmediateScheduler();
  const started = performance.now();
  let firstMs = Infinity;
  const shown = new ShownLog({
    session,
    scheduler,
    onProgress: () => undefined,
    post: (message) => {
      if (message.type === 'rows' && message.rows.length > 0) firstMs = Math.min(firstMs, performance.now() - started);
    },
  });
  shown.filter(tree);
  shown.show({ type: 'show', first: 0, count: 30, tail: true });
  while (shown.rows.pending > 0) await new Promise((resolve) => setImmediate(resolve));
  const allMs = performance.now() - started;
  shown.dispose();
  return { allMs, firstMs, sliceMs: scheduler.longestMs, found: shown.rows.count };
}

class ImmediateScheduler implements Scheduler {
  longestMs = 0;

  readonly now = (): number => performance.now();

  after(ms: number, callback: () => void): () => void {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  }

  soon(callback: () => void): () => void {
    const immediate = setImmediate(() => {
      const started = performance.now();
      callback();
      this.longestMs = Math.max(this.longestMs, performance.now() - started);
    });
    return () => clearImmediate(immediate);
  }
}

function makeLog(): { session: SessionLog; rows: readonly PlainRow[] } {
  const session = new SessionLog({ ownIdentity: 'console', budget: new ByteBudget(budgetBytes) });
  const rows: PlainRow[] = [];
  const encoder = new TextEncoder();
  for (let first = 0; first < rowCount; first += packetsPerChunk) {
    const writer = new ChunkWriter(packetsPerChunk * 400);
    for (let index = first; index < first + packetsPerChunk; index += 1) {
      const payload = encoder.encode(payloadOf(index));
      const topic = `topic-${index % 50}`;
      const lossy = index % 3 === 0;
      const bytes = packetOf(index, topic, payload);
      const time = 1_700_000_000_000 + index / 20;
      const label = lossy ? '_lossy' : '_reliable';
      writer.append({ time, sent: false, label, channelId: 1, isText: false, bytes, size: bytes.length });
      rows.push({ kind: lossy ? 'lossy' : 'reliable', topic, size: bytes.length, payload });
    }
    const chunk = writer.take();
    if (chunk !== undefined) session.appendChunk(chunk);
  }
  if (session.log.heldRows !== rowCount) throw new Error(`${session.log.heldRows} rows are held`);
  return { session, rows };
}

/** About 120 bytes of JSON. */
function payloadOf(index: number): string {
  const user = { id: index % 1_000, name: `Zoë ${index % 77}` };
  const note = `note ${index}z, Größe ${index % 97}, and some words to fill it`;
  return JSON.stringify({ type: 'Order', order: `order ${index % 5_000}`, user, note });
}

function packetOf(index: number, topic: string, payload: Uint8Array): Uint8Array {
  const user = new UserPacket({ payload: new Uint8Array(payload), topic });
  return new DataPacket({
    participantIdentity: `agent-${index % 20}`,
    participantSid: `PA_${index % 20}`,
    sequence: index + 1,
    value: { case: 'user', value: user },
  }).toBinary();
}

function count(rows: readonly PlainRow[], test: (row: PlainRow) => boolean): number {
  let found = 0;
  for (const row of rows) if (test(row)) found += 1;
  return found;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  console.table(await runFilterBench());
}
