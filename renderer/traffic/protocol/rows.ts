import type { FlagName } from './flags.ts';

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
  readonly flags: readonly FlagName[];
  /** Numbers skipped before it, where it has that flag. */
  readonly skipped: number | undefined;
  /** The stream or RPC that it is part of. */
  readonly flow: FlowRef | undefined;
  readonly marked: boolean;
  /** Of the first colour rule that it matches. */
  readonly colour: number | undefined;
}

/** A logical message of several packets. */
export interface FlowRef {
  readonly kind: 'stream' | 'rpc';
  /** Stream id or request id, as in the packets. */
  readonly id: string;
  /** Of a stream that is the request or the response of an RPC (version 2): the request's id. */
  readonly rpc?: string | undefined;
}

export interface EventRow {
  readonly type: 'event';
  readonly row: number;
  readonly marked: boolean;
  readonly colour: number | undefined;
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
  /** Somebody published or unpublished a track, or it was muted or unmuted. */
  | 'track'
  | 'room-metadata'
  | 'connection'
  | 'gap'
  | 'action'
  /** What is to be said of a capture that was opened: where it begins, what it does not have, what of it is damaged. */
  | 'capture';

/** A room event on its way into the log; the worker gives it its row number. */
export type RoomEventEntry = Omit<EventRow, 'type' | 'row' | 'marked' | 'colour'>;

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
  /** For each flag that has one, the row that explains it: the cause of a drop, the first copy, the row before a skip. */
  readonly because: readonly FlagCause[];
  /** The stream or RPC that the packet is part of, as far as it is here. */
  readonly flow: StreamDetail | RpcDetail | undefined;
  /** The RPC, also where `flow` is a stream that is its request or its response (version 2). */
  readonly rpc?: RpcDetail | undefined;
  /** Packets of the same sender that carry a sequence, around this one, oldest first; empty where it has none. */
  readonly sequenceRows: readonly SequenceRow[];
}

export interface FlagCause {
  readonly flag: FlagName;
  /** Undefined where that row is gone. */
  readonly row: number | undefined;
  /** A sentence with the figures of this case: "Sequence 214 is not above 900,000, from this sender 0.4 s before." */
  readonly text: string;
}

export interface SequenceRow {
  readonly row: number;
  /** Epoch ms. */
  readonly time: number;
  readonly sequence: number;
  readonly flags: readonly FlagName[];
}

/** A text or byte stream, joined from its header, chunks and trailer. */
export interface StreamDetail {
  readonly kind: 'stream';
  readonly id: string;
  readonly topic: string;
  readonly mimeType: string;
  /** A byte stream's, else empty. */
  readonly name: string;
  readonly isText: boolean;
  /** no-header: its beginning was not received. */
  readonly state: 'open' | 'complete' | 'aborted' | 'no-header';
  /** The trailer's reason. */
  readonly reason: string;
  readonly chunks: number;
  readonly bytes: number;
  /** As the header says, before compression; undefined: it does not. */
  readonly totalBytes: number | undefined;
  /** How `content` is packed, as the header says; `unknown` to this version of the protocol. */
  readonly compression: 'none' | 'deflate-raw' | 'unknown';
  /** Numbers of chunks below the highest that are not here, and those that came more than once; the first 100. */
  readonly missing: readonly number[];
  readonly repeated: readonly number[];
  /** Epoch ms of the first and the last packet. */
  readonly startedAt: number;
  readonly endedAt: number;
  readonly headerRow: number | undefined;
  readonly trailerRow: number | undefined;
  /** The chunks in their order, up to 1 MiB; `contentLeft`: bytes that are not in it (evicted, or beyond that). */
  readonly content: Uint8Array;
  readonly contentLeft: number;
}

/** A request with its ack and its response, each undefined while it is not here. */
export interface RpcDetail {
  readonly kind: 'rpc';
  readonly id: string;
  readonly method: string;
  readonly request: RpcPart | undefined;
  readonly ack: RpcPart | undefined;
  readonly response: RpcPart | undefined;
  /** Of the response; undefined: it succeeded, or is not here. */
  readonly error: { readonly code: number; readonly message: string } | undefined;
  /** As the request says. */
  readonly timeoutMs: number | undefined;
  /** Of RPC: 1 sends packets, 2 sends request and response as text streams. Undefined: the request is not here. */
  readonly version?: number | undefined;
}

export interface RpcPart {
  readonly row: number;
  /** Epoch ms. */
  readonly time: number;
  /** Epoch ms of its end, where it is a stream of several packets that has ended. */
  readonly endTime?: number | undefined;
}

