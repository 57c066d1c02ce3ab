import { isPrintable } from '../payload/codecs/printable.ts';
import { printableStart } from '../ui/safe-text.ts';

/**
 * What has to be said beside a field of text that does not look like what it is: a field shows invisible characters as
 * nothing, and a right-to-left override turns its text around. Undefined where the text can be shown as it is.
 */
export function invisibleWords(text: string): { readonly lead: string; readonly marked: string } | undefined {
  if (isPrintable(text)) return undefined;
  const lead = /^\p{Zs}+$/u.test(text) ? 'Only spaces' : 'Holds invisible characters';
  return { lead, marked: printableStart(text, 300) };
}
