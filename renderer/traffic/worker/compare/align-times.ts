/** Of two that are equally good within this, the earlier is taken: packets that came together have no order to go by. */
const togetherMs = 2;
/** A later one must be nearer by so much that it, and not this one, is the same packet. */
const nearer = 4;

/** After so many the clock may be looked at. */
const timesPerLook = 256;

/** How far apart in time the same packet may be in two logs, ms, once their clocks are brought together. */
export interface AlignBounds {
  readonly withinMs: number;
  /** As most are: what is left over after the first look is matched within it. */
  readonly usualMs: number;
}

/**
 * Of packets that are equal in all but time, finds which are the same: left[i] is right[result[i]], or -1. Both in the
 * order of their times, on one clock.
 *
 * They are matched in that order. Where one side lacks a packet, its neighbour would be taken for it, and so each after
 * it: that is told by how much better a later one fits. Stops now and then.
 */
export function* alignTimes(left: Float64Array, right: Float64Array, bounds: AlignBounds): Generator<void, Int32Array> {
  const result = new Int32Array(left.length).fill(-1);
  const isTaken = new Uint8Array(right.length);
  let at = 0;
  let other = 0;
  while (at < left.length && other < right.length) {
    const step = nextStep(left, right, at, other, bounds.withinMs);
    if (step === 'match') {
      result[at] = other;
      isTaken[other] = 1;
    }
    if (step !== 'right') at += 1;
    if (step !== 'left') other += 1;
    if ((at + other) % timesPerLook === 0) yield;
  }
  yield* matchLeft(left, right, { result, isTaken, withinMs: Math.min(bounds.usualMs, bounds.withinMs) });
  return result;
}

/** What is passed over: `left` or `right` has no other. */
function nextStep(
  left: Float64Array,
  right: Float64Array,
  at: number,
  other: number,
  withinMs: number,
): 'match' | 'left' | 'right' {
  const difference = (right[other] ?? 0) - (left[at] ?? 0);
  const distance = Math.abs(difference);
  if (distance > withinMs) return difference > 0 ? 'left' : 'right';
  if (distance <= togetherMs) return 'match';
  const toRight = nearest(right, other + 1, left[at] ?? 0);
  const toLeft = nearest(left, at + 1, right[other] ?? 0);
  if (Math.min(toRight, toLeft) * nearer >= distance) return 'match';
  return toRight < toLeft ? 'right' : 'left';
}

/** How far the nearest of the times from `first` on is; Infinity: there is none. */
function nearest(times: Float64Array, first: number, time: number): number {
  let low = first;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((times[middle] ?? 0) < time) low = middle + 1;
    else high = middle;
  }
  const after = (times[low] ?? Infinity) - time;
  return low > first ? Math.min(after, time - (times[low - 1] ?? -Infinity)) : after;
}

interface Rest {
  readonly result: Int32Array;
  readonly isTaken: Uint8Array;
  readonly withinMs: number;
}

/** Matches in order what was passed over on both sides: a page that stood still received several at once. */
function* matchLeft(left: Float64Array, right: Float64Array, { result, isTaken, withinMs }: Rest): Generator<void> {
  let other = 0;
  for (let at = 0; at < left.length; at += 1) {
    if (at % timesPerLook === 0) yield;
    if ((result[at] ?? 0) >= 0) continue;
    const time = left[at] ?? 0;
    while (other < right.length && (isTaken[other] === 1 || (right[other] ?? 0) < time - withinMs)) other += 1;
    if (other >= right.length || (right[other] ?? 0) > time + withinMs) continue;
    result[at] = other;
    isTaken[other] = 1;
    other += 1;
  }
}
