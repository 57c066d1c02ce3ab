/** Why bytes are no DataPacket; the index is kept, the words are for people. */
export const malformedReasons = [
  '',
  'it ends in the middle of a field',
  'a number has more than 10 bytes',
  'a field has the number 0',
  'a field has a wire type that does not exist',
  'a group is not closed',
  'a field reaches beyond the message that it is in',
  'more than 10,000 groups are within one',
] as const;

/** Why a field was passed over though another reader may take something from it: see `WireReader.others`. */
export const otherReasons = { none: 0, wireType: 1, entry: 2, groups: 3 } as const;
