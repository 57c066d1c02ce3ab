import type { ParticipantInfo } from '../../electron/contract/domain.ts';
import { utf8Length } from '../ui/editor/utf8-length.ts';

type Attributes = ParticipantInfo['attributes'];

/** An unsaved change of one attribute. An empty `value` deletes it: that is how LiveKit does it, too. */
export interface AttributeChange {
  /** The live value that this change was made from; undefined: there was none. */
  readonly base: string | undefined;
  readonly value: string;
}

export type AttributeChanges = ReadonlyMap<string, AttributeChange>;

export interface AttributeRow {
  readonly key: string;
  /** Undefined: not there yet. */
  readonly live: string | undefined;
  /** Undefined: not changed. */
  readonly change: AttributeChange | undefined;
  /** The live value changed under the draft. */
  readonly conflict: boolean;
}

/** Own keys only: an attribute may be called `constructor`. */
export function liveAttribute(live: Attributes, key: string): string | undefined {
  return Object.hasOwn(live, key) ? live[key] : undefined;
}

/**
 * The live attributes and the drafts upon them, sorted by key: the server's order changes from one update to the next,
 * as it keeps them in a map.
 */
export function attributeRows(live: Attributes, changes: AttributeChanges): AttributeRow[] {
  const keys = new Set([...Object.keys(live), ...changes.keys()]);
  return [...keys].sort(compareKeys).map((key) => {
    const change = changes.get(key);
    const value = liveAttribute(live, key);
    const conflict = change !== undefined && value !== change.base && (value ?? '') !== change.value;
    return { key, live: value, change, conflict };
  });
}

/** By UTF-16 unit, the same on every machine. */
function compareKeys(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

/** Drafts after one key was given a value; a value that is the live one again is no change. */
export function changeAttribute(
  changes: AttributeChanges,
  live: Attributes,
  key: string,
  value: string,
): AttributeChanges {
  const next = new Map(changes);
  if ((liveAttribute(live, key) ?? '') === value) next.delete(key);
  else next.set(key, { base: changes.get(key)?.base ?? liveAttribute(live, key), value });
  return next;
}

export function forgetAttribute(changes: AttributeChanges, key: string): AttributeChanges {
  const next = new Map(changes);
  next.delete(key);
  return next;
}

/** What to send: only what differs from live, as LiveKit leaves the other keys alone. */
export function attributesToSend(changes: AttributeChanges, live: Attributes): Record<string, string> {
  return Object.fromEntries([...unsavedAttributes(changes, live)].map(([key, change]) => [key, change.value]));
}

/** True where the live attributes are what was sent; a deleted one is absent. */
export function hasAttributes(live: Attributes, sent: Readonly<Record<string, string>>): boolean {
  return Object.entries(sent).every(([key, value]) => (liveAttribute(live, key) ?? '') === value);
}

/** Drafts that still differ from live after a save. */
export function unsavedAttributes(changes: AttributeChanges, live: Attributes): AttributeChanges {
  return new Map([...changes].filter(([key, change]) => (liveAttribute(live, key) ?? '') !== change.value));
}

/** Bytes of keys and values together, as the server counts them against its limit, with the drafts in place. */
export function attributesSize(live: Attributes, changes: AttributeChanges): number {
  let size = 0;
  for (const row of attributeRows(live, changes)) {
    const value = row.change?.value ?? row.live ?? '';
    if (value !== '') size += utf8Length(row.key) + utf8Length(value);
  }
  return size;
}
