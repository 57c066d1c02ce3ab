import { feedRequest } from '../../../electron/contract/feed.ts';
import { captureFormats } from '../../../electron/contract/captures.ts';
import { z } from '../../../electron/contract/zod.ts';
import { filterTree } from '../protocol/index.ts';
import type { ChannelCounts } from '../protocol/index.ts';

/**
 * What the session page's main thread and the worker that holds the log say to each other. Order holds: what is
 * posted first is logged first.
 */

export const roomEventName = z.enum([
  'joined',
  'left',
  'state',
  'metadata',
  'name',
  'attributes',
  'permissions',
  'track',
  'room-metadata',
  'connection',
  'gap',
  'action',
  'capture',
]);

/** `RoomEventEntry` of the views' protocol. */
export const roomEventEntry = z.object({
  time: z.number(),
  event: roomEventName,
  severity: z.enum(['info', 'warn', 'bad']),
  identity: z.string(),
  title: z.string(),
  text: z.string(),
  before: z.string().or(z.undefined()),
  after: z.string().or(z.undefined()),
});

export const hostMessage = z.discriminatedUnion('type', [
  /** A session begins; its log is empty. Opening one that is open already changes nothing. */
  z.object({ type: z.literal('open'), sessionId: z.string(), ownIdentity: z.string() }),
  /**
   * What the room knows now. `participants` maps sid to identity; the log remembers those it was told before, for
   * packets that arrive after their sender left.
   */
  z.object({
    type: z.literal('context'),
    sessionId: z.string(),
    ownIdentity: z.string(),
    /** Empty before the join is answered. */
    ownSid: z.string(),
    participants: z.map(z.string(), z.string()),
  }),
  /**
   * livekit-client starts to remember the sequences of packets anew, and will drop none for what came before: it made
   * a new Room, or tore its connections down for a full reconnect (RTCEngine.cleanupPeerConnections of 2.23.0; a
   * resume keeps them). Flush the tap first, so that it stands between the packets before and after.
   */
  z.object({ type: z.literal('sdkReset'), sessionId: z.string() }),
  /**
   * The session's tap has begun a chunk (shared-chunk.ts): the worker follows while it is filled. The one before it is
   * full, and so is it when anything else is said of the session that must not stand before what it holds. By its
   * number the tap may go on in it later without a word.
   */
  z.object({
    type: z.literal('filling'),
    sessionId: z.string(),
    chunk: z.instanceof(SharedArrayBuffer),
    number: z.number().int().min(0).max(63).or(z.undefined()),
  }),
  /** There is something in it, and the worker has said there that it sleeps. */
  z.object({ type: z.literal('wake'), sessionId: z.string() }),
  /** Messages from the tap, in the layout of wire-chunk.ts; transfer the buffer. */
  z.object({ type: z.literal('chunk'), sessionId: z.string(), chunk: z.instanceof(ArrayBuffer) }),
  /** A room event; flush the tap first, so that it takes its place among the packets. */
  z.object({ type: z.literal('event'), sessionId: z.string(), entry: roomEventEntry }),
  /** How many bytes the logs of all sessions may take together, from now on; the oldest rows go where it is less. */
  z.object({ type: z.literal('budget'), bytes: z.number().int().min(1) }),
  /** A capture is open: its log is read from `url`, which serves ranges of it. Opening one that is open changes nothing. */
  z.object({
    type: z.literal('openCapture'),
    sessionId: z.string(),
    url: z.string(),
    bytes: z.number().int().min(0),
    format: z.enum(captureFormats),
  }),
  /** A view's end of a `traffic` port; transfer it. A session can have several. */
  z.object({ type: z.literal('port'), sessionId: z.string(), port: z.instanceof(MessagePort) }),
  /**
   * The worker's end of a `feed` port (electron/contract/feed.ts); transfer it. The trees are those of the request's
   * texts: only the page knows the filter's spelling.
   */
  z.object({
    type: z.literal('feed'),
    sessionId: z.string(),
    port: z.instanceof(MessagePort),
    request: feedRequest,
    filter: filterTree.optional(),
    trigger: filterTree.optional(),
  }),
  /** The session is over and its tab closed: its log goes, and its ports are closed. */
  z.object({ type: z.literal('close'), sessionId: z.string() }),
]);
export type HostMessage = z.infer<typeof hostMessage>;

/** worker → main thread of the session page. */
export type WorkerMessage =
  /**
   * Messages logged since the session began, and those taken, as the tap counts them (fewer are logged where one could
   * not be read); at most every 250 ms for each session, while they change. `caughtUp`: nothing was left in what the
   * tap has handed over.
   */
  | {
      readonly type: 'counts';
      readonly sessionId: string;
      readonly taken: number;
      readonly caughtUp: boolean;
      readonly received: ChannelCounts;
      readonly sent: ChannelCounts;
    }
  /** Something that must not happen did. `message` is for the application's log; it never holds a payload. */
  | { readonly type: 'error'; readonly sessionId: string | undefined; readonly message: string };
