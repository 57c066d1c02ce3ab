import { z } from '../../electron/contract/zod.ts';

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
  /** Words that must all be found in sender, topic, kind, event or payload text, case-folded. Empty: all rows. */
  z.object({ type: z.literal('filter'), text: z.string().max(10_000) }),
  /** Everything about one row; answered by `detail`. */
  z.object({ type: z.literal('inspect'), row: z.number().int().min(0) }),
  /** Forget all rows up to now; numbering goes on. */
  z.object({ type: z.literal('clear') }),
]);
export type ViewMessage = z.infer<typeof viewMessage>;

export type Direction = 'in' | 'out';

/** Reliability as the channel's label tells it; `foreign` is any label that LiveKit does not use. */
export type Channel = 'reliable' | 'lossy' | 'data-track' | 'foreign';

/**
 * Who sent it, as the packet itself proves.
 * participant: identity and sid. server-api: neither. hidden: a sid without identity. self: sent by this console's own
 * participant. no-sid: an identity without sid (a channel of another label, or an RPC of the server API).
 */
export type SenderOrigin = 'participant' | 'server-api' | 'hidden' | 'self' | 'no-sid' | 'unreadable';

export interface Sender {
  readonly origin: SenderOrigin;
  /** Empty where the packet names none. */
  readonly identity: string;
  readonly sid: string;
}

export interface PacketRow {
  readonly type: 'packet';
  readonly row: number;
  /** Epoch ms with µs resolution, taken in the session page as the message arrived or was handed to the channel. */
  readonly time: number;
  readonly direction: Direction;
  readonly channel: Channel;
  /** The data channel's own label. */
  readonly label: string;
  /**
   * Name of the DataPacket's oneof case (`user`, `chatMessage`, `streamHeader`, …); `none` and `unknown` for one
   * without a value that is known, `malformed`, `dataTrackFrame`, or `raw` on a channel that LiveKit does not use.
   */
  readonly case: string;
  readonly sender: Sender;
  readonly topic: string;
  /** Empty: everyone in the room. Identities, or sids where the packet names only those. */
  readonly destinations: readonly string[];
  /** Undefined where the packet carries none (lossy, server API). */
  readonly sequence: number | undefined;
  /** Bytes on the channel. */
  readonly size: number;
  /** Bytes of the payload within. */
  readonly payloadSize: number;
  /** One line, printable, at most 200 characters. */
  readonly preview: string;
  /** Set where something about the packet needs a word, such as why it does not parse. */
  readonly flags: readonly string[];
}

export interface EventRow {
  readonly type: 'event';
  readonly row: number;
  readonly time: number;
  readonly event: RoomEventName;
  readonly severity: 'info' | 'warn' | 'bad';
  /** Whom it concerns; empty: the room or this console. */
  readonly identity: string;
  readonly title: string;
  readonly text: string;
  /** Values before and after a change, as text. */
  readonly before: string | undefined;
  readonly after: string | undefined;
}

export type RowView = PacketRow | EventRow;

export type RoomEventName =
  | 'joined'
  | 'left'
  | 'state'
  | 'metadata'
  | 'name'
  | 'attributes'
  | 'permissions'
  | 'room-metadata'
  | 'connection'
  | 'gap'
  | 'action';

/** A room event on its way into the log; the worker gives it its row number. */
export type RoomEventEntry = Omit<EventRow, 'type' | 'row'>;

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
}

export interface ChannelCounts {
  readonly reliable: number;
  readonly lossy: number;
  readonly other: number;
}

/** One named field of a packet's envelope, for the inspector. */
export interface EnvelopeField {
  readonly name: string;
  readonly value: string;
  /** A sentence about it where one is due. */
  readonly hint: string;
}

export interface PacketDetail {
  readonly row: PacketRow;
  readonly fields: readonly EnvelopeField[];
  /** The packet as it was on the channel. */
  readonly packet: Uint8Array;
  /** The payload within; the packet itself where there is no such thing. */
  readonly payload: Uint8Array;
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
  /** Answer to `inspect`; undefined: that row is evicted or cleared. */
  | { readonly type: 'detail'; readonly row: number; readonly detail: PacketDetail | EventRow | undefined };
