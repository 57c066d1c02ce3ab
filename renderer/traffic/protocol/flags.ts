/**
 * What may be remarkable about a packet; each is a word of the filter (`flag == duplicate`). The place in this list is
 * the bit in a row's mask, so the list has room for 31.
 */
export const flagNames = [
  /** livekit-client fires no event for it: its sequence is not above the last one of that sid, within 30 s. */
  'sdk-drops',
  /** Its sequence is far above the last one, so that livekit-client drops what follows. */
  'seq-jump',
  /** Same sid and sequence, same nonce, or same chunk of the same stream as an earlier packet. Never equal bytes. */
  'duplicate',
  /** Numbers before it were not received here: addressed to others, refused by the server, or lost. */
  'skipped',
  /** Its sequence is below one that came before it, and it fills a number that was skipped. */
  'late',
  /**
   * No DataPacket, or on the data-track channel no frame of a data track. Or a DataPacket, shown as the server reads it,
   * with a field that the server skips and that livekit-client may read something else from.
   */
  'malformed',
  'unknown-case',
  'foreign-label',
  /** Encrypted, and this console has no key. */
  'encrypted',
  /**
   * Nothing in this console's SDK took it as it came. A stream: livekit-client says nothing of it. An RPC: it answers
   * by itself, with an ack and the error 1400, "Method not supported at destination", where its role may send. Not told
   * of a packet that it drops.
   */
  'no-handler',
  /** More bytes than LiveKit advises for its channel. */
  'oversize',
  /** Neither identity nor sid: the server API. */
  'no-sender',
  /** A hidden participant: a sid without identity, or one not in the room's list 5 s after its first packet. */
  'hidden-sender',
  /** The sid's participant has another identity. */
  'speaks-as',
  /**
   * The identity has invisible characters, is of several alphabets within a word, or looks like another one in this log
   * that is plainer, or came before it.
   */
  'look-alike',
] as const;
export type FlagName = (typeof flagNames)[number];

/** Bit of a flag in a mask. */
export function flagBit(name: FlagName): number {
  return 1 << flagNames.indexOf(name);
}

/** The names of a mask's flags, in the order of the list. */
export function flagsOfMask(mask: number): readonly FlagName[] {
  return mask === 0 ? none : flagNames.filter((_, bit) => (mask & (1 << bit)) !== 0);
}

const none: readonly FlagName[] = [];

/**
 * Said by the sender's column already: a timeline does not show them, and they make no row a flagged one. But a hidden
 * sender that has an identity is shown there by that, so a timeline shows its flag (see flag-look.ts).
 */
export const flagsOfSender: readonly FlagName[] = ['no-sender', 'hidden-sender'];

/**
 * The mask of the flags that depend on what the room tells, and so may come to a row or leave it after it was logged.
 * They are told by identity and sid alone.
 */
export const contextFlags = flagBit('speaks-as') | flagBit('hidden-sender') | flagBit('look-alike');

/** The mask of the flags that a timeline shows. */
export const timelineFlags = flagNames
  .filter((name) => !flagsOfSender.includes(name))
  .reduce((mask, name) => mask | flagBit(name), 0);
