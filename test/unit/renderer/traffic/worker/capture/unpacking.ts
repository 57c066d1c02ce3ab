/** Runs an unpacker to its end: what it unpacked, and how often it paused; undefined: it said that it is broken. */
export function runUnpacker(
  unpack: (source: Uint8Array, target: Uint8Array) => Generator<number, boolean>,
  packed: Uint8Array,
  size: number,
): { readonly bytes: Uint8Array; readonly pauses: number } | undefined {
  const bytes = new Uint8Array(size);
  const run = unpack(packed, bytes);
  for (let pauses = 0; ; pauses += 1) {
    const { done, value } = run.next();
    if (done === true) return value ? { bytes, pauses } : undefined;
  }
}
