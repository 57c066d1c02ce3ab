import { rm } from 'node:fs/promises';
import type { FloodPlan } from '../../../renderer/probe/bench/api.ts';
import type { CaptureRequests } from '../../e2e/pages/capture-requests.ts';
import type { FloodToConsole } from './recorded-flood.ts';
import { packetsOf } from './recorded-packets.ts';
import type { PacketsOfFile } from './recorded-packets.ts';

/** Some batches and flushes to the disk; a machine that slows down meanwhile slows down what follows, too. */
const spanMs = 2_000;
/** The flood has its pace by then. */
const marginMs = 1_000;
/** Beginning a recording takes seconds where the page is so far behind. */
const longestMs = 120_000;

/** Packets a second, by their recorded times: of two spans with a recording, and of the one without between them. */
export interface Alternation {
  readonly on: number;
  readonly off: number;
}

export interface AlternationParts {
  readonly floods: FloodToConsole;
  readonly capture: CaptureRequests;
  readonly sessionId: string;
  /** Spans with a recording; one fewer are without. */
  readonly spans: number;
}

/**
 * One flood, in which a recording is begun and ended again and again. Between one flood and the next, and where another
 * program wakes, the pace differs by more than what recording costs; from one span to the next it mostly does not.
 */
export async function alternate(
  parts: AlternationParts,
  load: Omit<FloodPlan, 'durationMs'>,
): Promise<readonly Alternation[]> {
  const { floods, capture, sessionId, spans } = parts;
  const before = await floods.clear();
  const paths: string[] = [];
  await floods.floodWhile({ ...load, durationMs: longestMs }, async () => {
    await after(marginMs);
    for (let span = 0; span < spans; span += 1) {
      if (span > 0) await after(spanMs);
      const { id, path } = await capture.start(sessionId, { from: 'now' });
      await after(spanMs);
      await capture.value('stopRecording', { recordingId: id });
      paths.push(path);
    }
  });
  const files: PacketsOfFile[] = [];
  for (const path of paths) {
    files.push(await packetsOf(path, '_reliable/in'));
    await rm(path);
  }
  const pairs: Alternation[] = [];
  for (const [index, next] of files.entries()) {
    const last = files[index - 1];
    if (last === undefined) continue;
    const off = await floods.packetsBetween(last.lastTime, next.firstTime, before);
    pairs.push({
      on: (rateOf(last) + rateOf(next)) / 2,
      off: (1_000 * off) / (next.firstTime - last.lastTime),
    });
  }
  return pairs;
}

function rateOf({ packets, firstTime, lastTime }: PacketsOfFile): number {
  return (1_000 * packets) / (lastTime - firstTime);
}

function after(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
