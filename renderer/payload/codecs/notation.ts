import { hexOf } from './hex.ts';

/** Leaves in CBOR's diagnostic notation (RFC 8949, 8), which is JSON where JSON has such a value. */

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

export function utf8(bytes: Uint8Array): string {
  return decoder.decode(bytes);
}

export function bytesNotation(bytes: Uint8Array): string {
  return `h'${hexOf(bytes)}'`;
}

/** A floating-point number always shows that it is one: `1.0`. */
export function floatNotation(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  const text = Object.is(value, -0) ? '-0' : String(value);
  return /[.e]/.test(text) ? text : `${text}.0`;
}

/** Seconds and nanoseconds since 1970 as ISO 8601, in quotes; undefined beyond the years that can be written. */
export function isoTime(seconds: bigint, nanoseconds: number): string | undefined {
  // 100 million days either way (ECMA-262, time values).
  const bound = 8_640_000_000_000n;
  if (seconds < -bound || seconds > bound || nanoseconds > 999_999_999) return undefined;
  const iso = new Date(Number(seconds) * 1_000).toISOString().replace('.000Z', '');
  const fraction = nanoseconds === 0 ? '' : `.${String(nanoseconds).padStart(9, '0').replace(/0+$/, '')}`;
  return `"${iso}${fraction}Z"`;
}

export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
