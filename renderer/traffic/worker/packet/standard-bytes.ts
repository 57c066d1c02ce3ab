import { dataPacketPlan, fieldKinds } from './message-plan.ts';
import type { MessagePlan } from './message-plan.ts';
import { PacketScanner } from './scan-packet.ts';
import { WireReader } from './wire-reader.ts';

/**
 * A packet without the fields that the server does not read, at whatever depth, so that @bufbuild/protobuf reads from
 * it what the server and the log do; mostly the very bytes given. Undefined: they are no DataPacket.
 */
export function standardBytes(packet: Uint8Array): Uint8Array | undefined {
  const scanner = new PacketScanner();
  if (!scanner.scan(packet, 0, packet.length)) return undefined;
  return scanner.isAmbiguous ? copyOf(packet, dataPacketPlan, false) : packet;
}

/** The message that is the whole of `bytes`, which the scanner let pass. */
function copyOf(bytes: Uint8Array, plan: MessagePlan, isEntry: boolean): Uint8Array {
  const reader = new WireReader();
  reader.begin(bytes, 0, bytes.length);
  const parts: Uint8Array[] = [];
  let tagAt = 0;
  while (reader.at < bytes.length && reader.readTag()) {
    const { number, others, hasLength, at: valueAt } = reader;
    // Of an entry, the reader of a message does not know that it has two fields only.
    const isForeign = isEntry && number !== 1 && number !== 2;
    if (!reader.readField(plan)) break;
    const end = reader.at;
    const inner = hasLength ? plan.plans[number] : undefined;
    if (reader.others === others) {
      if (!isForeign) parts.push(bytes.subarray(tagAt, end));
    } else if (inner !== undefined) {
      reader.begin(bytes, valueAt, end);
      reader.readVarint();
      const isMap = plan.kinds[number] === fieldKinds.map;
      const message = copyOf(bytes.subarray(reader.at, end), inner, isMap);
      parts.push(bytes.subarray(tagAt, valueAt), varint(message.length), message);
      reader.begin(bytes, end, bytes.length);
    }
    tagAt = end;
  }
  return joined(parts);
}

function varint(value: number): Uint8Array {
  const bytes: number[] = [];
  let left = value;
  for (; left >= 0x80; left >>>= 7) bytes.push((left & 0x7f) | 0x80);
  return Uint8Array.of(...bytes, left);
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
