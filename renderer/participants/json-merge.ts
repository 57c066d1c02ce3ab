import diff from 'microdiff';

type JsonObject = Record<string, unknown>;

/**
 * A draft with what changed live taken in: three-way, by top-level key, live winning where both changed the same one.
 * Undefined where the three are not all JSON objects: free text has no parts to merge.
 */
export function takeLiveInto(draft: string, base: string, live: string): string | undefined {
  const [draftObject, baseObject, liveObject] = [parseObject(draft), parseObject(base), parseObject(live)];
  if (draftObject === undefined || baseObject === undefined || liveObject === undefined) return undefined;
  // Maps, as a key may be called `__proto__` or `constructor`.
  const merged = new Map(Object.entries(draftObject));
  const before = new Map(Object.entries(baseObject));
  const now = new Map(Object.entries(liveObject));
  return bounded(() => {
    for (const key of new Set([...before.keys(), ...now.keys()])) {
      if (JSON.stringify(before.get(key)) === JSON.stringify(now.get(key))) continue;
      if (now.has(key)) merged.set(key, now.get(key));
      else merged.delete(key);
    }
    return JSON.stringify(Object.fromEntries(merged), undefined, indentOf(draft));
  });
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

/** JSON.parse takes any depth, but walking thousands of levels overflows the stack: then there is no answer. */
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

/** The indentation that the text itself uses: none for one line, else the white space before its first key. */
function indentOf(text: string): string {
  return /\n([ \t]+)\S/.exec(text)?.[1] ?? (text.includes('\n') ? '  ' : '');
}
