import { WireReader } from '../packet/wire-reader.ts';

/** `reason` of `DataStream.Trailer` (livekit_models.proto). */
const reasonField = 2;

/**
 * Whether the bytes of a DataStream.Trailer, which the scanner has walked through, have a reason that is not empty:
 * the sender gave up.
 */
export function trailerHasReason(bytes: Uint8Array, start: number, end: number): boolean {
  const fields = new WireReader();
  fields.begin(bytes, start, end);
  let has = false;
  while (fields.next()) {
    if (fields.number === reasonField && fields.hasLength) has = fields.valueEnd > fields.valueStart;
  }
  return has;
}
