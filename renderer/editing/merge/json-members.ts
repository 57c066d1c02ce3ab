import type { JsonDocument, TreeNode } from '../../payload/codecs/index.ts';

/** One member of an object as it stands in its text. Offsets are UTF-16 units. */
export interface Member {
  /** With its quotes, as it is written. */
  readonly literal: string;
  readonly node: TreeNode;
  readonly keyStart: number;
  readonly keyEnd: number;
  readonly valueStart: number;
  readonly valueEnd: number;
}

/** A piece of text that takes the place of another one. */
export interface Splice {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

const isSpace = (unit: number): boolean => unit === 0x20 || unit === 0x0a || unit === 0x0d || unit === 0x09;

/** The members of an object, in the order of the text; a key that comes twice comes twice. */
export function membersOf(document: JsonDocument, id: number): readonly Member[] {
  const { text } = document;
  let at = document.range(id).start + 1;
  return document.children(id).map((node) => {
    while (isSpace(text.charCodeAt(at)) || text.charCodeAt(at) === 0x2c) at += 1;
    const keyStart = at;
    at += 1;
    while (text.charCodeAt(at) !== 0x22) at += text.charCodeAt(at) === 0x5c ? 2 : 1;
    const keyEnd = at + 1;
    const { start, end } = document.range(node.id);
    at = end;
    return { literal: text.slice(keyStart, keyEnd), node, keyStart, keyEnd, valueStart: start, valueEnd: end };
  });
}

/** A member that is to be put into an object, both parts as they are written elsewhere. */
export interface NewMember {
  readonly literal: string;
  readonly value: string;
}

/**
 * What has to be done to the text of an object to take members out and put others in behind the rest. What stays is
 * not touched, byte for byte; new ones are set apart as the object's own are.
 */
export function changeMembers(
  document: JsonDocument,
  id: number,
  removed: ReadonlySet<number>,
  added: readonly NewMember[],
): readonly Splice[] {
  const { text } = document;
  const members = membersOf(document, id);
  const kept = members.filter((member) => !removed.has(member.node.id));
  const inside = document.range(id).start + 1;
  const sample = kept.at(-1) ?? members.at(-1);
  const between = sample === undefined ? '' : text.slice(separatorEnd(text, sample.keyStart), sample.keyStart);
  const colon = sample === undefined ? ':' : text.slice(sample.keyEnd, sample.valueStart);
  const fresh = added.map(({ literal, value }) => `${between}${literal}${colon}${value}`);
  const last = kept.at(-1);
  const lastEnd = members.at(-1)?.valueEnd ?? inside;
  if (last === undefined) return [{ from: inside, to: lastEnd, text: fresh.join(',') }];
  const splices: Splice[] = [];
  let before = members[0]?.keyStart ?? inside;
  let wasKept = true;
  members.forEach((member, index) => {
    const isKept = !removed.has(member.node.id);
    if (isKept && !wasKept) {
      // The comma in front of it goes where nothing is left before it, else it is the one that stays.
      const isFirst = member === kept[0];
      const to = separatorEnd(text, member.keyStart) - (isFirst ? 0 : 1);
      splices.push({ from: isFirst ? inside : before, to, text: '' });
    }
    if (isKept) before = member.valueEnd;
    else if (index === 0) before = inside;
    wasKept = isKept;
  });
  const end = { from: last.valueEnd, to: lastEnd, text: fresh.map((one) => `,${one}`).join('') };
  if (end.to > end.from || end.text !== '') splices.push(end);
  return splices;
}

/** Where the comma or brace before a key ends. */
function separatorEnd(text: string, keyStart: number): number {
  let at = keyStart;
  while (isSpace(text.charCodeAt(at - 1))) at -= 1;
  return at;
}

/** A text with its pieces replaced; they must not overlap. */
export function splice(text: string, splices: readonly Splice[]): string {
  let [result, at] = ['', 0];
  for (const one of [...splices].sort((a, b) => a.from - b.from || a.to - b.to)) {
    result += text.slice(at, one.from) + one.text;
    at = one.to;
  }
  return result + text.slice(at);
}
