import { RowCells, channelCodes } from '../../../../../../renderer/traffic/worker/store/columns.ts';
import { caseCode } from '../../../../../../renderer/traffic/worker/packet/packet-cases.ts';

/** Cells of a reliable user packet of sender 1 (sid 2) on topic 3, without a sequence. */
export function cellsOf(over: Partial<RowCells> = {}): RowCells {
  const cells = new RowCells();
  const channel = channelCodes.indexOf('reliable');
  return Object.assign(cells, { identity: 1, sid: 2, topic: 3, size: 100, channel, caseCode: caseCode('user'), ...over });
}

/** Numbers from 0 to 1 that are the same in each run (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The lower median, by sorting. */
export function plainMedian(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.ceil(values.length / 2) - 1] ?? Number.NaN;
}
