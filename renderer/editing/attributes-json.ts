import { parseJson } from '../payload/codecs/index.ts';
import { utf8Length } from '../ui/editor/utf8-length.ts';
import { liveAttribute, type AttributeChanges } from './attribute-drafts.ts';

/** All attributes as JSON, keys in order, with the drafts in place; deleted ones are not there. */
export function attributesAsJson(live: Readonly<Record<string, string>>, changes: AttributeChanges): string {
  const keys = new Set([...Object.keys(live), ...changes.keys()]);
  const entries = [...keys]
    .sort()
    .map((key) => [key, changes.get(key)?.value ?? liveAttribute(live, key) ?? ''] as const)
    .filter(([, value]) => value !== '');
  if (entries.length === 0) return '{}';
  // By hand, as an object would sort keys that are numbers.
  return `{\n${entries.map(([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)}`).join(',\n')}\n}`;
}

export type AttributesRead =
  | { readonly ok: true; readonly values: ReadonlyMap<string, string> }
  | { readonly ok: false; readonly problem: string };

/** Attributes written as JSON: one object, each value a string, no key twice. `problem` is a sentence. */
export function readAttributesJson(text: string): AttributesRead {
  const no = (problem: string): AttributesRead => ({ ok: false, problem });
  const json = parseJson(text);
  if (!json.ok) return no(`JSON error at line ${json.line}, column ${json.column}: ${json.message}`);
  const { document } = json;
  if (document.root.kind !== 'object') return no('Attributes are one object, such as {"lang": "de"}.');
  const values = new Map<string, string>();
  for (const child of document.children(document.root.id)) {
    const key = child.key ?? '';
    if (key === '') return no('An attribute needs a key.');
    if (child.kind !== 'string') {
      return no(`${document.path(child.id)} is no string: LiveKit keeps strings only. Write it in quotes.`);
    }
    if (values.has(key)) return no(`${document.path(child.id)} comes twice: which one is meant?`);
    values.set(key, document.value(child.id));
  }
  return { ok: true, values };
}

/**
 * The changes that lead from the live attributes to these and no others: whoever is not among them is deleted. A
 * change that was there keeps the live value that it was made from.
 */
export function changesTo(
  values: ReadonlyMap<string, string>,
  live: Readonly<Record<string, string>>,
  changes: AttributeChanges,
): AttributeChanges {
  const next = new Map<string, { readonly base: string | undefined; readonly value: string }>();
  for (const key of new Set([...Object.keys(live), ...values.keys()])) {
    const [now, value] = [liveAttribute(live, key), values.get(key) ?? ''];
    if ((now ?? '') === value) continue;
    const known = changes.get(key);
    next.set(key, { base: known === undefined ? now : known.base, value });
  }
  return next;
}

/** Bytes of keys and values together. */
export function sizeOfAttributes(values: ReadonlyMap<string, string>): number {
  let size = 0;
  for (const [key, value] of values) if (value !== '') size += utf8Length(key) + utf8Length(value);
  return size;
}
