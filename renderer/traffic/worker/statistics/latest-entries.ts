import { notInterned } from '../store/string-table.ts';
import { traitsOf } from './group-table.ts';
import type { GroupTable } from './group-table.ts';

/** One sender and topic in one direction, all channels and cases together. */
export interface LatestEntry {
  /** Stays the same for the entry's life, and is never given again. */
  readonly key: number;
  /** The groups that are merged in it; the first one names sender, topic and direction. */
  readonly groups: readonly number[];
}

/** The newest packets of an entry, over all its groups. */
export interface NewestPackets {
  readonly group: number;
  readonly row: number;
  /** Of the packet before it; undefined: there is none. */
  readonly previousRow: number | undefined;
  /** Epoch ms. */
  readonly time: number;
  readonly count: number;
}

/**
 * The groups of the statistics merged to sender × topic. Worked out when somebody looks: new groups are rare, packets
 * are not. Groups that gather topics beyond the bound have no newest value that says anything, and are left out:
 * `folded` counts their packets.
 */
export class LatestEntries {
  readonly #table: GroupTable;
  #entries: { readonly key: number; readonly groups: number[] }[] = [];
  readonly #byName = new Map<string, number>();
  /** Groups that gather topics. */
  #gathering: number[] = [];
  /** Groups that were merged so far. */
  #merged = 0;
  #nextKey = 0;

  constructor(table: GroupTable) {
    this.#table = table;
  }

  /** All of them, in the order in which they were first seen. */
  list(): readonly LatestEntry[] {
    const { columns, size } = this.#table;
    for (; this.#merged < size; this.#merged += 1) {
      const group = this.#merged;
      const topic = columns.topic[group] ?? notInterned;
      if (topic === notInterned) {
        this.#gathering.push(group);
        continue;
      }
      const { isSent } = traitsOf(columns.traits[group] ?? 0);
      this.#merge(group, `${columns.identity[group]} ${columns.sid[group]} ${topic} ${isSent}`);
    }
    return this.#entries;
  }

  /** Packets that are in no entry: of senders, and of topics of a sender, beyond those that are kept apart. */
  get folded(): number {
    this.list();
    const { columns, folded } = this.#table;
    return this.#gathering.reduce((sum, group) => sum + (columns.count[group] ?? 0), folded);
  }

  find(key: number): LatestEntry | undefined {
    return this.list().find((entry) => entry.key === key);
  }

  newest(entry: LatestEntry): NewestPackets {
    const { columns } = this.#table;
    let found = entry.groups[0] ?? 0;
    let previous = -1;
    let count = 0;
    for (const group of entry.groups) {
      count += columns.count[group] ?? 0;
      if ((columns.newestRow[group] ?? 0) > (columns.newestRow[found] ?? 0)) found = group;
    }
    for (const group of entry.groups) {
      const row = group === found ? columns.previousRow[group] : columns.newestRow[group];
      previous = Math.max(previous, row ?? -1);
    }
    return {
      group: found,
      row: columns.newestRow[found] ?? 0,
      previousRow: previous < 0 ? undefined : previous,
      time: columns.lastTime[found] ?? 0,
      count,
    };
  }

  /** Packets a second over the last full seconds. */
  rateNow(entry: LatestEntry, now: number): number {
    return entry.groups.reduce((sum, group) => sum + this.#table.rateNow(group, now), 0);
  }

  clear(): void {
    this.#entries = [];
    this.#byName.clear();
    this.#gathering = [];
    this.#merged = 0;
  }

  #merge(group: number, name: string): void {
    const known = this.#entries[this.#byName.get(name) ?? -1];
    if (known !== undefined) {
      known.groups.push(group);
      return;
    }
    this.#byName.set(name, this.#entries.length);
    this.#entries.push({ key: this.#nextKey, groups: [group] });
    this.#nextKey += 1;
  }
}
