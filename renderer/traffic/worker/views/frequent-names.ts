import { namesMaximum } from '../../protocol/index.ts';
import { segmentRows } from '../store/columns.ts';
import type { PacketLog } from '../store/packet-log.ts';
import { emptyString } from '../store/string-table.ts';

/** Rows looked at, the newest: enough to know who is talking, and done within a few ms. */
const rowsLookedAt = 50_000;

/** Identities and topics of the newest rows, the most frequent first. Those too long for the string table are left out. */
export function frequentNames(log: PacketLog): { readonly identities: readonly string[]; readonly topics: readonly string[] } {
  const identities = new Uint32Array(log.strings.size);
  const topics = new Uint32Array(log.strings.size);
  for (let row = Math.max(log.firstRow, log.nextRow - rowsLookedAt); row < log.nextRow; row += 1) {
    const segment = log.segmentOf(row);
    if (segment === undefined) break;
    const index = row % segmentRows;
    add(identities, segment.identity[index]);
    add(topics, segment.topic[index]);
  }
  return { identities: mostFrequent(identities, log), topics: mostFrequent(topics, log) };
}

/** What the table did not take has an id beyond its size. */
function add(counts: Uint32Array, id: number | undefined): void {
  if (id !== undefined && id !== emptyString && id < counts.length) counts[id] = (counts[id] ?? 0) + 1;
}

function mostFrequent(counts: Uint32Array, log: PacketLog): readonly string[] {
  const ids: number[] = [];
  counts.forEach((count, id) => {
    if (count > 0) ids.push(id);
  });
  ids.sort((a, b) => (counts[b] ?? 0) - (counts[a] ?? 0) || a - b);
  return ids.slice(0, namesMaximum).map((id) => log.strings.text(id));
}
