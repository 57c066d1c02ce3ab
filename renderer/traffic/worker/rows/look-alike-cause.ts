import { isPrintable, printableName } from '../../../payload/codecs/index.ts';
import { mixedLetter } from '../../../ui/look-alike.ts';
import type { LookAlike } from '../../../ui/look-alike.ts';

/** Somebody, and the sids that are known of them: the sids tell people apart whose names do not. */
export interface NamedSids {
  readonly identity: string;
  readonly sids: readonly string[];
}

/** More sids of one identity (it came back that often) are counted only. */
const sidsShown = 3;
const identityShown = 100;

/**
 * Why an identity is flagged as a look-alike, in sentences: with the sids of both, the first character that differs,
 * the first that cannot be seen, and the first of another alphabet. `other`: whom it looks like, if anybody.
 */
export function lookAlikeText(sender: NamedSids, look: LookAlike, other: NamedSids | undefined): string {
  const like =
    other === undefined
      ? []
      : [`It looks like ${named(other)}, who is another: ${difference(sender.identity, other.identity)}.`];
  const invisible = look.invisible ? [invisibleText(sender.identity)] : [];
  const mixed = look.isMixed ? [mixedText(sender.identity)] : [];
  return [`The identity is ${named(sender)}.`, ...like, ...invisible, ...mixed, 'Compare the sid.'].join(' ');
}

function named({ identity, sids }: NamedSids): string {
  const known = sids.filter((sid) => sid !== '');
  const more = known.length > sidsShown ? ` and ${known.length - sidsShown} more` : '';
  const listed = known.length === 0 ? 'sid not known' : known.slice(0, sidsShown).map(shown).join(', ') + more;
  return `${shown(identity)} (${listed})`;
}

function difference(own: string, other: string): string {
  const owns = Array.from(own);
  const others = Array.from(other);
  const place = owns.findIndex((character, index) => character !== others[index]);
  const at = place < 0 ? owns.length : place;
  return `its character ${at + 1} is ${characterText(owns[at])}, the other’s ${characterText(others[at])}`;
}

function invisibleText(identity: string): string {
  const characters = Array.from(identity);
  // A space is seen between others, and not at an end.
  const inner = [identity.length - identity.trimStart().length, identity.trimEnd().length - 1] as const;
  let offset = 0;
  const place = characters.findIndex((character) => {
    const at = offset;
    offset += character.length;
    const isInner = at >= inner[0] && at <= inner[1];
    return isInner && /\p{Zs}/u.test(character) ? false : !isPrintable(character);
  });
  // What is not to be printed only beside its neighbours.
  if (place < 0) return 'It has characters that cannot be seen.';
  return `Its character ${place + 1} cannot be seen: ${characterText(characters[place])}.`;
}

function mixedText(identity: string): string {
  const place = mixedLetter(identity) ?? 0;
  return `It mixes alphabets within a word: its character ${place + 1} is ${characterText(Array.from(identity)[place])}.`;
}

/** "а U+0430"; "U+200B" where it cannot be seen. */
function characterText(character: string | undefined): string {
  if (character === undefined) return 'none, it ends before';
  const code = `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
  const isSeen = isPrintable(character) && /^[^\s\p{M}]$/u.test(character);
  return isSeen ? `${character} ${code}` : code;
}

function shown(text: string): string {
  return printableName(text, identityShown);
}
