import { isoTime } from './notation.ts';
import type { TreeDocument, TreeNode } from './tree.ts';

/** Tags that a payload may well have (the IANA registry "CBOR Tags"), by number. */
const names: Readonly<Record<string, string>> = {
  '0': 'date and time',
  '1': 'time since 1970',
  '2': 'large integer',
  '3': 'large negative integer',
  '4': 'decimal fraction',
  '5': 'bigfloat',
  '24': 'CBOR in bytes',
  '32': 'URI',
  '37': 'UUID',
  '64': 'list of bytes',
  '258': 'set',
  '55799': 'this is CBOR',
};

/** Writing an integer in decimal takes time with the square of its length; nobody reads more digits than these. */
const integerBytesMaximum = 64;

/** What a tag says of its value: `time since 1970, 2026-11-24T14:02:09Z`; empty for a tag that is not known. */
export function tagMeaning(document: TreeDocument, tag: TreeNode): string {
  const number = document.raw(tag.id);
  const name = Object.hasOwn(names, number) ? (names[number] ?? '') : '';
  const [value] = document.children(tag.id, 0, 1);
  const read = value === undefined ? undefined : readValue(number, value.kind, document.raw(value.id));
  return read === undefined ? name : `${name}, ${read}`;
}

function readValue(tag: string, kind: TreeNode['kind'], raw: string): string | undefined {
  if (tag === '1' && kind === 'number') {
    const seconds = Number(raw);
    if (!Number.isFinite(seconds) || Math.abs(seconds) > 8.64e12) return undefined;
    const whole = Math.floor(seconds);
    // A double has µs in this century, no more.
    return isoTime(BigInt(whole), Math.round((seconds - whole) * 1e6) * 1_000)?.slice(1, -1);
  }
  if (kind !== 'bytes') return undefined;
  const hex = raw.slice(2, -1);
  if ((tag === '2' || tag === '3') && hex.length <= integerBytesMaximum * 2) {
    const value = BigInt(`0x${hex || '0'}`);
    return String(tag === '2' ? value : -1n - value);
  }
  if (tag === '37' && hex.length === 32) return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  return undefined;
}
