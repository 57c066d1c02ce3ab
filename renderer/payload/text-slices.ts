/** A piece of a long text. */
export interface TextSlice {
  readonly text: string;
  /** The piece ends within a line. */
  readonly goesOn: boolean;
}

/**
 * A text in pieces of about `size` UTF-16 units, so that a long one can be laid out bit by bit; nothing is left out.
 * A piece ends at a line break where there is one in its last quarter, and never within a surrogate pair.
 */
export function textSlices(text: string, size: number): readonly TextSlice[] {
  const slices: TextSlice[] = [];
  let at = 0;
  while (at < text.length) {
    const end = sliceEnd(text, at, size);
    const goesOn = end < text.length && text.charAt(end - 1) !== '\n';
    slices.push({ text: text.slice(at, end), goesOn });
    at = end;
  }
  return slices;
}

function sliceEnd(text: string, at: number, size: number): number {
  const end = at + size;
  if (end >= text.length) return text.length;
  const lineBreak = text.lastIndexOf('\n', end - 1);
  if (lineBreak >= at + size * 0.75) return lineBreak + 1;
  const last = text.charCodeAt(end - 1);
  return last >= 0xd800 && last <= 0xdbff ? end - 1 : end;
}
