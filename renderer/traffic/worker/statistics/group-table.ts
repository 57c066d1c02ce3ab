import { flagNames, statisticsRowsMaximum, timelineFlags } from '../../protocol/index.ts';
import { channelCodes, rowBits } from '../store/columns.ts';
import type { RowCells } from '../store/columns.ts';
import { notInterned } from '../store/string-table.ts';
import { GroupColumns, newHistogram, rateSeconds, rateSlots } from './group-columns.ts';
import { bucketCount, bucketOf, medianOf } from './log-buckets.ts';

/** More senders × topics than a person reads; with all of them in use the table takes about 18 MB. */
export const groupsMaximum = statisticsRowsMaximum;
/** One sender that changes its topic for each packet must not take the room of all others. */
export const groupsOfSenderMaximum = 512;

/** Twice groupsMaximum, so that it is at most half full. A power of two. */
const slotCount = 2 * groupsMaximum;
/** RFC 3550, section 6.4.1. */
const jitterGain = 1 / 16;
const reliable = channelCodes.indexOf('reliable');
const none = -1;

/**
 * Packets counted by sender (identity and sid), topic, channel, case and direction.
 *
 * Bounded and free of allocation per packet: groups lie in typed arrays, and are found by an open-addressed hash.
 * Beyond the bounds a sender's further topics are counted in a group of their own ("other topics"), further senders
 * in `folded`. Room events are not counted.
 *
 * Times are the tap's. The median interval and the jitter are of successive packets of a group; jitter is that of RFC
 * 3550 (section 6.4.1) with the packet before as the reference, since packets carry no time of their sender:
 * J += (|D| - J) / 16 with D = interval - interval before, so a steady sender has 0, whatever its pace.
 */
export class GroupTable {
  readonly #slots = new Uint16Array(slotCount);
  #columns = new GroupColumns();
  #size = 0;
  #folded = 0;
  #generation = 0;
  #newestTime = -Infinity;
  /** Groups by the sender's sid, or by its identity where it has none: ids of one table. */
  #ofSender = new Uint16Array(256);

  /** Groups are numbered 0 … size - 1, in the order in which they were first seen. */
  get size(): number {
    return this.#size;
  }

  get columns(): GroupColumns {
    return this.#columns;
  }

  /** Packets of senders that got no group of their own. */
  get folded(): number {
    return this.#folded;
  }

  /** Counts the times it was cleared: groups are others then. */
  get generation(): number {
    return this.#generation;
  }

  /** Epoch ms of the newest packet. */
  get newestTime(): number {
    return this.#newestTime;
  }

