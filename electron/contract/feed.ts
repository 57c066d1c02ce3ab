import { z } from './zod.ts';

/**
 * A feed: rows of a log (of a live session or of an opened capture) on their way to the main process, which writes
 * them to a file or to its output. It goes over a port of its own between the main process and the worker that holds
 * the log; the request for it travels in the port's header.
 *
 * The log itself is the queue: the worker sends batches while less than `feedWindowBytes` are not yet acknowledged, and
 * reads further rows from its log once they are. Rows that the log had to give up before they could be sent are told
 * as a `missing` note, so that the file says what is not in it.
 */

/** Bytes under way at most, and rows waiting beyond them stay in the log: 4 MiB are 50 ms of the fastest flood. */
export const feedWindowBytes = 4 * 1_048_576;
/** A batch is closed at this size, or when it is this old: well within the second in which rows must be on disk. */
export const feedBatchBytes = 512 * 1_024;
export const feedBatchMs = 200;

/** mcap: packets and notes as records, which the main process puts into the file. ndjson, csv: whole lines of text. */
export const feedFormats = ['mcap', 'ndjson', 'csv'] as const;
export type FeedFormat = (typeof feedFormats)[number];

export const feedRequest = z.object({
  /** A session or an opened capture. */
  sourceId: z.string().min(1).max(200),
  format: z.enum(feedFormats),
  /** Only rows that match, in the filter's language; left out: all. Notes about them come all the same. */
  filter: z.string().max(100_000).optional(),
  /** Nothing is sent before a row matches this; then from that row on (`matched` is told first). */
  trigger: z.string().max(100_000).optional(),
  /** Which row is the first: the next one that comes, the oldest that is held, or the first at or after a time (epoch ms). */
  from: z.union([z.literal(['now', 'oldest']), z.object({ sinceMs: z.number() })]),
  /** `stopped`: follows the log until it is told to stop. `here`: ends with the newest row of now, of a capture with its last. */
  until: z.literal(['stopped', 'here']),
  /** Only these rows, first and last of each, ascending; for `until: here`. */
  rows: z.array(z.tuple([z.number().int().min(0), z.number().int().min(0)])).max(100_000).optional(),
  /** False: packets without what they carry, for sharing; envelope, size and flags stay. */
  payloads: z.boolean(),
  /** Number of the first row in what is written, where a feed goes on for one before it. */
  firstNumber: z.number().int().min(0),
});
export type FeedRequest = z.infer<typeof feedRequest>;

/** A way that packets took: one channel of an MCAP file. */
export interface FeedChannel {
  /** By which records name it, from 0; within one feed it never changes. */
  readonly index: number;
  /** The data channel's own label. */
  readonly label: string;
  readonly direction: 'in' | 'out';
  /**
   * data-packet: a `livekit.DataPacket`. Else bytes that are none: `frame` of a data track, `text` of a string frame,
   * `raw` on a channel that is not LiveKit's, `malformed` where a DataPacket was due.
   */
  readonly encoding: 'data-packet' | 'frame' | 'text' | 'raw' | 'malformed';
}

/** Of the rows sent so far by this feed. */
export interface FeedTotals {
  readonly rows: number;
  /** Packets received and sent. */
  readonly in: number;
  readonly out: number;
  readonly events: number;
  /** By `Channel` of the rows' protocol, packets of both directions. */
  readonly byKind: Readonly<Record<'reliable' | 'lossy' | 'data-track' | 'foreign', number>>;
  /** Packets with a flag that a timeline shows. */
  readonly flagged: number;
  /** Rows that the log had given up before they could be sent, and those that a capture's own notes say are missing. */
  readonly missing: number;
}

const completeness = z.object({
  received: z.number(),
  sent: z.number(),
  browserReceived: z.number().optional(),
  browserSent: z.number().optional(),
  /** By the tap, as the browser was asked last; left out by files of before. */
  sampledReceived: z.number().optional(),
  sampledSent: z.number().optional(),
  unverified: z.number(),
  mismatch: z.boolean(),
  /** Times that the signal was resumed; see ReportedCompleteness. */
  resumes: z.number().optional(),
});

/** What a capture says of its recording, and what of the file could not be read; whatever rows were asked for. */
export const captureWords = z.object({
  /** It has a `session` note: it is a recording or an export of this console. */
  isOurs: z.boolean(),
  /** What is not among the rows though it is, or was, in the file: sentences with what to do. Empty: it is whole. */
  doubts: z.array(z.string()),
  /** Times in which nothing could be recorded. */
  gaps: z.number().int().min(0),
  /** As it was told last. */
  completeness: completeness.optional(),
});
export type CaptureWords = z.infer<typeof captureWords>;

