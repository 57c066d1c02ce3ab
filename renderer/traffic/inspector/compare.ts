import { formatCount } from '../../ui/format.ts';
import type { PacketDetail } from '../protocol/index.ts';
import { destinationSentence, exactBytes, fullTime, kindWord, senderText } from '../row-format.ts';
import { elapsed } from './flow-words.ts';

/** A field of two packets; undefined where a packet has none such. */
export interface ComparedField {
  readonly name: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

export interface ComparedPackets {
  /** Only what is not the same, in the order of the inspector; then the envelope's own fields. */
  readonly fields: readonly ComparedField[];
  /** Names of what is, in people's words. */
  readonly same: readonly string[];
  /** Names of the envelope's own fields that are the same. */
  readonly sameInEnvelope: readonly string[];
  /** `0.364 s later`. */
  readonly apart: string;
}

/** The envelopes of two packets held against each other. `own`: identity and sid of this console. */
export function compareEnvelopes(before: PacketDetail, after: PacketDetail, own: readonly string[]): ComparedPackets {
  const isSameDay = dayOf(before) === dayOf(after);
  const facts = held(factsOf(before, own, isSameDay), factsOf(after, own, isSameDay));
  const envelope = held(envelopeOf(before), envelopeOf(after));
  return {
    fields: [...facts, ...envelope].filter((field) => !isSame(field)),
    same: facts.filter(isSame).map(({ name }) => name),
    sameInEnvelope: envelope.filter(isSame).map(({ name }) => name),
    apart: `${elapsed(Math.abs(after.row.time - before.row.time))} ${after.row.time < before.row.time ? 'earlier' : 'later'}`,
  };
}

function held(old: ReadonlyMap<string, string>, fresh: ReadonlyMap<string, string>): readonly ComparedField[] {
  const names = [...new Set([...old.keys(), ...fresh.keys()])];
  return names.map((name) => ({ name, before: old.get(name), after: fresh.get(name) }));
}

function isSame({ before, after }: ComparedField): boolean {
  return before === after;
}

/** As the full time begins. */
const dayLength = 'YYYY-MM-DD '.length;

function dayOf({ row }: PacketDetail): string {
  return fullTime(row.time).slice(0, dayLength);
}

/** Names of fields that a fact says whatever their value. */
const saidByFacts: ReadonlySet<string> = new Set(['channel label', 'bytes on the channel', 'sender', 'kind', 'sequence']);

/** Fields of the envelope that a fact says already, or that the comparison of the payloads does. */
function isSaidElsewhere(name: string, value: string, detail: PacketDetail): boolean {
  const { row } = detail;
  if (saidByFacts.has(name) || name.endsWith('.payload')) return true;
  switch (/[a-z_]+(?=(\[\d+\])?$)/.exec(name)?.[0]) {
    case 'participant_identity':
      return value === (row.sender.identity || 'empty');
    case 'participant_sid':
      return value === (row.sender.sid || 'empty');
    case 'destination_identities':
      return row.destinations.length === 0 ? value === 'none' : row.destinations.includes(value);
    case 'topic':
      return value === (row.topic || 'empty');
    default:
      return false;
  }
}

function factsOf(detail: PacketDetail, own: readonly string[], isSameDay: boolean): ReadonlyMap<string, string> {
  const { row } = detail;
  return new Map<string, string>([
    ['Time', fullTime(row.time).slice(isSameDay ? dayLength : 0)],
    ['Direction', row.direction === 'in' ? 'received' : 'sent from here'],
    ['Kind', kindWord(row.channel)],
    ['Channel', row.label],
    ['Case', row.case],
    ['Sender', senderText(row.sender).text],
    ['Sid', row.sender.sid],
    ['Topic', row.topic],
    ['To', destinationSentence(row.destinations, own)],
    ['Sequence', row.sequence === undefined ? '' : formatCount(row.sequence)],
    ['Size', exactBytes(row.size)],
    ['Payload', exactBytes(detail.payload.length)],
    ['Flags', row.flags.join(', ')],
  ]);
}

function envelopeOf(detail: PacketDetail): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  // A field that repeats is told apart by its place among those of its name.
  const seen = new Map<string, number>();
  for (const { name, value } of detail.fields) {
    if (isSaidElsewhere(name, value, detail)) continue;
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    fields.set(times === 1 ? name : `${name} (${formatCount(times)})`, value);
  }
  return fields;
}
