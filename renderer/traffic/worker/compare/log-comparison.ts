import type { SessionLog } from '../session-log.ts';
import { rowBits, segmentRows } from '../store/columns.ts';
import { ClockOffset } from './clock-offset.ts';
import type { ClockEstimate } from './clock-offset.ts';
import { KeyHash } from './key-hash.ts';
import { KeyTable } from './key-table.ts';
import { matchAlike, matchProven } from './match-rows.ts';
import { MissingReasons } from './missing-reason.ts';
import type { Searched } from './missing-reason.ts';
import { PairList } from './pair-list.ts';
import { keyKinds, RowKeys } from './row-keys.ts';
import { SpanNotes } from './span-notes.ts';

const rowsPerLook = 64;
const bytesPerLook = 32 * 1_024;

/** One of both logs, as it was when the comparison began. */
class Side implements Searched {
  readonly session: SessionLog;
  readonly notes = new SpanNotes();
  readonly first: number;
  readonly keys: KeyTable;
  readonly #now: number;

  /** `now`: epoch ms; up to then a live session has seen what it could. */
  constructor(session: SessionLog, now: number) {
    const { log } = session;
    this.session = session;
    this.first = log.firstRow;
    this.keys = new KeyTable(log.heldRows);
    this.#now = now;
  }

  get until(): number {
    return this.session.reading === undefined ? this.#now : this.notes.to;
  }

  /** Where a row stands in time; undefined: it has gone. A note of a file may have a later time than the rows after it. */
  placeOf(index: number): number | undefined {
    const time = this.timeOf(index);
    const next = this.keys.kindOf(index) === keyKinds.console ? this.timeOf(index + 1) : undefined;
    return time === undefined || next === undefined ? time : Math.min(time, next);
  }

  readonly timeOf = (index: number): number | undefined => {
    const row = this.first + index;
    const { log } = this.session;
    return row < log.firstRow || row >= log.nextRow ? undefined : log.segmentOf(row)?.time[row % segmentRows];
  };
}

/**
 * Compares two logs as they are when it begins, in slices of time. 21 bytes a row while it matches, then 9 a pair.
 *
 * What is the same: the same sender sid and sequence; or the same nonce, stream and chunk, or RPC; or else case, sender,
 * topic and payload, near each other in time once it is known how the clocks differ. What one console sent is what the
 * other received.
 */
export class LogComparison {
  readonly left: SessionLog;
  readonly right: SessionLog;
  readonly leftFirst: number;
  readonly rightFirst: number;
  /** Rows ever logged by then, in both together. */
  readonly until: number;
  #pairs: PairList | undefined;
  #clock: ClockEstimate | undefined;
  #byPayload = true;
  #done = 0;
  readonly #rows: number;
  readonly #work: Generator<void>;

  constructor(left: SessionLog, right: SessionLog, now: number) {
    this.left = left;
    this.right = right;
    this.leftFirst = left.log.firstRow;
    this.rightFirst = right.log.firstRow;
    this.until = left.log.nextRow + right.log.nextRow;
    this.#rows = left.log.heldRows + right.log.heldRows;
    this.#work = this.#compare(new Side(left, now), new Side(right, now));
  }

  /** Undefined until it is done. */
  get pairs(): PairList | undefined {
    return this.#pairs;
  }

  /** Undefined: not known yet, or not at all. */
  get clock(): ClockEstimate | undefined {
    return this.#clock;
  }

  get byPayload(): boolean {
    return this.#byPayload;
  }

