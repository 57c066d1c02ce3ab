import { contextFlags, timelineFlags } from '../../protocol/index.ts';
import type { RowCells } from '../store/columns.ts';
import { GroupTable } from './group-table.ts';
import { LatestEntries } from './latest-entries.ts';
import { RateHistory } from './rate-history.ts';

/** What is counted of one session's packets, as they are logged. */
export class PacketStatistics {
  readonly groups = new GroupTable();
  readonly rates = new RateHistory();
  readonly latest = new LatestEntries(this.groups);
  #newestMs = Number.NEGATIVE_INFINITY;

  /** Time of the newest packet, epoch ms; −Infinity before the first. */
  get newestMs(): number {
    return this.#newestMs;
  }

  /**
   * Counts a packet that has its row. `mask`: bits of its flags as it is logged. Of a group, those that the room may
   * tell later are left out: they are of all its packets or of none, and asked for when it is read (group-rows.ts). Over
   * time they count as they are now. `skipped`: numbers skipped before it.
   */
  count(cells: RowCells, mask: number, skipped: number): void {
    if (cells.time > this.#newestMs) this.#newestMs = cells.time;
    this.groups.count(cells, mask & ~contextFlags, skipped);
    this.rates.count(cells.time, cells.channel, (mask & timelineFlags) !== 0);
  }

  /** The log was cleared: all counts begin anew. */
  clear(): void {
    this.#newestMs = Number.NEGATIVE_INFINITY;
    this.groups.clear();
    this.rates.clear();
    this.latest.clear();
  }
}
