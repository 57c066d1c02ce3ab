/** Whether bytes[start … end) are those of `wanted`. */
export function bytesEqual(wanted: Uint8Array, bytes: Uint8Array, start: number, end: number): boolean {
  if (wanted.length !== end - start) return false;
  for (let index = 0; index < wanted.length; index += 1) if (wanted[index] !== bytes[start + index]) return false;
  return true;
}
