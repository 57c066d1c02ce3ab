import { feedNote } from '../../../../electron/contract/feed.ts';
import type { FeedNote } from '../../../../electron/contract/feed.ts';
import { z } from '../../../../electron/contract/zod.ts';
import type { RoomEventEntry, RoomEventName } from '../../protocol/index.ts';
import { readEvent } from '../rows/row-builder.ts';
import { rowBits } from '../store/columns.ts';
import type { FeedRow } from './feed-row.ts';

/** Their values before and after are what people and programs wrote, like the payload of a packet. */
const withContent: ReadonlySet<RoomEventName> = new Set<RoomEventName>([
  'joined',
  'metadata',
  'attributes',
  'room-metadata',
  'action',
]);

/** A room event of the log; without payloads, without the metadata and attributes that it tells. */
export function eventOf(row: FeedRow, payloads: boolean): RoomEventEntry {
  if (row.cells.has(rowBits.bytesMissing)) return lostEvent(row.cells.time);
  const event = readEvent(row.packet);
  return payloads || !withContent.has(event.event) ? event : { ...event, before: undefined, after: undefined };
}

const remark = z.object({ note: feedNote });
const decoder = new TextDecoder();

/** The note that a remark of a capture was read from; undefined: a file that is written of it says that by itself. */
export function noteOfRemark(row: FeedRow): FeedNote | undefined {
  const parsed = remark.safeParse(JSON.parse(decoder.decode(row.packet)));
  return parsed.success ? parsed.data.note : undefined;
}

/** Of a capture whose file was cut, or is gone, while it is open. */
function lostEvent(time: number): RoomEventEntry {
  const title = 'A room event that the capture has no more';
  return { time, event: 'gap', severity: 'bad', identity: '', title, text: '', before: undefined, after: undefined };
}
