/**
 * Names and metadata come from strangers. Svelte escapes HTML; what is left are characters that cannot be seen or that
 * turn the text around them (right-to-left overrides): those are shown as `<U+202E>` marks.
 *
 * Line breaks and tabs become visible too: for one line of a table or a button.
 */
export function printable(text: string): string {
  return text.replace(hidden, mark);
}

/** As `printable`, cut to `length` characters with an ellipsis. Cuts first, so that a 60 kB name costs nothing. */
export function printableStart(text: string, length: number): string {
  const cut = text.length > length ? `${text.slice(0, length)}…` : text;
  return printable(cut);
}

// Controls (C0, DEL, C1), soft hyphen, bidi controls and isolates, zero-width and other invisible formats, line and
// paragraph separators, BOM, interlinear annotations, lone surrogates, tag characters.
const hidden =
  // eslint-disable-next-line no-control-regex -- controls are what this is for
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]|\p{Surrogate}/gu;

const short: Readonly<Record<string, string>> = { '\n': '↵', '\t': '⇥', '\r': '␍', '\0': '␀' };

function mark(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return short[character] ?? `<U+${code.toString(16).toUpperCase().padStart(4, '0')}>`;
}
