/**
 * Text from strangers, made safe to look at: what is invisible, or changes how its neighbours are shown, stands there
 * as a visible mark.
 *
 * That is: control characters; format characters, among them bidirectional controls, zero-width ones and tags; line
 * and paragraph separators; fillers; halves of surrogate pairs. A joiner or variation selector inside an emoji stays,
 * or families would fall apart. The mark is the code point's number: Unicode's control pictures (U+2400 …) are in no
 * font of a bare Debian.
 */
const invisible = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Default_Ignorable_Code_Point}\u2800]/u;
const invisibleOrEmoji = new RegExp(
  `(\\p{Extended_Pictographic}[\\u{1F3FB}-\\u{1F3FF}]?[\\uFE0E\\uFE0F]?(?:\\u200D\\p{Extended_Pictographic}` +
    `[\\u{1F3FB}-\\u{1F3FF}]?[\\uFE0E\\uFE0F]?)*|[0-9#*]\\uFE0F\\u20E3)|${invisible.source}`,
  'gu',
);

/** Only spaces: beside others a space can be seen, alone it cannot. */
const blank = /^\p{Zs}+$/u;

/** A stretch of text; a mark stands for one character that cannot be seen itself. */
export interface TextPart {
  readonly text: string;
  /** Such as `U+202E right-to-left override`; undefined for text as it is. */
  readonly mark: string | undefined;
}

/** Names that a person may need to know, by code point. */
const names: Readonly<Record<number, string>> = {
  0x00: 'null',
  0x07: 'bell',
  0x08: 'backspace',
  0x09: 'tab',
  0x0a: 'line feed',
  0x0d: 'carriage return',
  0x1b: 'escape',
  0x7f: 'delete',
  0xad: 'soft hyphen',
  0x61c: 'Arabic letter mark',
  0x200b: 'zero-width space',
  0x200c: 'zero-width non-joiner',
  0x200d: 'zero-width joiner',
  0x200e: 'left-to-right mark',
  0x200f: 'right-to-left mark',
  0x2028: 'line separator',
  0x2029: 'paragraph separator',
  0x202a: 'left-to-right embedding',
  0x202b: 'right-to-left embedding',
  0x202c: 'pop directional formatting',
  0x202d: 'left-to-right override',
  0x202e: 'right-to-left override',
  0x2060: 'word joiner',
  0x2066: 'left-to-right isolate',
  0x2067: 'right-to-left isolate',
  0x2068: 'first strong isolate',
  0x2069: 'pop directional isolate',
  0xfeff: 'byte order mark, or zero-width no-break space',
};

/** Whether a text can be shown as it is. */
export function isPrintable(text: string): boolean {
  if (blank.test(text)) return false;
  return !invisible.test(text) || visibleParts(text).every((part) => part.mark === undefined);
}

/** The text in parts, in order, for a view that sets marks apart. */
export function visibleParts(text: string): readonly TextPart[] {
  if (!invisible.test(text)) return text === '' ? [] : [{ text, mark: undefined }];
  const parts: TextPart[] = [];
  let from = 0;
  for (const match of text.matchAll(invisibleOrEmoji)) {
    if (match[1] !== undefined) continue;
    if (match.index > from) parts.push({ text: text.slice(from, match.index), mark: undefined });
    parts.push(markOf(match[0]));
    from = match.index + match[0].length;
  }
  if (from < text.length) parts.push({ text: text.slice(from), mark: undefined });
  return parts;
}

/**
 * The text on one line with its marks, cut after `maximum` UTF-16 units with an ellipsis. Where it is nothing but
 * spaces, they are marked as well, `␣` each (in DejaVu Sans, unlike the control pictures).
 */
export function printable(text: string, maximum = Infinity): string {
  // Marks only make it longer, so no more than this is needed.
  const enough = text.length > maximum ? text.slice(0, maximum + 1) : text;
  if (blank.test(enough)) return cut(enough.replace(/./gu, spaceMark), maximum);
  const shown = invisible.test(enough)
    ? visibleParts(enough)
        .map((part) => part.text)
        .join('')
    : enough;
  return cut(shown, maximum);
}

/** As `printable`, for a name: spaces at its ends, which would not be seen, are marked as well. */
export function printableName(name: string, maximum = Infinity): string {
  // Of one that is cut the end is not seen; more than its beginning is not looked at.
  const isCut = name.length > maximum;
  const enough = isCut ? name.slice(0, maximum + 1) : name;
  const start = enough.length - enough.trimStart().length;
  const end = isCut ? enough.length : Math.max(start, enough.trimEnd().length);
  const marked = (part: string): string => part.replace(/\p{Zs}/gu, spaceMark);
  return printable(marked(enough.slice(0, start)) + enough.slice(start, end) + marked(enough.slice(end)), maximum);
}

/** Cuts after `maximum` UTF-16 units, an ellipsis included; never within a surrogate pair. */
export function cut(text: string, maximum: number): string {
  if (text.length <= maximum) return text;
  const end = maximum - 1;
  const unit = text.charCodeAt(end - 1);
  return `${text.slice(0, unit >= 0xd800 && unit <= 0xdbff ? end - 1 : end)}…`;
}

function markOf(character: string): TextPart {
  const point = character.codePointAt(0) ?? 0;
  const code = `U+${point.toString(16).toUpperCase().padStart(4, '0')}`;
  const name = Object.hasOwn(names, point) ? ` ${names[point]}` : '';
  return { text: `⟨${code}⟩`, mark: code + name };
}

function spaceMark(space: string): string {
  return space === ' ' ? '␣' : markOf(space).text;
}
