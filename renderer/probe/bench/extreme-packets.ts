import { DataPacket, UserPacket } from '@livekit/protocol';

/** A packet whose payload takes long to read or to show, if anything does. */
export interface ExtremePacket {
  readonly kind: string;
  readonly data: Uint8Array<ArrayBuffer>;
}

/** As large as a server delivers (262,000 B), envelope and all. */
const length = 261_900;
const encoder = new TextEncoder();

/** One of each, the same ones each time. */
export function extremePackets(): readonly ExtremePacket[] {
  const half = length / 2;
  return [
    text('control characters', '\u000b', length),
    text('control characters among letters', `${'x'.repeat(70)}\u000b`, length),
    text('overrides', '\u202e', length),
    text('one line', 'x', length),
    text('line breaks', '\n', length),
    text('emoji', '😀', length),
    text('a chain of joined emoji', '👩\u200d', length),
    text('letters of ever other scripts', 'aאбकカ한ბ漢Ωա', length),
    text('combining characters', 'a\u0301\u0302', length),
    payload('JSON, 130,000 numbers', encoder.encode(`[${'1,'.repeat(half - 2)}1]`)),
    payload('JSON, 130,000 levels', encoder.encode(`${'['.repeat(half)}${']'.repeat(half)}`)),
    payload('JSON, a key of 260 kB', encoder.encode(`{"${'k'.repeat(length - 10)}":1}`)),
    payload('JSON, 50,000 equal keys', encoder.encode(`{${'"":1,'.repeat(50_000)}"":1}`)),
    payload('JSON, a value of emoji', encoder.encode(`["${'😀'.repeat(60_000)}"]`)),
    payload('JSON that ends in an error', encoder.encode(`[${'\n'.repeat(length - 3)}x`)),
    binary('lists in lists, as MessagePack', [0x91]),
    binary('lists in lists, as CBOR', [0x81]),
    binary('maps in keys, as CBOR', [0xa1]),
    binary('open lists, as CBOR', [0x9f]),
    binary('no UTF-8', [0xff, 0xfe]),
    binary('nulls', [0]),
  ];
}

function text(kind: string, unit: string, bytes: number): ExtremePacket {
  return payload(kind, encoder.encode(unit.repeat(Math.floor(bytes / encoder.encode(unit).length))));
}

function binary(kind: string, unit: readonly number[]): ExtremePacket {
  const bytes = Uint8Array.from({ length }, (_, index) => unit[index % unit.length] ?? 0);
  // The innermost is a number, so that lists in lists are whole.
  bytes[length - 1] = 1;
  return payload(kind, bytes);
}

function payload(kind: string, bytes: Uint8Array<ArrayBuffer>): ExtremePacket {
  const value = new UserPacket({ payload: bytes, topic: kind });
  const packet = new DataPacket({ participantIdentity: 'extreme', participantSid: 'PA_x', value: { case: 'user', value } });
  return { kind, data: new Uint8Array(packet.toBinary()) };
}
