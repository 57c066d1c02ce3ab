/** How unpacking ended: all of it; not more than was asked for; where the packed bytes are damaged or end too early. */
export type UnpackEnding = 'whole' | 'cut' | 'damaged';

export interface Unpacked {
  readonly bytes: Uint8Array;
  readonly ending: UnpackEnding;
}

/** Unpacks raw deflate (RFC 1951), no more than `maximum` bytes of it: a kilobyte may well hold a megabyte. */
export async function unpackDeflate(packed: Uint8Array, maximum: number): Promise<Unpacked> {
  const source = new Blob([packed.slice()]).stream();
  const reader = source.pipeThrough(new DecompressionStream('deflate-raw')).getReader();
  const parts: Uint8Array[] = [];
  let length = 0;
  let ending: UnpackEnding = 'whole';
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      parts.push(next.value);
      length += next.value.length;
      if (length <= maximum) continue;
      ending = 'cut';
      break;
    }
  } catch {
    // The stream tells damage and a missing end as one error, and nothing about the place.
    ending = 'damaged';
  }
  await reader.cancel().catch(() => undefined);
  return { bytes: joined(parts, Math.min(length, maximum)), ending };
}

function joined(parts: readonly Uint8Array[], length: number): Uint8Array {
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part.subarray(0, length - at), at);
    at = Math.min(length, at + part.length);
  }
  return whole;
}
