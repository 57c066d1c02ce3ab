import type { JsonScalar, JsonSteps, ValueFilterChoice } from '../../payload/value-filter.ts';
import { onlyFilter, printFilter } from '../filter/print-filter.ts';
import { valueChoices } from '../filter/value-menu.ts';
import type { FilterTree, FlowRef, PacketRow } from '../protocol/index.ts';

/** One thing of a packet that can be followed: a filter that shows all there is of it. */
export interface Followed {
  readonly what: 'sender' | 'topic' | 'stream' | 'rpc' | 'group';
  /** After "Follow". */
  readonly label: string;
  readonly value: string;
  /** As typed into the filter. */
  readonly filter: string;
}

/** Everything that can be followed from a packet, the narrowest last. */
export function followable(row: PacketRow): readonly Followed[] {
  const followed: Followed[] = [];
  const sender = senderTree(row);
  const topic: FilterTree | undefined =
    row.topic === '' ? undefined : { type: 'compare', field: 'topic', operator: '==', value: row.topic };
  if (sender !== undefined) {
    const value = row.sender.identity || row.sender.sid;
    followed.push({ what: 'sender', label: 'sender', value, filter: printFilter(sender) });
  }
  if (topic !== undefined) {
    followed.push({ what: 'topic', label: 'topic', value: row.topic, filter: printFilter(topic) });
  }
  if (sender !== undefined && topic !== undefined) {
    const filter = printFilter({ type: 'and', parts: [sender, topic] });
    followed.push({ what: 'group', label: 'sender and topic', value: '', filter });
  }
  if (row.flow?.rpc !== undefined) followed.push(followedFlow({ kind: 'rpc', id: row.flow.rpc }));
  if (row.flow !== undefined) followed.push(followedFlow(row.flow));
  return followed;
}

function followedFlow(flow: FlowRef): Followed {
  const isStream = flow.kind === 'stream';
  const filter = onlyFilter(isStream ? 'stream' : 'rpc', flow.id);
  return { what: flow.kind, label: isStream ? 'stream' : 'RPC', value: flow.id, filter };
}

/** By the name it goes by; the sid where it has none. What this console sent, and the server API, have neither. */
function senderTree({ sender }: PacketRow): FilterTree | undefined {
  if (sender.identity !== '') return { type: 'compare', field: 'from', operator: '==', value: sender.identity };
  if (sender.sid !== '') return { type: 'compare', field: 'sid', operator: '==', value: sender.sid };
  return undefined;
}

/** Rows by their numbers, counted from 0 as everywhere but in the filter. */
export function rowsFilter(rows: readonly number[]): string {
  return printFilter({ type: 'in', field: 'row', values: rows.map((row) => row + 1) });
}

/** What a value within a JSON payload makes of the filter `current`. */
export function jsonChoices(
  steps: JsonSteps,
  value: JsonScalar | undefined,
  current: string,
): readonly ValueFilterChoice[] {
  const path = [...steps];
  const test = printFilter({ type: 'has', field: 'json', path });
  const has = { label: 'Show only what has', test, filter: test };
  return value === undefined ? [has] : [...valueChoices({ field: 'json', path, value }, current), has];
}
