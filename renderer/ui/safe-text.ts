import { printable, printableName } from '../payload/codecs/index.ts';

/**
 * Names and metadata come from strangers. Svelte escapes HTML; what is left are characters that cannot be seen or that
 * turn the text around them (right-to-left overrides): `printable` shows them as marks, on one line.
 */
export { printable, printableName };

/** As `printable`, cut to `length` characters with an ellipsis. Cuts first, so that a 60 kB name costs nothing. */
export function printableStart(text: string, length: number): string {
  return printable(text, length);
}
