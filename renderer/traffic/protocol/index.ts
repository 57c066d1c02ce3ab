import { z } from '../../../electron/contract/zod.ts';
import { compareMessages } from './compare.ts';
import type { CompareAnswer } from './compare.ts';
import { filterTree } from './filter-tree.ts';
import type { CaptureReading } from './reading.ts';
import type { EventRow, PacketDetail, RowView } from './rows.ts';
import { tableMessages } from './tables.ts';
import type { TableAnswer } from './tables.ts';

export * from './compare.ts';
export * from './filter-tree.ts';
export * from './flags.ts';
export * from './reading.ts';
export * from './rows.ts';
export * from './tables.ts';

const rowNumber = z.number().int().min(0);
/** First and last row of each, in ascending order. */
const rowRanges = z.array(z.tuple([rowNumber, rowNumber])).max(1_000);
export type RowRanges = z.infer<typeof rowRanges>;

/** Colours that a rule can give, as many as ui/tokens.css has. */
export const colours = 6;
export const colourRulesMaximum = 32;

/**
 * Rows on demand: what a timeline says to the worker that holds the log, over a `traffic` port.
 *
 * The log never leaves the worker. A view names the window of rows it shows and is sent those rows, again whenever
 * they changed. Rows are counted from 0 since the session began; the number of a row never changes, also not when
 * older rows are evicted.
 *
 * Positions count the rows that the filter shows ("the 5th matching row"); row numbers count all rows.
 */
export const viewMessage = z.discriminatedUnion('type', [
  /**
   * Which positions are on screen. `tail: true` follows the newest: `first` is then ignored.
   * A window that does not follow stays on its rows: when their positions change, because older rows went or the
   * filter found more, it is answered again with the new `first`.
   */
  z.object({
    type: z.literal('show'),
    first: z.number().int().min(0),
    count: z.number().int().min(0).max(500),
    tail: z.boolean(),
    /** Start at this row, or at the next newer one that the filter shows, instead of at `first`. */
    row: z.number().int().min(0).optional(),
    /** Comes back in each `rows` that answers this message: an older answer may still be on its way. */
    ask: z.number().int().optional(),
  }),
  /** Which rows are shown; undefined: all. */
  z.object({ type: z.literal('filter'), tree: filterTree.optional() }),
  /** Rows that match get the colour of the first rule that they match, in `RowView.colour`. */
  z.object({
    type: z.literal('colours'),
    rules: z.array(z.object({ tree: filterTree, colour: z.number().int().min(0).max(colours - 1) })).max(colourRulesMaximum),
  }),
  /** The nearest shown row that matches, from `from` (itself left out) on; answered by `found`, maybe after a while. */
  z.object({ type: z.literal('find'), tree: filterTree, from: rowNumber, step: z.literal([1, -1]), ask: z.number().int() }),
  /** Everything about up to two rows (two: to be compared); answered by `detail`. */
  z.object({ type: z.literal('inspect'), rows: z.array(rowNumber).max(2) }),
  /** Marks rows, or takes their marks away; of the ranges, those that the filter shows. */
  z.object({ type: z.literal('mark'), ranges: rowRanges, marked: z.boolean() }),
  /** The shown rows of the ranges as one text; answered by `copied`. */
  z.object({
    type: z.literal('copy'),
    ranges: rowRanges,
    as: z.enum(['json', 'payload', 'table']),
    ask: z.number().int(),
  }),
  /** The copy that is being written is not wanted any more: nothing answers it. */
  z.object({ type: z.literal('stopCopying') }),
  /** What was seen of a kind of name, for completion; answered by `names`. */
  z.object({ type: z.literal('names'), ask: z.number().int() }),
  /** Forget all rows up to now; numbering goes on. */
  z.object({ type: z.literal('clear') }),
  /** Read no further in a capture; what was read stays. */
  z.object({ type: z.literal('cancelReading') }),
  /** A capture whose reading is held is read further. */
  z.object({ type: z.literal('readOn') }),
  ...tableMessages,
  ...compareMessages,
]);
export type ViewMessage = z.infer<typeof viewMessage>;

/** Counts of the whole log; sent at most every 100 ms while they change. */
export interface LogStatus {
  readonly type: 'status';
  /** Rows ever logged, rows still held, rows that the filter shows. */
  readonly total: number;
  readonly held: number;
  readonly shown: number;
  /** Rows not yet looked at by the filter; 0 when it is done. */
  readonly unfiltered: number;
  /** Packets only, by direction and channel. */
  readonly received: ChannelCounts;
  readonly sent: ChannelCounts;
  /** Bytes that the rows of all sessions take, packets and columns, of the one budget for them. */
  readonly heldBytes: number;
  readonly budgetBytes: number;
  /** Rows that went because the budget was full. */
  readonly evicted: number;
  /** Packets in the last full second. */
  readonly perSecond: number;
  /**
   * Packets with a flag that a timeline shows (`timelineFlags`), and rows marked, among those that are held. Flags count
   * as they were when the packet was logged: what the room tells later (`speaks-as`, `look-alike`) adds none.
   */
  readonly flagged: number;
  readonly marked: number;
  /** Epoch ms of the oldest row that is held; undefined: there is none. */
  readonly oldestMs: number | undefined;
  /** Of a capture; undefined: a live session. */
  readonly reading?: CaptureReading | undefined;
}

export interface ChannelCounts {
  readonly reliable: number;
  readonly lossy: number;
  readonly other: number;
}

export type LogMessage =
  | LogStatus
  /** Answer to `show`: `first` is the position of rows[0], `ask` that of the message. */
  | {
      readonly type: 'rows';
      readonly first: number;
      readonly shown: number;
      readonly rows: readonly RowView[];
      readonly ask?: number | undefined;
    }
  /**
   * Answer to `inspect`, in the same order; undefined: that row is evicted or cleared. It comes again while the stream
   * or the RPC of one of them goes on.
   */
  | {
      readonly type: 'detail';
      readonly rows: readonly number[];
      readonly details: readonly (PacketDetail | EventRow | undefined)[];
    }
  /** Answer to `find`; `row` undefined: there is none. `position` counts the rows that the filter shows. */
  | {
      readonly type: 'found';
      readonly ask: number;
      readonly row: number | undefined;
      readonly position: number | undefined;
    }
  /**
   * Answer to `copy`. `left`: rows that did not fit (`copyLengthMaximum`), or are gone. `guarded`: cells of a table with
   * an apostrophe before them, which a spreadsheet would have calculated.
   */
  | {
      readonly type: 'copied';
      readonly ask: number;
      readonly text: string;
      readonly rows: number;
      readonly left: number;
      readonly guarded: number;
    }
  /** Answer to `names`, the most frequent first, at most `namesMaximum` of each. */
  | { readonly type: 'names'; readonly ask: number; readonly identities: readonly string[]; readonly topics: readonly string[] }
  | TableAnswer
  | CompareAnswer;

/** UTF-16 units of a copy: what the main process takes for the clipboard. More is an export's business. */
export const copyLengthMaximum = 4_000_000;
export const namesMaximum = 200;
