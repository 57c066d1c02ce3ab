/**
 * Text that came from a server, safe to print: control and direction characters must not act on a terminal. Line ends
 * and tabs stay.
 */
export function terminalText(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) =>
    character === '\n' || character === '\t' ? character : '\u{FFFD}',
  );
}
