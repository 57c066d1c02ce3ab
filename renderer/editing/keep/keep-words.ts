import type { StandingOrder } from '../../../electron/contract/changes.ts';
import { formatTime } from '../../ui/format.ts';
import type { KeepOrder, KeptField, KeptValues } from './keep-order.ts';

/** Since when, until when, and what it did last. */
export function keptWords(order: StandingOrder): string {
  const last = order.events.findLast(({ kind }) => kind === 'applied' || kind === 'refused' || kind === 'unknown');
  const until = order.untilMs === undefined ? 'while this console runs' : `until ${formatTime(order.untilMs)}`;
  const did = last === undefined ? 'Not needed yet.' : `${formatTime(last.atMs)}: ${last.text}`;
  return `In force since ${formatTime(order.startedAtMs)}, ${until}. ${did}`;
}

/** The other fields that stop with it, as they stand in a sentence. */
export function alsoKept(order: KeepOrder, field: KeptField): readonly KeptField[] {
  const fields: readonly KeptField[] = ['metadata', 'name', 'attributes', 'permissions'];
  return fields.filter((one) => one !== field && order[one] !== undefined);
}

/** Why a value cannot be kept in force; undefined: it can. */
export function whyNotKept(values: KeptValues): string | undefined {
  if (values.metadata === '') return 'Empty metadata cannot be kept: the server ignores it.';
  if (values.name === '') return 'An empty name cannot be kept: the server ignores it.';
  if (values.attributes !== undefined && Object.keys(values.attributes).length === 0) return 'There are no attributes to keep.';
  return undefined;
}

/** Whether an order keeps these values and no others of that field. */
export function keepsValue(order: KeepOrder, field: KeptField, values: KeptValues): boolean {
  return stable(order[field]) === stable(values[field]);
}

function stable(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? '';
  return JSON.stringify(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
