import { latestBytesMaximum } from '../../protocol/index.ts';

/** A value within a JSON text: keys and indices from its root. */
export type ChangedPath = readonly (string | number)[];

export const pathsMaximum = 100;
/** What differs deeper is told as a change of the value at this depth. */
const depthMaximum = 32;

const decoder = new TextDecoder('utf-8', { fatal: true });

/** The value of a payload that is JSON of at most 64 KiB; undefined for any other. */
export function readJson(payload: Uint8Array): { readonly value: unknown } | undefined {
  if (payload.length === 0 || payload.length > latestBytesMaximum) return undefined;
  try {
    // V8's parser has no recursion: depth costs nothing.
    const value: unknown = JSON.parse(decoder.decode(payload));
    return { value };
  } catch {
    return undefined;
  }
}

/**
 * Paths of values in `after` that `before` does not have, or has otherwise, and of those of `before` that are gone;
 * at most 100. The root's path is empty.
 */
export function changedPaths(before: unknown, after: unknown): readonly ChangedPath[] {
  const found: ChangedPath[] = [];
  compare(before, after, [], found);
  return found;
}

function compare(before: unknown, after: unknown, path: ChangedPath, found: ChangedPath[]): void {
  if (Object.is(before, after) || found.length >= pathsMaximum) return;
  const isDeep = path.length >= depthMaximum;
  if (!isDeep && Array.isArray(before) && Array.isArray(after)) {
    for (let index = 0; index < Math.max(before.length, after.length); index += 1) {
      compare(before[index], after[index], [...path, index], found);
      if (found.length >= pathsMaximum) return;
    }
  } else if (!isDeep && isObject(before) && isObject(after)) {
    for (const key of new Set([...Object.keys(after), ...Object.keys(before)])) {
      compare(own(before, key), own(after, key), [...path, key], found);
      if (found.length >= pathsMaximum) return;
    }
  } else if (!isDeep || !isSame(before, after)) {
    found.push(path);
  }
}

/** Below the depth that is looked into: by the text, which is bounded as the payload is. */
function isSame(before: unknown, after: unknown): boolean {
  try {
    return JSON.stringify(before) === JSON.stringify(after);
  } catch {
    // Too deep for stringify, which is recursive.
    return false;
  }
}

/** The number at a path; NaN where there is none. */
export function numberAt(value: unknown, path: readonly (string | number)[]): number {
  let at = value;
  for (const step of path) {
    if (Array.isArray(at)) at = typeof step === 'number' ? at[step] : undefined;
    else at = isObject(at) ? own(at, String(step)) : undefined;
  }
  return typeof at === 'number' ? at : Number.NaN;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A member of the object itself: `__proto__` and the like are keys of strangers. */
function own(value: object, key: string): unknown {
  return Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined;
}
