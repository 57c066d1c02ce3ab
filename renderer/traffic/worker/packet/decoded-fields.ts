import { DataPacket } from '@livekit/protocol';
import { cut, hexOf } from '../../../payload/codecs/index.ts';
import type { EnvelopeField } from '../../protocol/index.ts';
import { fieldHint } from './field-hints.ts';

/** What @livekit/protocol knows about a message type; each message field carries that of its own type. */
type MessageType = Pick<typeof DataPacket, 'fields' | 'runtime'>;
type FieldInfo = ReturnType<MessageType['fields']['list']>[number];

/** More than a person reads; what is left out is said. */
const fieldsMaximum = 300;
const entriesMaximum = 50;
/** UTF-16 units of one value: the payload itself is shown in full beside the fields. */
const valueMaximum = 2_000;
const bytesShown = 16;
/** The envelope and its case are listed with all their fields; what lies deeper with those that are set. */
const levelsInFull = 2;

/**
 * All fields of a decoded packet in the order of their numbers, those of its case at the end: walks the field lists
 * that @livekit/protocol carries, so a case that a later version adds needs nothing here. Values are as they are in
 * the packet, not made printable.
 */
export function decodedFields(packet: DataPacket): readonly EnvelopeField[] {
  const fields: EnvelopeField[] = [];
  addMessage(fields, DataPacket, packet, '', 0);
  if (packet.value.case === undefined) {
    const hint = 'A packet with nothing in it, or with what a newer protocol has.';
    fields.push({ name: 'value', value: 'none', hint });
  }
  if (fields.length <= fieldsMaximum) return fields;
  const value = `${fields.length - fieldsMaximum} more fields`;
  return [...fields.slice(0, fieldsMaximum), { name: 'more', value, hint: 'The hex view has all bytes.' }];
}

function addMessage(into: EnvelopeField[], type: MessageType, message: object, prefix: string, level: number): void {
  for (const field of type.fields.byNumber()) {
    if (field.oneof !== undefined) continue;
    const value: unknown = Reflect.get(message, field.localName);
    if (level < levelsInFull || !isUnset(value)) addValue(into, field, value, prefix + field.name, level);
  }
  for (const field of type.fields.byNumber()) {
    if (field.oneof === undefined) continue;
    const choice: unknown = Reflect.get(message, field.oneof.localName);
    if (member(choice, 'case') !== field.localName) continue;
    addValue(into, field, member(choice, 'value'), prefix + field.name, level);
  }
  // The method asks for the class; what was decoded is an instance of it.
  if (!(message instanceof DataPacket)) return;
  for (const { no, wireType, data } of type.runtime.bin.listUnknownFields(message)) {
    const value = `${data.length} bytes, wire type ${wireType}`;
    into.push({ name: `field ${no}`, value, hint: 'A field that this version of the protocol does not know.' });
  }
}

function addValue(into: EnvelopeField[], field: FieldInfo, value: unknown, name: string, level: number): void {
  if (field.kind === 'map' && typeof value === 'object' && value !== null) {
    const entries = Object.entries(value);
    if (entries.length === 0) push(into, name, 'none');
    for (const [key, entry] of entries) push(into, `${name}[${cut(key, 100)}]`, valueText(undefined, entry));
  } else if (field.repeated && Array.isArray(value)) {
    if (value.length === 0) push(into, name, 'none');
    const listed: unknown[] = value.slice(0, entriesMaximum);
    listed.forEach((entry, index) => addSingle(into, field, entry, `${name}[${index}]`, level));
    if (value.length > entriesMaximum) push(into, `${name}[…]`, `${value.length - entriesMaximum} more`);
  } else {
    addSingle(into, field, value, name, level);
  }
}

function addSingle(into: EnvelopeField[], field: FieldInfo, value: unknown, name: string, level: number): void {
  if (field.kind === 'message' && typeof value === 'object' && value !== null) {
    addMessage(into, field.T, value, `${name}.`, level + 1);
  } else {
    push(into, name, valueText(field, value));
  }
}

function push(into: EnvelopeField[], name: string, value: string): void {
  const cutHint = value.length > valueMaximum ? `The first ${valueMaximum} of ${value.length} characters.` : '';
  const hint = [fieldHint(name), cutHint].filter((text) => text !== '').join(' ');
  into.push({ name, value: cut(value, valueMaximum), hint });
}

function valueText(field: FieldInfo | undefined, value: unknown): string {
  if (value === undefined) return 'not set';
  if (value instanceof Uint8Array) {
    const start = hexOf(value.subarray(0, bytesShown), ' ');
    return `${value.length} bytes${value.length === 0 ? '' : `: ${start}${value.length > bytesShown ? ' …' : ''}`}`;
  }
  if (field?.kind === 'enum' && typeof value === 'number') return field.T.findNumber(value)?.name ?? String(value);
  return value === '' ? 'empty' : String(value);
}

function isUnset(value: unknown): boolean {
  if (value instanceof Uint8Array || Array.isArray(value)) return value.length === 0;
  return value === undefined || value === '' || value === 0 || value === 0n || value === false;
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
