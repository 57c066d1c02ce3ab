import { attributesToSend, hasAttributes, liveAttribute } from './attribute-drafts.ts';
import type { EditField, FieldChange, LiveFields } from './field-change.ts';

/** A change that came about, and what it took the place of: of attributes, of those that it changed. */
export interface SavedChange {
  readonly change: FieldChange;
  readonly before: FieldChange;
}

/** Taken before a change is asked for. */
export function beforeOf(live: LiveFields, change: FieldChange): FieldChange {
  if (change.field !== 'attributes') return { field: change.field, value: live[change.field] };
  const keys = Object.keys(change.value);
  const value = Object.fromEntries(keys.map((key) => [key, liveAttribute(live.attributes, key) ?? '']));
  return { field: 'attributes', value };
}

/** A way back, or the sentence why there is none. */
export type WayBack = { readonly change: FieldChange } | { readonly why: string };

/** `canBeEmpty`: of a room metadata can be cleared, of a participant neither metadata nor the name. */
export function undoOf(saved: SavedChange, live: LiveFields, canBeEmpty: boolean): WayBack {
  const { change, before } = saved;
  if (!isThere(live, change)) return { why: 'It has changed since, so there is no way back that would lose nothing.' };
  return before.field !== 'attributes' && before.value === '' && !canBeEmpty ? { why: emptyWhy(before.field) } : { change: before };
}

/** What leads from the live values to an earlier one; of attributes to all that there were, and no other. */
export function backTo(field: EditField, value: string, live: LiveFields, canBeEmpty: boolean): WayBack {
  if (field !== 'attributes') {
    if (value === live[field]) return { why: 'It is the live value.' };
    return value === '' && !canBeEmpty ? { why: emptyWhy(field) } : { change: { field, value } };
  }
  const wanted = parseAttributes(value);
  const keys = new Set([...Object.keys(live.attributes), ...wanted.keys()]);
  const changes = new Map([...keys].map((key) => [key, { base: undefined, value: wanted.get(key) ?? '' }]));
  const change = attributesToSend(changes, live.attributes);
  return Object.keys(change).length === 0 ? { why: 'They are the live ones.' } : { change: { field, value: change } };
}

/** Of the history's text of attributes: JSON, empty where there are none. */
export function parseAttributes(text: string): ReadonlyMap<string, string> {
  if (text === '') return new Map();
  const value: unknown = JSON.parse(text);
  if (typeof value !== 'object' || value === null) return new Map();
  return new Map(Object.entries(value).map(([key, one]) => [key, String(one)]));
}

function isThere(live: LiveFields, change: FieldChange): boolean {
  return change.field === 'attributes' ? hasAttributes(live.attributes, change.value) : live[change.field] === change.value;
}

function emptyWhy(field: 'metadata' | 'name'): string {
  return `It was empty, and the server ignores an empty ${field}: ${
    field === 'metadata' ? 'save {} or a space' : 'save a space'
  } to mean “nothing”.`;
}
