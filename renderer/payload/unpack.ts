/** How unpacking ended: all of it; not more than was asked for; where the packed bytes are damaged or end too early. */
export type UnpackEnding = 'whole' | 'cut' | 'damaged';

export interface Unpacked {
  readonly bytes: Uint8Array;
  readonly ending: UnpackEnding;
}

/**
 * Packed bytes that are handed on at a time. A stream unpacks all of what it is given at once, up to 1,032 times as
 * much (zlib.net, "Maximum Compression Factor"): 1 MiB here, in some ms, whatever is in it.
 */
const step = 1_024;
/** Between two of them others have their turn after so many ms. */
const turnMs = 8;

/** Unpacks raw deflate (RFC 1951), no more than `maximum` bytes of it: a kilobyte may well hold a megabyte. */
export async function unpackDeflate(packed: Uint8Array, maximum: number): Promise<Unpacked> {
  const reader = stepsOf(packed).pipeThrough(new DecompressionStream('deflate-raw')).getReader();
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

/** The bytes in small steps, each when it is asked for. */
function stepsOf(packed: Uint8Array): ReadableStream<Uint8Array<ArrayBuffer>> {
  let at = 0;
  let turn = performance.now();
  return new ReadableStream(
    {
      async pull(controller) {
        if (performance.now() - turn >= turnMs) {
          await new Promise((resolve) => setTimeout(resolve));
          turn = performance.now();
        }
        controller.enqueue(packed.slice(at, at + step));
        at += step;
        if (at >= packed.length) controller.close();
      },
    },
    { highWaterMark: 0 },
  );
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