  /**
   * Counts a packet. `mask`: bits of its flags (protocol/flags.ts); `skipped`: numbers skipped before it, 0 where
   * there is nothing to tell.
   */
  count(cells: RowCells, mask: number, skipped: number): void {
    if (cells.time > this.#newestTime) this.#newestTime = cells.time;
    const group = this.#groupOf(cells);
    if (group === none) {
      this.#folded += 1;
      return;
    }
    const columns = this.#columns;
    const { size } = cells;
    const before = columns.count[group] ?? 0;
    columns.count[group] = before + 1;
    columns.bytes[group] = (columns.bytes[group] ?? 0) + size;
    if (before === 0 || size < (columns.sizeMin[group] ?? 0)) columns.sizeMin[group] = size;
    if (size > (columns.sizeMax[group] ?? 0)) columns.sizeMax[group] = size;
    this.#countTimes(group, cells, before);
    this.#countSecond(group, cells.time);
    columns.previousRow[group] = before === 0 ? none : (columns.newestRow[group] ?? none);
    columns.newestRow[group] = cells.row;
    if (cells.sequence !== 0 && cells.channel === reliable) {
      columns.skipped[group] = (columns.skipped[group] || 0) + skipped;
    }
    if (mask !== 0) this.#countFlags(group, mask);
  }

  clear(): void {
    this.#slots.fill(0);
    this.#ofSender.fill(0);
    this.#columns = new GroupColumns();
    this.#size = 0;
    this.#folded = 0;
    this.#newestTime = -Infinity;
    this.#generation += 1;
  }

  /** Packets a second over the last full seconds before `now` (epoch ms), five or as many as the group is old. */
  rateNow(group: number, now: number): number {
    const columns = this.#columns;
    const second = Math.floor(now / 1_000);
    const counted = columns.second[group] ?? 0;
    let packets = 0;
    for (let at = second - rateSeconds; at < second; at += 1) {
      const isHeld = at <= counted && at > counted - rateSlots;
      if (isHeld) packets += columns.recent[group * rateSlots + (at % rateSlots)] ?? 0;
    }
    const age = second - Math.floor((columns.firstTime[group] ?? 0) / 1_000);
    return packets / Math.max(1, Math.min(rateSeconds, age));
  }

  /** Packets a second since the group's first, taken as a second at least. */
  rateAverage(group: number, now: number): number {
    const seconds = (now - (this.#columns.firstTime[group] ?? now)) / 1_000;
    return (this.#columns.count[group] ?? 0) / Math.max(1, seconds);
  }

  /** True while rates change though nothing arrives. */
  isMoving(now: number): boolean {
    return Math.floor(now / 1_000) - Math.floor(this.#newestTime / 1_000) <= rateSlots;
  }

  /** Bytes, at most 3.2 % off. */
  sizeMedian(group: number): number {
    const { sizeMin, sizeMax, histograms, count } = this.#columns;
    const least = sizeMin[group] ?? 0;
    const most = sizeMax[group] ?? 0;
    const histogram = histograms[group];
    if (histogram === undefined) return least;
    // The ends are known exactly, and a bucket's middle may lie beyond them.
    return Math.min(most, Math.max(least, Math.round(medianOf(histogram, 0, count[group] ?? 0))));
  }

  /** Ms, at most 3.2 % off; NaN below two packets. */
  intervalMedian(group: number): number {
    const histogram = this.#columns.histograms[group];
    if (histogram === undefined) return Number.NaN;
    return medianOf(histogram, bucketCount, (this.#columns.count[group] ?? 0) - 1) / 1_000;
  }

  /** Ms; NaN below three packets. */
  jitter(group: number): number {
    return (this.#columns.jitter[group] ?? Number.NaN) / 1_000;
  }

  flagCount(group: number, bit: number): number {
    return this.#columns.flags[group * flagNames.length + bit] ?? 0;
  }

  #countTimes(group: number, cells: RowCells, before: number): void {
    const columns = this.#columns;
    if (before > 0) {
      let histogram = columns.histograms[group];
      if (histogram === undefined) {
        histogram = newHistogram();
        columns.histograms[group] = histogram;
        // The first packet's, which is all that was counted before.
        increase(histogram, bucketOf((columns.bytes[group] ?? 0) - cells.size));
      }
      increase(histogram, bucketOf(cells.size));
      // A clock that was set back makes no negative interval.
      const interval = Math.max(0, (cells.time - (columns.lastTime[group] ?? 0)) * 1_000);
      increase(histogram, bucketCount + bucketOf(interval + 0.5));
      if (before > 1) {
        const difference = Math.abs(interval - (columns.lastInterval[group] ?? 0));
        const jitter = columns.jitter[group] || 0;
        columns.jitter[group] = jitter + (difference - jitter) * jitterGain;
      }
      columns.lastInterval[group] = interval;
    } else {
      columns.firstTime[group] = cells.time;
    }
    columns.lastTime[group] = cells.time;
  }

  /** What is late counts in the second that is running. */
  #countSecond(group: number, time: number): void {
    const { second, recent } = this.#columns;
    const first = group * rateSlots;
    const now = Math.floor(time / 1_000);
    let counted = second[group] ?? 0;
    if (now > counted) {
      if (now - counted >= rateSlots) recent.fill(0, first, first + rateSlots);
      else for (let at = counted + 1; at <= now; at += 1) recent[first + (at % rateSlots)] = 0;
      second[group] = now;
      counted = now;
    }
    increase(recent, first + (counted % rateSlots));
  }

  #countFlags(group: number, mask: number): void {
    const { flags, flagged } = this.#columns;
    if ((mask & timelineFlags) !== 0) flagged[group] = (flagged[group] ?? 0) + 1;
    const first = group * flagNames.length;
    for (let rest = mask; rest !== 0; rest &= rest - 1) increase(flags, first + 31 - Math.clz32(rest & -rest));
  }

  #groupOf(cells: RowCells): number {
    const { identity, sid, topic } = cells;
    if (identity === notInterned || sid === notInterned) return none;
    const traits = cells.channel | (cells.caseCode << 2) | (cells.has(rowBits.sent) ? 1 << 10 : 0);
    const found = topic === notInterned ? none : this.#find(identity, sid, topic, traits);
    if (found !== none) return found;
    const owner = sid === 0 ? identity : sid;
    const isLoose = topic === notInterned || this.#size >= groupsMaximum;
    const isOwnerFull = (this.#ofSender[owner] ?? 0) >= groupsOfSenderMaximum;
    if (!isLoose && !isOwnerFull) return this.#add(identity, sid, topic, traits, owner);
    const gathered = this.#find(identity, sid, notInterned, traits);
    return gathered === none ? this.#add(identity, sid, notInterned, traits, owner) : gathered;
  }

  #find(identity: number, sid: number, topic: number, traits: number): number {
    const columns = this.#columns;
    let slot = slotOf(identity, sid, topic, traits);
    for (let group = (this.#slots[slot] ?? 0) - 1; group !== none; group = (this.#slots[slot] ?? 0) - 1) {
      const isSame =
        columns.topic[group] === topic &&
        columns.sid[group] === sid &&
        columns.identity[group] === identity &&
        columns.traits[group] === traits;
      if (isSame) return group;
      slot = (slot + 1) & (slotCount - 1);
    }
    return none;
  }

  #add(identity: number, sid: number, topic: number, traits: number, owner: number): number {
    if (this.#size >= groupsMaximum) return none;
    const group = this.#size;
    this.#size += 1;
    const columns = this.#columns;
    columns.reserve(this.#size);
    columns.identity[group] = identity;
    columns.sid[group] = sid;
    columns.topic[group] = topic;
    columns.traits[group] = traits;
    columns.jitter[group] = Number.NaN;
    columns.skipped[group] = Number.NaN;
    let slot = slotOf(identity, sid, topic, traits);
    while (this.#slots[slot] !== 0) slot = (slot + 1) & (slotCount - 1);
    this.#slots[slot] = group + 1;
    this.#countOwner(owner);
    return group;
  }

  #countOwner(owner: number): void {
    while (owner >= this.#ofSender.length) {
      const grown = new Uint16Array(this.#ofSender.length * 2);
      grown.set(this.#ofSender);
      this.#ofSender = grown;
    }
    this.#ofSender[owner] = (this.#ofSender[owner] ?? 0) + 1;
  }
}

/** Traits of a group, taken apart again. */
export function traitsOf(traits: number): {
  readonly channel: number;
  readonly caseCode: number;
  readonly isSent: boolean;
} {
  return { channel: traits & 3, caseCode: (traits >> 2) & 0xff, isSent: (traits & (1 << 10)) !== 0 };
}

function slotOf(identity: number, sid: number, topic: number, traits: number): number {
  let hash = Math.imul(identity, 0x9e3779b1) ^ Math.imul(sid, 0x85ebca6b);
  hash = Math.imul(hash ^ topic, 0xc2b2ae35) ^ Math.imul(traits, 0x27d4eb2f);
  hash ^= hash >>> 15;
  return Math.imul(hash, 0x2c1b3c6d) >>> 19;
}

function increase(counts: Uint32Array, at: number): void {
  counts[at] = (counts[at] ?? 0) + 1;
}
