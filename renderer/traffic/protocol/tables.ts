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

const part = { first: z.number().int().min(0), descending: z.boolean() };
/** As many groups as there can be, for a copy of the whole table. */
export const statisticsRowsMaximum = 4_096;

/** A larger payload is not sent with a LatestRow: more than that is no value to watch at a glance. */
export const latestBytesMaximum = 64 * 1_024;

export const tableMessages = [
  /** The window of the statistics that is shown; `count: 0`: none. Answered by `statistics`. */
  z.object({
    type: z.literal('showStatistics'),
    ...part,
    count: z.number().int().min(0).max(statisticsRowsMaximum),
    sort: z.enum(statisticsColumns),
  }),
  /** The same for the newest value of each sender and topic. Answered by `latest`. */
  z.object({
    type: z.literal('showLatest'),
    ...part,
    count: z.number().int().min(0).max(500),
    sort: z.enum(latestColumns),
  }),
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
  /** The identity is flagged as a look-alike. */
  readonly looksAlike: boolean;
  /** Another identity looks like it, and is the one that is flagged. */
  readonly isImitated: boolean;
  readonly topic: string;
  /** Stands for all topics of the sender that are too long, or more than are kept apart; `topic` is empty then. */
  readonly gathersTopics: boolean;
  readonly channel: Channel;
  readonly case: string;
  readonly direction: Direction;
  readonly count: number;
  /** Packets a second: in the last five full seconds, and since the group's first packet. */
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
  /** Packets with a flag that a timeline shows, by what the room has told until now, like the rows. */
  readonly flagged: number;
  /** The same by flag, those that there are. */
  readonly flags: readonly { readonly flag: FlagName; readonly count: number }[];
}

/** Over all rows of the statistics, those out of the window too, and what was folded. */
export interface StatisticsTotals {
  readonly count: number;
  readonly rateNow: number;
  readonly bytes: number;
  readonly duplicates: number;
  readonly skipped: number;
  readonly flagged: number;
}

export interface LatestRow {
  readonly key: number;
  readonly sender: Sender;
  /** Both as in StatisticsRow. */
  readonly looksAlike: boolean;
  readonly isImitated: boolean;
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
  /** False: the row was evicted or cleared, and its value with it. */
  readonly isHeld: boolean;
  /** The payload; undefined where the row is gone, or is larger than `latestBytesMaximum`. */
  readonly payload: Uint8Array | undefined;
  /** JSON paths whose value differs from the packet before it; undefined where one of both is no JSON or is gone. */
  readonly changed: readonly (readonly (string | number)[])[] | undefined;
}

export type TableAnswer =
  /** `folded`: packets of senders beyond those that are kept apart; in `latest` of topics beyond those, too. */
  | {
      readonly type: 'statistics';
      readonly first: number;
      readonly total: number;
      readonly folded: number;
      readonly totals: StatisticsTotals;
      readonly rows: readonly StatisticsRow[];
    }
  | {
      readonly type: 'latest';
      readonly first: number;
      readonly total: number;
      readonly folded: number;
      readonly rows: readonly LatestRow[];
    }
  /**
   * Packets in each stretch of `bucketMs` from `startMs` (epoch ms) on; stretches get longer as the log does. `flagged`:
   * with a flag that a timeline shows, as it was when they were logged.
   */
  | {
      readonly type: 'rates';
      readonly startMs: number;
      readonly bucketMs: number;
      readonly reliable: Uint32Array;
      readonly lossy: Uint32Array;
      readonly other: Uint32Array;
      readonly flagged: Uint32Array;
    }
  /** `times`: epoch ms; `values` of the same length. `left`: packets of the span that have no such number. */
  | { readonly type: 'plot'; readonly times: Float64Array; readonly values: Float64Array; readonly left: number };
