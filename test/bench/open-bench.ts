import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DataPacket } from '@livekit/protocol';
import type { FilterTree } from '../../renderer/traffic/protocol/index.ts';
import type { BenchRow } from './bench-row.ts';
import type { Bench } from './support/bench.ts';
import { rowOf } from './support/figures.ts';
import { rareText, writeLargeCapture } from './support/large-capture.ts';
import type { LargeCapture } from './support/large-capture.ts';
import { openInApplication } from './support/open-in-application.ts';
import type { Opened, Timing } from './support/open-in-application.ts';
import { countPackets } from './support/plain-reading.ts';

const fullBytes = 1e9;
const quickBytes = 2e8;
const firstRowsMs = 1_000;
const firstMatchMs = 1_000;
/** The default budget for logs: what a capture adds to the page stays below it. */
const mostMiB = 256;
const tree: FilterTree = { type: 'compare', field: 'text', operator: 'contains', value: rareText };

/** A capture that does not fit into memory: opened in the application, and filtered by what stands in its payloads. */
export const openBench: Bench = async (context) => {
  const folder = await mkdtemp(join(tmpdir(), 'room-console-bench-'));
  try {
    const capture = await writeLargeCapture(join(folder, 'large.mcap'), context.quick ? quickBytes : fullBytes);
    context.note(`${capture.packets.toLocaleString('en')} packets in ${Math.round(capture.bytes / 1e6)} MB`);
    const decodeMs = await timed(() => countPackets(capture.path, () => true), capture.packets);
    const searchMs = await timed(() => countPackets(capture.path, isRare), capture.rare);
    const opened = await openInApplication(capture.path, tree, folder);
    expectShown(opened.opening, capture.packets);
    expectShown(opened.filtering, capture.rare);
    return rowsOf(capture, opened, { decodeMs, searchMs });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

function rowsOf(
  capture: LargeCapture,
  { opening, filtering, openingMiB, filteringMiB }: Opened,
  { decodeMs, searchMs }: { readonly decodeMs: number; readonly searchMs: number },
): BenchRow[] {
  const bench = `open ${Math.round(capture.bytes / 1e6).toLocaleString('en')} MB`;
  const ms = (measured: string, value: number, limitMs?: number, reference?: { what: string; value: number }): BenchRow =>
    rowOf({
      bench,
      measured,
      value: Math.round(value),
      unit: 'ms',
      reference,
      limit: limitMs === undefined ? 'none' : `≤ ${limitMs.toLocaleString('en')} ms`,
      met: limitMs === undefined || value <= limitMs,
    });
  const memory = (measured: string, value: number): BenchRow =>
    rowOf({ bench, measured, value: Math.round(value), unit: 'MiB', limit: `≤ ${mostMiB} MiB`, met: !(value > mostMiB) });
  const loop = 'plain loop in Node, each packet decoded';
  return [
    ms('first rows', opening.firstMs, firstRowsMs),
    ms('all rows', opening.allMs, undefined, { what: loop, value: decodeMs }),
    ms('text contains …: first match', filtering.firstMs, firstMatchMs),
    ms('text contains …: all matches', filtering.allMs, undefined, { what: `${loop}, includes()`, value: searchMs }),
    memory('memory of the page beyond an empty one’s, most while opening', openingMiB),
    memory('…, most while filtering', filteringMiB),
  ];
}

const decoder = new TextDecoder();

function isRare({ value }: DataPacket): boolean {
  return value.case === 'user' && decoder.decode(value.value.payload).includes(rareText);
}

async function timed(count: () => Promise<number>, expected: number): Promise<number> {
  const started = performance.now();
  const found = await count();
  if (found !== expected) throw new Error(`the loop finds ${found}, not ${expected}`);
  return performance.now() - started;
}

function expectShown({ shown }: Timing, expected: number): void {
  if (shown !== expected) throw new Error(`${shown} rows are shown, not ${expected}`);
}
