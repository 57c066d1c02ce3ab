/** Values of the digits, by their byte; 255: none. Both alphabets of RFC 4648. */
const values = new Uint8Array(256).fill(255);
'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'.split('').forEach((digit, value) => {
  values[digit.charCodeAt(0)] = value;
});
values['-'.charCodeAt(0)] = 62;
values['_'.charCodeAt(0)] = 63;

/** Bytes of base64; undefined where it is none. Chromium 114 has `atob` only, which makes a string of them. */
export function decodeBase64(text: string): Uint8Array | undefined {
  let { length } = text;
  while (length > 0 && text.charCodeAt(length - 1) === 0x3d) length -= 1;
  if (length % 4 === 1 || text.length - length > 2) return undefined;
  const bytes = new Uint8Array(Math.floor((length * 3) / 4));
  let bits = 0;
  let held = 0;
  let at = 0;
  for (let index = 0; index < length; index += 1) {
    const value = values[text.charCodeAt(index)] ?? 255;
    if (value === 255) return undefined;
    bits = ((bits << 6) | value) & 0xffff;
    held += 6;
    if (held < 8) continue;
    held -= 8;
    bytes[at] = bits >>> held;
    at += 1;
  }
  return bytes;
}