/** worker → main process. */
export type FeedMessage =
  /** It goes on from here, or why it does not. */
  | { readonly type: 'begun' }
  | { readonly type: 'refused'; readonly reason: 'bad-filter' | 'no-source'; readonly message: string }
  /** The trigger's row; a file is due now. Epoch ms. */
  | { readonly type: 'matched'; readonly time: number }
  /**
   * Records in the layout of feed-batch.ts. `number` counts batches from 1 and is acknowledged by `written`. `channels`:
   * those that are new in it. Epoch ms of the first and last row; equal to 0 where it has only notes.
   */
  | {
      readonly type: 'batch';
      readonly number: number;
      readonly bytes: Uint8Array;
      readonly rows: number;
      readonly firstTime: number;
      readonly lastTime: number;
      readonly channels: readonly FeedChannel[];
      readonly totals: FeedTotals;
    }
  /** At most once a second: rows that wait in the log, and how old the oldest of them is. */
  | { readonly type: 'waiting'; readonly rows: number; readonly oldestMs: number; readonly left: number }
  /**
   * All that was asked for is sent, or the source is closed; nothing comes after it. `problem`: why a capture could be
   * read only in part. `capture`: of a capture.
   */
  | {
      readonly type: 'done';
      readonly why: 'stopped' | 'here' | 'source-closed';
      readonly totals: FeedTotals;
      readonly problem?: string | undefined;
      readonly capture?: CaptureWords | undefined;
    };

export const feedOrder = z.discriminatedUnion('type', [
  /** Batches up to this one are on disk. */
  z.object({ type: z.literal('written'), number: z.number().int().min(0) }),
  /** Send what was logged until now, then `done`. */
  z.object({ type: z.literal('stop') }),
  /** Nothing more is wanted; nothing comes after it. Before Chromium 122 the other side is not told of a closed port. */
  z.object({ type: z.literal('cancel') }),
]);
/** main process → worker. */
export type FeedOrder = z.infer<typeof feedOrder>;

/**
 * What stands beside the packets in a capture, as JSON: room events, and what the console knew. `number` is that of a
 * row in the file.
 */
export const feedNote = z.discriminatedUnion('type', [
  /** A row of the log that is no packet. */
  z.looseObject({
    type: z.literal('event'),
    number: z.number(),
    event: z.string(),
    severity: z.literal(['info', 'warn', 'bad']),
    /** Whom it concerns; empty: the room or this console. */
    participant: z.string(),
    title: z.string(),
    text: z.string(),
    before: z.string().optional(),
    after: z.string().optional(),
  }),
  /** Flags of the packet with that number, as they were when it was written. */
  z.looseObject({ type: z.literal('flags'), number: z.number(), flags: z.array(z.string()) }),
  /**
   * Not all bytes of the packet with that number are in the record: how many it had on the channel, and its payload. It
   * is a Blob, whose bytes nobody could read; or it is of a capture that was written without payloads.
   */
  z.looseObject({ type: z.literal('stripped'), number: z.number(), size: z.number(), payloadSize: z.number() }),
  /** The same of packets that follow, which are written without payloads: number, size and payload's size of each. */
  z.looseObject({ type: z.literal('sizes'), packets: z.array(z.tuple([z.number(), z.number(), z.number()])) }),
  /** Who was in the room: sid to identity. A file that is begun anew repeats the newest. */
  z.looseObject({
    type: z.literal('context'),
    ownIdentity: z.string(),
    ownSid: z.string(),
    participants: z.record(z.string(), z.string()),
  }),
  /** livekit-client begins to remember sequences anew. */
  z.looseObject({ type: z.literal('sdk-reset') }),
  /** Rows that are not in the file, and why: a sentence. */
  z.looseObject({ type: z.literal('missing'), rows: z.number(), fromMs: z.number(), toMs: z.number(), why: z.string() }),
  /** Nothing could be recorded between the two (epoch ms; without `toMs` it lasts), and why. */
  z.looseObject({ type: z.literal('gap'), fromMs: z.number(), toMs: z.number().optional(), why: z.string() }),
  /** Who recorded what, with what; the first note of each file. */
  z.looseObject({
    type: z.literal('session'),
    application: z.string(),
    runtime: z.string(),
    room: z.string(),
    roomSid: z.string(),
    server: z.string(),
    serverVersion: z.string(),
    profile: z.string(),
    identity: z.string(),
    role: z.string(),
    /** Which rows: the text of a filter; empty: all. */
    filter: z.string(),
    payloads: z.boolean(),
    /** Wall clock minus the clock that stamps packets, ms, as the file began. */
    clockOffsetMs: z.number(),
    startedAtMs: z.number(),
  }),
  /** The counts of this machine's browser beside those of the tap; see Completeness of the session page. */
  z.looseObject({ type: z.literal('completeness'), ...completeness.shape }),
  /** The last note of a file that was ended in order; counts are those of this file. */
  z.looseObject({
    type: z.literal('end'),
    rows: z.number(),
    in: z.number(),
    out: z.number(),
    events: z.number(),
    flagged: z.number(),
    missing: z.number(),
    endedAtMs: z.number(),
  }),
]);
export type FeedNote = z.infer<typeof feedNote>;