  /** 0 … 1. */
  get progress(): number {
    if (this.#pairs !== undefined) return 1;
    // Keys of all rows, then the pairs of all; what is between takes as long as one of them, on the whole.
    return this.#rows === 0 ? 0 : Math.min(0.99, this.#done / (2 * this.#rows));
  }

  /** Goes on until it is done, or until `isOver`. */
  step(isOver: () => boolean): void {
    while (this.#pairs === undefined && !isOver()) this.#work.next();
  }

  *#compare(left: Side, right: Side): Generator<void> {
    this.#byPayload = !(yield* hasStripped(left)) && !(yield* hasStripped(right));
    const hash = new KeyHash();
    yield* this.#readKeys(left, hash);
    yield* this.#readKeys(right, hash);
    const clock = new ClockOffset();
    yield* matchProven(left, right, clock);
    this.#clock = clock.estimate(overlap(left, right) && !(isNumbered(left.keys) && isNumbered(right.keys)));
    yield* matchAlike(left, right, this.#clock);
    left.keys.forgetKeys();
    right.keys.forgetKeys();
    this.#pairs = yield* this.#pairUp(left, right);
  }

  *#readKeys({ session, notes, first, keys }: Side, hash: KeyHash): Generator<void> {
    const reader = new RowKeys({ session, hash, byPayload: this.#byPayload, notes });
    let work = 0;
    for (let index = 0; index < keys.length; index += 1) {
      if (reader.read(first + index)) keys.set(index, reader.kind, hash.lo, hash.hi);
      this.#done += 1;
      if (index % rowsPerLook !== 0 && reader.work - work < bytesPerLook) continue;
      work = reader.work;
      yield;
    }
    for (let index = keys.length - 1; index >= 0; index -= 1) {
      keys.link(index);
      if (index % segmentRows === 0) yield;
    }
  }

  /** In the order of time: that of the left log, and for what it lacks, of the right one. */
  *#pairUp(left: Side, right: Side): Generator<void, PairList> {
    const offsetMs = this.#clock?.offsetMs ?? 0;
    const pairs = new PairList(left.keys.length + right.keys.length - left.keys.matched);
    const reasons = { left: new MissingReasons(left, right), right: new MissingReasons(right, left) };
    let [ours, theirs, steps] = [0, 0, 0];
    while (ours < left.keys.length || theirs < right.keys.length) {
      steps += 1;
      if (steps % rowsPerLook === 0) yield;
      this.#done += 1;
      if (theirs < right.keys.length && right.keys.partnerOf(theirs) >= 0) {
        theirs += 1;
        continue;
      }
      // A row that went meanwhile has no time any more, and was the oldest.
      const ourTime = ours < left.keys.length ? (left.placeOf(ours) ?? -Infinity) : Infinity;
      const theirTime = theirs < right.keys.length ? (right.placeOf(theirs) ?? -Infinity) - offsetMs : Infinity;
      const isOurs = ours < left.keys.length && (theirs >= right.keys.length || ourTime <= theirTime);
      if (isOurs) {
        const partner = left.keys.partnerOf(ours);
        const why = partner < 0 ? reasons.left.of(left.first + ours, unfound(left.keys, ours, ourTime + offsetMs)) : undefined;
        pairs.add(ours, partner, why);
        ours += 1;
      } else {
        pairs.add(-1, theirs, reasons.right.of(right.first + theirs, unfound(right.keys, theirs, theirTime)));
        theirs += 1;
      }
    }
    return pairs;
  }
}

function unfound(keys: KeyTable, index: number, time: number): Parameters<MissingReasons['of']>[1] {
  return { kind: keys.kindOf(index), isAgain: keys.isAgain(index), time };
}

/** Whether a row was written without its payload. */
function* hasStripped({ session, first, keys }: Side): Generator<void, boolean> {
  const { log } = session;
  for (let index = 0; index < keys.length; index += 1) {
    const row = first + index;
    if (index % segmentRows === 0) yield;
    if (((log.segmentOf(row)?.flags[row % segmentRows] ?? 0) & rowBits.stripped) !== 0) return true;
  }
  return false;
}

/** Whether both logs reach into one time, each on its own clock: else equal content is no packet that both saw. */
function overlap(left: Side, right: Side): boolean {
  const [ours, theirs] = [left, right].map(({ keys, timeOf }) => [timeOf(0), timeOf(keys.length - 1)] as const);
  const isBefore = (end: number | undefined, start: number | undefined): boolean =>
    end !== undefined && start !== undefined && end < start;
  return !isBefore(ours?.[1], theirs?.[0]) && !isBefore(theirs?.[1], ours?.[0]);
}

/** Whether a log has packets with numbers of their own: of two that have, and share none, equal content proves nothing. */
function isNumbered(keys: KeyTable): boolean {
  for (let index = 0; index < keys.length; index += 1) if (keys.kindOf(index) === keyKinds.sequence) return true;
  return false;
}
