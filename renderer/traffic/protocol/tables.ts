import { z } from '../../../electron/contract/zod.ts';
import type { FlagName } from './flags.ts';
import type { Channel, Direction, Sender } from './rows.ts';

/** Tables and plots over the log: what a view asks for, and what it is sent again whenever it changed. */

/** Columns of the statistics that can be sorted by. */
export const statisticsColumns = [
  'sender',
  'topic',
  'kind',
  'case',
  'count',
  'rateNow',
  'rateAverage',
  'bytes',
  'sizeMin',
  'sizeMedian',
  'sizeMax',
  'intervalMedian',
  'jitter',
  'duplicates',
  'skipped',
  'flagged',
] as const;
export type StatisticsColumn = (typeof statisticsColumns)[number];

export const latestColumns = ['sender', 'topic', 'age', 'rateNow', 'count'] as const;
export type LatestColumn = (typeof latestColumns)[number];

const window = { first: z.number().int().min(0), count: z.number().int().min(0).max(500), descending: z.boolean() };

export const tableMessages = [
  /** The window of the statistics that is shown; `count: 0`: none. Answered by `statistics`. */
  z.object({ type: z.literal('showStatistics'), ...window, sort: z.enum(statisticsColumns) }),
  /** The same for the newest value of each sender and topic. Answered by `latest`. */
  z.object({ type: z.literal('showLatest'), ...window, sort: z.enum(latestColumns) }),
  /** Whether packets over time are shown. Answered by `rates`. */
  z.object({ type: z.literal('showRates'), shown: z.boolean() }),
  /** A number within the payloads of one sender and topic, over time; `series` undefined: none. Answered by `plot`. */
  z.object({
    type: z.literal('showPlot'),
    series: z
      .object({
        /** `key` of a LatestRow. */
        key: z.number().int(),
        path: z.array(z.union([z.string(), z.number().int()])).max(100),
        /** How far back, ms. */
        spanMs: z.number().positive(),
      })
      .optional(),
  }),
] as const;

/** Packets of one sender (by identity and sid), topic, kind and case, in one direction. */
export interface StatisticsRow {
  /** Stays the same for the group's life. */
  readonly key: number;
  readonly sender: Sender;
  readonly topic: string;
  readonly channel: Channel;
  readonly case: string;
  readonly direction: Direction;
  readonly count: number;
  /** Packets a second: in the last full seconds, and since the group's first packet. */
  readonly rateNow: number;
  readonly rateAverage: number;
  /** Bytes on the channel. */
  readonly bytes: number;
  readonly sizeMin: number;
  readonly sizeMedian: number;
  readonly sizeMax: number;
  /** Ms between packets: median, and jitter (how it is worked out stands in worker/statistics). NaN: not known. */
  readonly intervalMedian: number;
  readonly jitter: number;
  readonly duplicates: number;
  /** Numbers skipped, "not received here"; NaN where packets carry no sequence: not knowable. */
  readonly skipped: number;
  /** Packets by flag, those that were seen. */
  readonly flags: readonly { readonly flag: FlagName; readonly count: number }[];
}

export interface LatestRow {
  readonly key: number;
  readonly sender: Sender;
  readonly topic: string;
  readonly channel: Channel;
  readonly case: string;
  readonly direction: Direction;
  readonly count: number;
  readonly rateNow: number;
  /** Of the newest packet: its row, its time (epoch ms), one line of its payload. */
  readonly row: number;
  readonly time: number;
  readonly preview: string;
  /** The payload; undefined where the row is gone, or is larger than 64 KiB. */
  readonly payload: Uint8Array | undefined;
  /** JSON paths whose value differs from the packet before it; undefined where one of both is no JSON or is gone. */
  readonly changed: readonly (readonly (string | number)[])[] | undefined;
}

export type TableAnswer =
  /** `folded`: packets counted under "others" since there were more groups than are kept. */
  | {
      readonly type: 'statistics';
      readonly first: number;
      readonly total: number;
      readonly folded: number;
      readonly rows: readonly StatisticsRow[];
    }
  | { readonly type: 'latest'; readonly first: number; readonly total: number; readonly folded: number; readonly rows: readonly LatestRow[] }
  /** Packets in each stretch of `bucketMs` from `startMs` (epoch ms) on; stretches get longer as the log does. */
  | {
      readonly type: 'rates';
      readonly startMs: number;
      readonly bucketMs: number;
      readonly reliable: Uint32Array;
      readonly lossy: Uint32Array;
      readonly other: Uint32Array;
      readonly flagged: Uint32Array;
    }
  /** `times`: epoch ms; `values` of the same length. `left`: packets of the span that are gone or have no such number. */
  | { readonly type: 'plot'; readonly times: Float64Array; readonly values: Float64Array; readonly left: number };
