export type HexInput =
  | { readonly ok: true; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly ok: false; readonly wholeBytes: number; readonly line: number; readonly column: number; readonly message: string };

/** Typed hex as bytes: digits in pairs; white space, commas, colons and 0x between them mean nothing. */
export function parseHexInput(typed: string): HexInput {
  const bytes: number[] = [];
  let high: number | undefined;
  for (let index = 0; index < typed.length; index += 1) {
    const character = typed.charAt(index);
    const digit = /[0-9a-f]/i.test(character) ? Number.parseInt(character, 16) : undefined;
    if (digit === undefined) {
      if (/[\s,:]/.test(character) && high === undefined) continue;
      return { ok: false, wholeBytes: bytes.length, ...placeOf(typed, index), message: 'no hex digit' };
    }
    if (high === undefined) high = digit;
    else {
      bytes.push(high * 16 + digit);
      high = undefined;
    }
  }
  if (high !== undefined) return { ok: false, wholeBytes: bytes.length, ...placeOf(typed, typed.length), message: 'half a byte' };
  return { ok: true, bytes: Uint8Array.from(bytes) };
}

function placeOf(text: string, index: number): { readonly line: number; readonly column: number } {
  const lines = text.slice(0, index).split('\n');
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
}
