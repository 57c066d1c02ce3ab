import { alignTimes } from './align-times.ts';
import type { AlignBounds } from './align-times.ts';
import type { ClockEstimate, ClockOffset } from './clock-offset.ts';
import type { KeyTable } from './key-table.ts';
import { keyKinds } from './row-keys.ts';

/** Equal content that each log has once: by then a room has forgotten what it said. */
const onceWithinMs = 10_000;
/** Equal content that comes again and again. */
const repeatedWithinMs = 1_000;
/** The server batches joins for up to 3 s (2.5 s seen). */
const eventsWithinMs = 5_000;
/** Bounds of what is usual, and how it follows from the spread of differences. */
const usualLeastMs = 100;
const spreadFactor = 4;
/** After so many rows the clock may be looked at. */
const rowsPerLook = 256;

/** Epoch ms of a row by its index, on its own log's clock; undefined: it is gone. */
export type TimeOf = (index: number) => number | undefined;

export interface MatchSide {
  readonly keys: KeyTable;
  readonly timeOf: TimeOf;
}

/** Matches packets that have a number of their own, and gathers how the clocks differ. Stops now and then; so do the others here. */
export function* matchProven(left: MatchSide, right: MatchSide, clock: ClockOffset): Generator<void> {
  for (let index = 0; index < left.keys.length; index += 1) {
    if (index % rowsPerLook === 0) yield;
    const kind = left.keys.kindOf(index);
    if (kind <= keyKinds.console) continue;
    const later = left.keys.after(index);
    if (later >= 0) left.keys.markLater(later);
    if (!left.keys.isFirst(index)) continue;
    const other = right.keys.first(left.keys, index);
    if (other < 0) continue;
    const isOnce = later < 0 && right.keys.after(other) < 0;
    const difference = isOnce ? (right.timeOf(other) ?? NaN) - (left.timeOf(index) ?? NaN) : NaN;
    if (kind === keyKinds.content && !Number.isNaN(difference)) clock.addLikely(difference);
    if (kind !== keyKinds.sequence && kind !== keyKinds.id) continue;
    if (!Number.isNaN(difference)) clock.addProven(difference);
    if (isOnce) left.keys.pair(index, right.keys, other);
    else yield* pairInOrder(left.keys, right.keys, index, other);
  }
}

/** Matches what is only told by its content, on one clock. */
export function* matchAlike(left: MatchSide, right: MatchSide, clock: ClockEstimate | undefined): Generator<void> {
  const usualMs = Math.min(repeatedWithinMs, Math.max(usualLeastMs, spreadFactor * (clock?.spreadMs ?? 0)));
  const offsetMs = clock?.offsetMs ?? 0;
  for (let index = 0; index < left.keys.length; index += 1) {
    if (index % rowsPerLook === 0) yield;
    const kind = left.keys.kindOf(index);
    if ((kind !== keyKinds.content && kind !== keyKinds.event) || !left.keys.isFirst(index)) continue;
    const other = right.keys.first(left.keys, index);
    if (other < 0) continue;
    if (left.keys.after(index) < 0 && right.keys.after(other) < 0) {
      const difference = (right.timeOf(other) ?? NaN) - offsetMs - (left.timeOf(index) ?? NaN);
      const { withinMs } = boundsOf(kind, true, usualMs);
      if (Math.abs(difference) <= withinMs) left.keys.pair(index, right.keys, other);
      continue;
    }
    const ours = yield* group(left, index, 0);
    const theirs = yield* group(right, other, offsetMs);
    const aligned = yield* alignTimes(ours.times, theirs.times, boundsOf(kind, false, usualMs));
    for (const [at, theirAt] of aligned.entries()) {
      const [one, its] = [ours.indices[at], theirs.indices[theirAt]];
      if (one !== undefined && its !== undefined) left.keys.pair(one, right.keys, its);
    }
  }
}

function boundsOf(kind: number, isOnce: boolean, usualMs: number): AlignBounds {
  if (kind === keyKinds.event) return { withinMs: eventsWithinMs, usualMs: eventsWithinMs };
  return { withinMs: isOnce ? onceWithinMs : repeatedWithinMs, usualMs };
}

/** The first of one side is the first of the other, whenever it came; what is left over came once more. */
function* pairInOrder(left: KeyTable, right: KeyTable, first: number, other: number): Generator<void> {
  let [ours, theirs] = [first, other];
  let steps = 0;
  while (ours >= 0 || theirs >= 0) {
    if (ours >= 0 && theirs >= 0) left.pair(ours, right, theirs);
    else if (ours >= 0) left.markAgain(ours);
    else right.markAgain(theirs);
    if (ours >= 0) ours = left.after(ours);
    if (theirs >= 0) theirs = right.after(theirs);
    steps += 1;
    if (steps % rowsPerLook === 0) yield;
  }
}

/** Rows of one key in the order of their times. */
interface Group {
  readonly indices: Int32Array;
  readonly times: Float64Array;
}

/** All rows of one key; those that are gone are not among them. */
function* group({ keys, timeOf }: MatchSide, first: number, offsetMs: number): Generator<void, Group> {
  let count = 0;
  for (let index = first; index >= 0; index = keys.after(index)) {
    count += 1;
    if (count % rowsPerLook === 0) yield;
  }
  const indices = new Int32Array(count);
  const times = new Float64Array(count);
  let length = 0;
  let isOrdered = true;
  for (let index = first; index >= 0; index = keys.after(index)) {
    const time = timeOf(index);
    if (time === undefined) continue;
    indices[length] = index;
    times[length] = time - offsetMs;
    isOrdered &&= length === 0 || (times[length - 1] ?? 0) <= time - offsetMs;
    length += 1;
    if (length % rowsPerLook === 0) yield;
  }
  const found = { indices: indices.subarray(0, length), times: times.subarray(0, length) };
  return isOrdered ? found : ordered(found);
}

/** In a file that was put together, or where a clock was set back, later rows may have earlier times. */
function ordered({ indices, times }: Group): Group {
  const order = Int32Array.from(indices, (_index, at) => at);
  order.sort((one, other) => (times[one] ?? 0) - (times[other] ?? 0));
  return {
    indices: order.map((at) => indices[at] ?? 0),
    times: Float64Array.from(order, (at) => times[at] ?? 0),
  };
}
