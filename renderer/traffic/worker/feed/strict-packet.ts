import { DataPacket } from '@livekit/protocol';
import { isUtf8 } from './utf8.ts';

/** What is looked at in a field. */
const kinds = { nothing: 0, text: 1, message: 2 } as const;

interface Plan {
  readonly kinds: Uint8Array;
  /** Of message fields; of a map, its entry: 1 is the key, 2 the value. */
  readonly plans: readonly (Plan | undefined)[];
}

type MessageType = Pick<typeof DataPacket, 'fields'>;

/** `ScalarType.STRING` of @bufbuild/protobuf 1.10.1. */
const stringType = 9;

const packetPlan = planOf(DataPacket, new Map());

/**
 * Whether a packet that the scanner let pass is read by any reader of protobuf. Those of Google refuse what
 * @bufbuild/protobuf, and so livekit-client, takes: text that is no UTF-8, a tag of more than 32 bits, and groups, which
 * they read to a depth of 100. In a capture each message of a channel that has the schema must decode.
 *
 * One is used for all packets; allocates nothing.
 */
export class StrictPacket {
  #bytes: Uint8Array = new Uint8Array(0);
  #at = 0;

  /** bytes[start … end): a DataPacket as PacketScanner reads it. */
  isOne(bytes: Uint8Array, start: number, end: number): boolean {
    this.#bytes = bytes;
    this.#at = start;
    return this.#isMessage(end, packetPlan);
  }

  #isMessage(end: number, plan: Plan): boolean {
    while (this.#at < end) {
      const tag = this.#tag();
      const number = tag >>> 3;
      switch (tag & 7) {
        case 0:
          this.#varint();
          break;
        case 1:
          this.#at += 8;
          break;
        case 2: {
          const length = this.#varint();
          const next = this.#at + length;
          if (number === 0 || next > end || !this.#isValue(number, next, plan)) return false;
          this.#at = next;
          break;
        }
        case 5:
          this.#at += 4;
          break;
        default:
          return false;
      }
      if (number === 0) return false;
    }
    return this.#at === end;
  }

  #isValue(number: number, end: number, plan: Plan): boolean {
    const kind = plan.kinds[number] ?? kinds.nothing;
    if (kind === kinds.text) return isUtf8(this.#bytes, this.#at, end);
    const inner = kind === kinds.message ? plan.plans[number] : undefined;
    return inner === undefined || this.#isMessage(end, inner);
  }

  /** 0, which is none, where it has more than 32 bits. */
  #tag(): number {
    const at = this.#at;
    const tag = this.#varint();
    const length = this.#at - at;
    return length < 5 || (length === 5 && (this.#bytes[at + 4] ?? 0) < 0x10) ? tag : 0;
  }

  /** Its lower 32 bits. */
  #varint(): number {
    let value = 0;
    for (let index = 0; index < 10; index += 1) {
      const byte = this.#bytes[this.#at] ?? 0;
      this.#at += 1;
      if (index < 5) value |= (byte & 0x7f) << (7 * index);
      if (byte < 0x80) break;
    }
    return value >>> 0;
  }
}

function planOf(type: MessageType, known: Map<MessageType, Plan>): Plan {
  const made = known.get(type);
  if (made !== undefined) return made;
  const fields = type.fields.list();
  const plans: (Plan | undefined)[] = [];
  const plan = { kinds: new Uint8Array(Math.max(0, ...fields.map(({ no }) => no)) + 1), plans };
  // Before its fields: a message may hold one of its own type.
  known.set(type, plan);
  for (const field of fields) {
    if (field.kind === 'message' || field.kind === 'map') {
      plan.kinds[field.no] = kinds.message;
      plans[field.no] = field.kind === 'message' ? planOf(field.T, known) : entryPlan(field.K, field.V, known);
    } else if (field.kind === 'scalar' && Number(field.T) === stringType) {
      plan.kinds[field.no] = kinds.text;
    }
  }
  return plan;
}

type MapField = Extract<ReturnType<MessageType['fields']['list']>[number], { readonly kind: 'map' }>;

function entryPlan(key: MapField['K'], value: MapField['V'], known: Map<MessageType, Plan>): Plan {
  const isText = (type: number): number => (type === stringType ? kinds.text : kinds.nothing);
  const inner = value.kind === 'message' ? planOf(value.T, known) : undefined;
  const valueKind = value.kind === 'message' ? kinds.message : value.kind === 'scalar' ? isText(value.T) : kinds.nothing;
  return { kinds: Uint8Array.of(0, isText(key), valueKind), plans: [undefined, undefined, inner] };
}
