import { DataPacket } from '@livekit/protocol';

type MessageType = Pick<typeof DataPacket, 'fields'>;
type FieldInfo = ReturnType<MessageType['fields']['list']>[number];

/** mulberry32: small, and the same for the same seed. Returns numbers from 0 to below 1. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A DataPacket with any of its cases and any of their fields set or not. */
export function randomPacket(random: () => number): DataPacket {
  const packet = new DataPacket();
  fill(DataPacket, packet, random, 0);
  return packet;
}

function fill(type: MessageType, message: object, random: () => number, depth: number): void {
  const done = new Set<string>();
  for (const field of type.fields.list()) {
    if (field.oneof !== undefined) {
      if (done.has(field.oneof.localName)) continue;
      done.add(field.oneof.localName);
      const choices = field.oneof.fields;
      const choice = choices[Math.floor(random() * (choices.length + 1))];
      if (choice === undefined) continue;
      Reflect.set(message, field.oneof.localName, { case: choice.localName, value: single(choice, random, depth) });
    } else if (field.kind === 'map') {
      if (random() < 0.5) Reflect.set(message, field.localName, { [text(random)]: text(random) });
    } else if (field.repeated) {
      const count = Math.floor(random() * 4);
      Reflect.set(message, field.localName, Array.from({ length: count }, () => single(field, random, depth)));
    } else if (random() < 0.7) {
      Reflect.set(message, field.localName, single(field, random, depth));
    }
  }
}

function single(field: FieldInfo, random: () => number, depth: number): unknown {
  if (field.kind === 'message') {
    const message = new field.T();
    if (depth < 4) fill(field.T, message, random, depth + 1);
    return message;
  }
  if (field.kind === 'enum') return Math.floor(random() * 2);
  const type = field.kind === 'scalar' ? field.T : 9;
  switch (type) {
    case 9:
      return text(random);
    case 12:
      return Uint8Array.from({ length: Math.floor(random() * 300) }, () => Math.floor(random() * 256));
    case 8:
      return random() < 0.5;
    case 3:
    case 4:
      return BigInt(Math.floor(random() * Number.MAX_SAFE_INTEGER));
    case 2:
      return Math.floor(random() * 100);
    default:
      return Math.floor(random() * 2 ** (random() < 0.5 ? 7 : 31));
  }
}

const characters = ['a', 'Z', '7', ' ', '"', 'ü', '‮', '漢', '😀'];

function text(random: () => number): string {
  const length = random() < 0.9 ? Math.floor(random() * 12) : Math.floor(random() * 400);
  return Array.from({ length }, () => characters[Math.floor(random() * characters.length)] ?? '').join('');
}
