import type { RowCells } from '../store/columns.ts';
import { rowBits, RowCells as Cells, segmentRows } from '../store/columns.ts';
import type { PacketLog } from '../store/packet-log.ts';
import { numberAt, readJson } from './json-changes.ts';

/** More points than pixels; the oldest go. */
export const pointsMaximum = 10_000;
/** Work between two looks at the clock: a row counts 1, and each `bytesPerWork` of JSON in it. */
const workPerLook = 256;
const bytesPerWork = 64;

export interface PlotScanOptions {
  readonly log: PacketLog;
  /** Ids of the log's strings. */
  readonly identity: number;
  readonly sid: number;
  readonly topic: number;
  readonly isSent: boolean;
  readonly path: readonly (string | number)[];
  /** How far back, ms. */
  readonly spanMs: number;
  /** Epoch ms. */
  readonly now: () => number;
}

/**
 * A number within the payloads of one sender and topic, over time. Goes back over the rows that are held, bit by bit,
 * and then grows with what arrives. Rows that go meanwhile stay as points until the span has passed over them.
 */
export class PlotScan {
  readonly #options: PlotScanOptions;
  readonly #cells: RowCells = new Cells();
  /** Points before the scan began, newest first, and those from then on, oldest first: time and value in turn. */
  #older: number[] = [];
  #newer: number[] = [];
  #back: number;
  #next: number;
  #isBackDone = false;
  /** Epoch ms of packets in the span without such a number. */
  #without: number[] = [];

  constructor(options: PlotScanOptions) {
    this.#options = options;
    this.#next = options.log.nextRow;
    this.#back = this.#next - 1;
  }

  /** Whether there are rows to look at. */
  get isPending(): boolean {
    return !this.#isBackDone || this.#next < this.#options.log.nextRow;
  }

  /** Looks at rows for about `ms`; new ones first. */
  step(ms: number): void {
    const { log, now } = this.#options;
    const end = now() + ms;
    this.#next = Math.max(this.#next, log.firstRow);
    let work = 0;
    while (this.isPending) {
      work += 1;
      if (this.#next < log.nextRow) {
        work += this.#look(this.#next, this.#newer);
        this.#next += 1;
      } else {
        work += this.#lookBack();
      }
      if (work < workPerLook) continue;
      if (now() >= end) return;
      work = 0;
    }
  }

  /** The points of the span, oldest first, and how many of its packets have no such number. */
  read(): { times: Float64Array<ArrayBuffer>; values: Float64Array<ArrayBuffer>; left: number } {
    this.#drop();
    const points = (this.#older.length + this.#newer.length) / 2;
    const times = new Float64Array(points);
    const values = new Float64Array(points);
    const split = this.#older.length / 2;
    for (let index = 0; index < points; index += 1) {
      const from = index < split ? this.#older : this.#newer;
      const at = 2 * (index < split ? split - 1 - index : index - split);
      times[index] = from[at] ?? 0;
      values[index] = from[at + 1] ?? 0;
    }
    return { times, values, left: this.#without.length };
  }

  #lookBack(): number {
    const { log, now, spanMs } = this.#options;
    const segment = log.segmentOf(this.#back);
    const time = segment?.time[this.#back % segmentRows] ?? -Infinity;
    const isFull = this.#older.length + this.#newer.length >= 2 * pointsMaximum;
    if (this.#back < log.firstRow || time < now() - spanMs || isFull) {
      this.#isBackDone = true;
      return 0;
    }
    this.#back -= 1;
    return this.#look(this.#back + 1, this.#older);
  }

  /** Takes in a row, if it is one of them; returns the work that it was. */
  #look(row: number, into: number[]): number {
    const { log, identity, sid, topic, isSent, path } = this.#options;
    const columns = log.segmentOf(row);
    const at = row % segmentRows;
    if (columns === undefined || columns.topic[at] !== topic || columns.sid[at] !== sid) return 0;
    const wanted = isSent ? rowBits.sent : 0;
    const isOther = ((columns.flags[at] ?? 0) & (rowBits.sent | rowBits.event)) !== wanted;
    if (isOther || columns.identity[at] !== identity || !log.read(row, this.#cells)) return 0;
    const { payloadOffset, payloadSize, time } = this.#cells;
    const json = readJson(log.bytesOf(this.#cells).subarray(payloadOffset, payloadOffset + payloadSize));
    const value = json === undefined ? Number.NaN : numberAt(json.value, path);
    if (Number.isNaN(value)) this.#without.push(time);
    else into.push(time, value);
    return payloadSize / bytesPerWork;
  }

  /** What the span has passed over, and what is too much. */
  #drop(): void {
    const { now, spanMs } = this.#options;
    const start = now() - spanMs;
    const extra = Math.max(0, (this.#older.length + this.#newer.length) / 2 - pointsMaximum);
    let keep = this.#older.length / 2;
    while (keep > 0 && (this.#older[2 * keep - 2] ?? 0) < start) keep -= 1;
    keep = Math.max(0, Math.min(keep, this.#older.length / 2 - extra));
    const extraOfNewer = Math.max(0, extra - this.#older.length / 2);
    this.#older.length = 2 * keep;
    let skip = extraOfNewer;
    while (2 * skip < this.#newer.length && (this.#newer[2 * skip] ?? 0) < start) skip += 1;
    if (skip > 0) this.#newer = this.#newer.slice(2 * skip);
    this.#without = this.#without.filter((time) => time >= start).slice(-pointsMaximum);
  }
}
