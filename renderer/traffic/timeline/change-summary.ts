/** One thing that changed: `name` is a key of JSON or of attributes, empty for a value as a whole. */
export interface Change {
  readonly name: string;
  /** As JSON, or as the plain text it is; undefined: was not there, is no longer there. */
  readonly was: string | undefined;
  readonly now: string | undefined;
}

/** Above this many characters a value is not taken apart: a row is drawn anew sixty times a second. */
const longestCompared = 4_000;
const longestShown = 80;

/**
 * What changed from one metadata, set of attributes or name to the next. Two JSON objects are compared key by key,
 * at the top level; anything else is one change of the whole. Values are cut for one line; the inspector shows them
 * whole.
 */
export function changes(before: string | undefined, after: string | undefined): readonly Change[] {
  const was = parseObject(before);
  const now = parseObject(after);
  if (was === undefined || now === undefined) {
    return before === after ? [] : [{ name: '', was: short(before), now: short(after) }];
  }
  const keys = [...new Set([...Object.keys(was), ...Object.keys(now)])];
  return keys.flatMap((name) => {
    const old = Object.hasOwn(was, name) ? JSON.stringify(was[name]) : undefined;
    const fresh = Object.hasOwn(now, name) ? JSON.stringify(now[name]) : undefined;
    return old === fresh ? [] : [{ name: short(name) ?? '', was: short(old), now: short(fresh) }];
  });
}

function parseObject(text: string | undefined): Record<string, unknown> | undefined {
  if (text === '') return {};
  if (text === undefined || text.length > longestCompared || !text.startsWith('{')) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    // Free text is as good a metadata as JSON.
    return undefined;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function short(text: string | undefined): string | undefined {
  return text === undefined || text.length <= longestShown ? text : `${text.slice(0, longestShown)}…`;
}
