/** Field 2 with a length. */
const reasonTag = 0x12;

/**
 * Whether the bytes of a DataStream.Trailer, which the scanner has walked through, have a reason that is not empty:
 * the sender gave up.
 */
export function trailerHasReason(bytes: Uint8Array, start: number, end: number): boolean {
  let at = start;
  let has = false;
  const varint = (): number => {
    let value = 0;
    for (let factor = 1; at < end; factor *= 128) {
      const byte = bytes[at] ?? 0;
      at += 1;
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) break;
    }
    return value;
  };
  while (at < end) {
    const tag = varint();
    const wireType = tag % 8;
    if (wireType === 2) {
      const length = varint();
      if (tag === reasonTag) has = length > 0;
      at += length;
    } else if (wireType === 0) {
      varint();
    } else if (wireType === 1 || wireType === 5) {
      at += wireType === 1 ? 8 : 4;
    } else {
      // A group, which has no place here.
      return has;
    }
  }
  return has;
}
