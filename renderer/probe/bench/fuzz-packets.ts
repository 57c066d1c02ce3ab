import {
  ChatMessage,
  DataPacket,
  DataStream_Chunk,
  DataStream_Header,
  RpcRequest,
  UserPacket,
} from '@livekit/protocol';
import { Random } from './random.ts';

export interface FuzzPacket {
  readonly kind: string;
  /** A string: sent as a text frame. */
  readonly data: Uint8Array<ArrayBuffer> | string;
}

const encoder = new TextEncoder();
/** Protobuf: field 1, wire types "start group" and "end group". */
const startGroup = 0x0b;
const endGroup = 0x0c;
const deepest = 10_000;
const longLineBytes = 64 * 1_024;
/** Zero-width, right-to-left, look-alike, unpaired, too long. */
const oddNames = [
  'al\u200bice',
  '\u202eecila',
  '\u0430lice',
  '',
  'a'.repeat(3_000),
  '\ud800',
  'alice\u0000',
  '💥'.repeat(40),
] as const;

/** Packets as no well-behaved sender makes them; the same ones for the same seed. */
export class FuzzPackets {
  readonly #random: Random;
  /** Built once: each is large, and it is the reader that is tried here. */
  readonly #deepJson: FuzzPacket;
  readonly #longLine: FuzzPacket;
  readonly #kinds: readonly [() => FuzzPacket, ...(() => FuzzPacket)[]];

  constructor(seed: number) {
    this.#random = new Random(seed);
    this.#deepJson = user('deep JSON', `${'['.repeat(deepest)}${']'.repeat(deepest)}`);
    this.#longLine = user('64 kB line', 'a'.repeat(longLineBytes));
    this.#kinds = [
      () => ({ kind: 'random bytes', data: this.#random.bytes(this.#random.below(400)) }),
      () => ({ kind: 'mutated', data: this.#mutated() }),
      () => ({ kind: 'cut off', data: this.#cutOff() }),
      () => ({ kind: 'deep groups', data: this.#deepGroups() }),
      () => ({ kind: 'huge varint', data: this.#hugeVarint() }),
      () => ({ kind: 'huge length', data: this.#hugeLength() }),
      () => ({ kind: 'empty', data: new Uint8Array(0) }),
      () => ({ kind: 'unknown case', data: this.#unknownCase() }),
      () => ({ kind: 'odd names', data: this.#oddNames() }),
      () => ({ kind: 'topic per packet', data: this.#valid(`topic-${this.#random.below(1_000_000_000)}`) }),
      () => ({ kind: 'odd stream', data: this.#oddStream() }),
      () => ({ kind: 'text frame', data: `text ${this.#random.below(1_000)}` }),
      () => ({ kind: 'broken JSON', data: this.#brokenJson() }),
    ];
  }

  next(): FuzzPacket {
    // Large ones are rare, or they would be all that is measured.
    const large = this.#random.below(200);
    if (large === 0) return this.#deepJson;
    if (large === 1) return this.#longLine;
    return this.#random.pick(this.#kinds)();
  }

  #valid(topic = 'fuzz'): Uint8Array<ArrayBuffer> {
    const random = this.#random;
    return binaryOf({
      participantIdentity: `sender-${random.below(50)}`,
      participantSid: `PA_${random.below(50)}`,
      sequence: random.below(0x1_0000_0000),
      destinationIdentities: random.below(8) === 0 ? ['somebody', 'nobody'] : [],
      value: { case: 'user', value: new UserPacket({ payload: random.bytes(random.below(200)), topic }) },
    });
  }

  #mutated(): Uint8Array<ArrayBuffer> {
    const bytes = this.#valid();
    const changes = 1 + this.#random.below(6);
    for (let change = 0; change < changes; change += 1) {
      bytes[this.#random.below(bytes.length)] = this.#random.below(256);
    }
    return bytes;
  }

  #cutOff(): Uint8Array<ArrayBuffer> {
    const bytes = this.#valid();
    return bytes.slice(0, this.#random.below(bytes.length));
  }

  #deepGroups(): Uint8Array<ArrayBuffer> {
    const depth = 1 + this.#random.below(deepest);
    const isClosed = this.#random.below(2) === 0;
    const bytes = new Uint8Array(isClosed ? 2 * depth : depth).fill(startGroup, 0, depth);
    return isClosed ? bytes.fill(endGroup, depth) : bytes;
  }

  #hugeVarint(): Uint8Array<ArrayBuffer> {
    const bytes = new Uint8Array(2 + this.#random.below(40)).fill(0xff);
    bytes[0] = this.#random.pick([0x08, 0x80, 0x00]);
    return bytes;
  }

  #hugeLength(): Uint8Array<ArrayBuffer> {
    // Field 2, length-delimited, 2^32 - 1 or 2^63 bytes that are not there.
    const many = [0xff, 0xff, 0xff, 0xff, 0x0f];
    const most = [0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x01];
    const length = this.#random.pick([many, most]);
    return new Uint8Array([0x12, ...length, ...this.#random.bytes(8)]);
  }

  #unknownCase(): Uint8Array<ArrayBuffer> {
    const body = this.#random.bytes(this.#random.below(60));
    // Field 90, length-delimited: no `value` of this version.
    return new Uint8Array([0xd2, 0x05, body.length, ...body]);
  }

  #oddNames(): Uint8Array<ArrayBuffer> {
    const name = this.#random.pick(oddNames);
    const value = new ChatMessage({ id: name, message: name, timestamp: BigInt(this.#random.below(1_000)) });
    return binaryOf({
      participantIdentity: name,
      participantSid: `PA_${this.#random.below(5)}`,
      destinationIdentities: [name],
      value: { case: 'chatMessage', value },
    });
  }

  #oddStream(): Uint8Array<ArrayBuffer> {
    const random = this.#random;
    const streamId = `stream-${random.below(2_000)}`;
    const huge = BigInt('0xffffffffffffffff');
    const chunkIndex = random.below(3) === 0 ? huge : BigInt(random.below(9));
    const chunk = new DataStream_Chunk({ streamId, chunkIndex, content: random.bytes(20) });
    const header = new DataStream_Header({ streamId, totalLength: huge, topic: 'odd', timestamp: huge >> 1n });
    const method = 'm'.repeat(random.below(2_000));
    const rpc = new RpcRequest({ id: streamId, method, payload: '{', responseTimeoutMs: 0xffff_ffff });
    const value = random.pick<DataPacket['value']>([
      { case: 'streamChunk', value: chunk },
      { case: 'streamHeader', value: header },
      { case: 'rpcRequest', value: rpc },
    ]);
    const sender = random.below(50);
    return binaryOf({ participantIdentity: `sender-${sender}`, participantSid: `PA_${sender}`, value });
  }

  #brokenJson(): Uint8Array<ArrayBuffer> {
    const text = this.#random.pick([
      '{"a":',
      '{"a":1e999999}',
      '[1,,2]',
      '{"\\u0000":"\\ud800"}',
      '"unterminated',
      '{"__proto__":{"x":1}}',
    ]);
    return bytesOf(text);
  }
}

function user(kind: string, text: string): FuzzPacket {
  return { kind, data: bytesOf(text) };
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  const value = new UserPacket({ payload: encoder.encode(text), topic: 'fuzz' });
  return binaryOf({ participantIdentity: 'fuzzer', participantSid: 'PA_f', value: { case: 'user', value } });
}

function binaryOf(fields: ConstructorParameters<typeof DataPacket>[0]): Uint8Array<ArrayBuffer> {
  return new Uint8Array(new DataPacket(fields).toBinary());
}
