import { DataPacket } from '@livekit/protocol';

/** How a field is read. */
export const fieldKinds = {
  unknown: 0,
  varint: 1,
  bits32: 2,
  bits64: 3,
  bytes: 4,
  message: 5,
  map: 6,
} as const;

/** Added to the kind of a repeated number, which may come packed: many of them behind one length. */
export const packable = 8;

/** What is known of a message type, by field number; made once, so that nothing is looked up for a packet. */
export interface MessagePlan {
  readonly kinds: Uint8Array;
  /** Of message fields; of a map, its entry: 1 is the key, 2 the value. */
  readonly plans: readonly (MessagePlan | undefined)[];
}

type MessageType = Pick<typeof DataPacket, 'fields'>;
type FieldInfo = ReturnType<MessageType['fields']['list']>[number];

/** `ScalarType` of @bufbuild/protobuf 1.10.1: STRING and BYTES; FLOAT, FIXED32, SFIXED32; DOUBLE, FIXED64, SFIXED64. */
const bytesTypes: ReadonlySet<number> = new Set([9, 12]);
const bits32Types: ReadonlySet<number> = new Set([2, 7, 15]);
const bits64Types: ReadonlySet<number> = new Set([1, 6, 16]);

export const dataPacketPlan = planOf(DataPacket, new Map());

function planOf(type: MessageType, known: Map<MessageType, MessagePlan>): MessagePlan {
  const made = known.get(type);
  if (made !== undefined) return made;
  const fields = type.fields.list();
  const plans: (MessagePlan | undefined)[] = [];
  const plan = { kinds: new Uint8Array(Math.max(0, ...fields.map(({ no }) => no)) + 1), plans };
  // Before its fields: a message may hold one of its own type.
  known.set(type, plan);
  for (const field of fields) {
    plan.kinds[field.no] = kindOf(field);
    if (field.kind === 'message') plans[field.no] = planOf(field.T, known);
    if (field.kind === 'map') plans[field.no] = entryPlan(field, known);
  }
  return plan;
}

function kindOf(field: FieldInfo): number {
  if (field.kind === 'message') return fieldKinds.message;
  if (field.kind === 'map') return fieldKinds.map;
  const kind = field.kind === 'enum' ? fieldKinds.varint : scalarKind(field.T);
  return field.repeated && kind !== fieldKinds.bytes ? kind + packable : kind;
}

function entryPlan(field: FieldInfo & { readonly kind: 'map' }, known: Map<MessageType, MessagePlan>): MessagePlan {
  const { K: key, V: value } = field;
  const valueKind =
    value.kind === 'message' ? fieldKinds.message : value.kind === 'enum' ? fieldKinds.varint : scalarKind(value.T);
  const valuePlan = value.kind === 'message' ? planOf(value.T, known) : undefined;
  return { kinds: Uint8Array.of(0, scalarKind(key), valueKind), plans: [undefined, undefined, valuePlan] };
}

function scalarKind(type: number): number {
  if (bytesTypes.has(type)) return fieldKinds.bytes;
  if (bits32Types.has(type)) return fieldKinds.bits32;
  return bits64Types.has(type) ? fieldKinds.bits64 : fieldKinds.varint;
}
