import diff from 'microdiff';
import { parseJson } from '../payload/codecs/index.ts';

type JsonObject = Record<string, unknown>;

/**
 * A draft with what changed live taken in: three-way, by top-level key, live winning where both changed the same one.
 * Undefined where the three are not all JSON objects: free text has no parts to merge.
 *
 * Works on the members' own text, so that numbers keep their digits.
 */
export function takeLiveInto(draft: string, base: string, live: string): string | undefined {
  const [merged, before, now] = [readMembers(draft), readMembers(base), readMembers(live)];
  if (merged === undefined || before === undefined || now === undefined) return undefined;
  for (const key of new Set([...before.keys(), ...now.keys()])) {
    const value = now.get(key);
    if (before.get(key) === value) continue;
    if (value === undefined) merged.delete(key);
    else merged.set(key, value);
  }
  const text = `{${[...merged].map(([key, value]) => `${JSON.stringify(key)}:${value}`).join(',')}}`;
  const json = parseJson(text);
  if (!json.ok || !draft.includes('\n')) return text;
  return json.document.pretty(/\n( +)\S/.exec(draft)?.[1]?.length ?? 2);
}

/** The members of a JSON object, each value as compact text; undefined where the text is something else. */
function readMembers(text: string): Map<string, string> | undefined {
  const json = parseJson(text);
  if (!json.ok || json.document.root.kind !== 'object') return undefined;
  const { document } = json;
  const members = document.children(document.root.id).map((child): [string, string] => {
    const raw = document.raw(child.id);
    const value = parseJson(raw);
    return [child.key ?? '', value.ok ? value.document.compact() : raw];
  });
  return new Map(members);
}

/** One change of a JSON value in words that stand after a time: "waiting went from 4 to 5". */
export interface LiveChange {
  readonly path: string;
  readonly text: string;
}

/** What changed from one JSON object to another; undefined where either is none. */
export function describeChanges(base: string, live: string): LiveChange[] | undefined {
  const [baseObject, liveObject] = [parseObject(base), parseObject(live)];
  if (baseObject === undefined || liveObject === undefined) return undefined;
  return bounded(() =>
    diff(baseObject, liveObject).map((change) => {
      const path = change.path.join('.');
      if (change.type === 'CREATE') return { path, text: `was added: ${shortJson(change.value)}` };
      if (change.type === 'REMOVE') return { path, text: 'was removed' };
      return { path, text: `went from ${shortJson(change.oldValue)} to ${shortJson(change.value)}` };
    }),
  );
}

/** Walking thousands of levels overflows the stack: then there is no answer. */
function bounded<T>(walk: () => T): T | undefined {
  try {
    return walk();
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

const shownValueLength = 40;

function shortJson(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > shownValueLength ? `${text.slice(0, shownValueLength)}…` : text;
}

function parseObject(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
