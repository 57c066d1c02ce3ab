/**
 * Sizes that LiveKit sets or advises. Bytes unless a name says otherwise.
 *
 * A server can configure most of them, so nothing here blocks a request by itself: a "default" is shown as such and
 * the server's own answer wins. Measured with livekit-server 1.13.5 and livekit-client 2.23.0.
 */
export const limits = {
  /** A lossy message above one network packet (MTU about 1,400) is lost whole when any part of it is lost. */
  lossyAdvised: 1_300,
  /** LiveKit's advice for reliable data packets: 15 KiB. */
  reliableAdvised: 15 * 1_024,
  /** livekit-client throws `PublishDataError` above this serialised size; older clients kill the channel. */
  publishMaximum: 64_000,
  /** `sendData` of the server API answers OK above about this payload size and delivers nothing. */
  apiSendDelivered: 262_000,
  /** Default of the server's `limit.max_metadata_size` since 1.13; older servers: 64 KiB. */
  metadataDefault: 512 * 1_024,
  /** Default of `limit.max_attributes_size`; keys and values together. */
  attributesDefault: 64 * 1_024,
  /** Default of `limit.max_participant_name_length`. */
  nameDefault: 256,
  /** Default of `limit.max_participant_identity_length`. */
  identityDefault: 256,
  /** Default of `limit.max_room_name_length`. */
  roomNameDefault: 256,
} as const;

/** How long the console waits for the room's own event after the server said OK. Events arrive within 3–70 ms. */
export const effectSeenWithinMs = 5_000;

/** Prefix of a hidden observer's identity: colleagues and webhooks recognise it, the random rest cannot be guessed. */
export const observerPrefix = 'room-console-observer-';
