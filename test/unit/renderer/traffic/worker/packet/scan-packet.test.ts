import { ChatMessage, DataPacket, DataPacket_Kind, DataStream_Chunk, RpcRequest, UserPacket } from '@livekit/protocol';
import { describe, expect, it } from 'vitest';
import { caseName, packetCases } from '../../../../../../renderer/traffic/worker/packet/packet-cases.ts';
import { decodePacket } from '../../../../../../renderer/traffic/worker/packet/packet-preview.ts';
import { malformedReasons, otherReasons, PacketScanner } from '../../../../../../renderer/traffic/worker/packet/scan-packet.ts';
import { randomFrom, randomPacket } from '../random-packets.ts';

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** What the scanner found, decoded, so that it can be compared. */
function scan(packet: Uint8Array) {
  // Somewhere within a larger buffer, as in a chunk.
  const bytes = new Uint8Array(packet.length + 20).fill(0xff);
  bytes.set(packet, 7);
  const scanner = new PacketScanner();
  const ok = scanner.scan(bytes, 7, 7 + packet.length);
  const text = (start: number, end: number): string => decoder.decode(bytes.subarray(start, end));
  return {
    ok,
    reason: malformedReasons[scanner.reason],
    reasonAt: scanner.reasonAt,
    isAmbiguous: scanner.isAmbiguous,
    case: caseName(scanner.caseCode),
    identity: text(scanner.identityStart, scanner.identityEnd),
    sid: text(scanner.sidStart, scanner.sidEnd),
    topic: text(scanner.topicStart, scanner.topicEnd),
    sequence: scanner.sequence,
    destinations: scanner.destinations,
    payload: [...bytes.subarray(scanner.payloadStart, scanner.payloadEnd)],
    key: [...bytes.subarray(scanner.keyStart, scanner.keyEnd)],
    count: scanner.count,
  };
}

/** The same, told by @livekit/protocol. */
function expected(packet: DataPacket) {
  const { value } = packet;
  let payload: Uint8Array = new Uint8Array(0);
  let topic = '';
  let key: Uint8Array = new Uint8Array(0);
  let count = -1;
  let destinations = packet.destinationIdentities.length;
  const utf8 = new TextEncoder();
  switch (value.case) {
    case undefined:
      break;
    case 'user':
      payload = value.value.payload;
      topic = value.value.topic ?? '';
      key = value.value.nonce ?? key;
      destinations += value.value.destinationIdentities.length + value.value.destinationSids.length;
      break;
    case 'chatMessage':
      payload = utf8.encode(value.value.message);
      break;
    case 'sipDtmf':
      payload = utf8.encode(value.value.digit);
      break;
    case 'rpcRequest': {
      // Fields are written in the order of their numbers: the compressed one comes last, and wins.
      const { compressedPayload } = value.value;
      payload = compressedPayload.length > 0 ? compressedPayload : utf8.encode(value.value.payload);
      key = utf8.encode(value.value.id);
      break;
    }
    case 'rpcResponse': {
      const response = value.value.value;
      key = utf8.encode(value.value.requestId);
      if (response.case === 'payload') payload = utf8.encode(response.value);
      if (response.case === 'compressedPayload') payload = response.value;
      break;
    }
    case 'streamHeader':
      payload = value.value.inlineContent ?? payload;
      key = utf8.encode(value.value.streamId);
      count = value.value.totalLength === undefined ? -1 : Number(value.value.totalLength);
      topic = value.value.topic;
      break;
    case 'streamChunk':
      payload = value.value.content;
      key = utf8.encode(value.value.streamId);
      count = Number(value.value.chunkIndex);
      break;
    case 'encryptedPacket':
      payload = value.value.encryptedValue;
      break;
    default:
      payload = value.value.toBinary();
      if (value.case === 'rpcAck') key = utf8.encode(value.value.requestId);
      if (value.case === 'streamTrailer') key = utf8.encode(value.value.streamId);
  }
  return {
    ok: true,
    reason: '',
    reasonAt: 0,
    isAmbiguous: false,
    case: value.case ?? 'none',
    identity: packet.participantIdentity,
    sid: packet.participantSid,
    topic,
    sequence: packet.sequence,
    destinations,
    payload: [...payload],
    key: [...key],
    count,
  };
}

/** Bytes of a hand-written packet. */
function bytes(...values: (number | string)[]): Uint8Array {
  const utf8 = new TextEncoder();
  return Uint8Array.from(values.flatMap((value) => (typeof value === 'number' ? [value] : [...utf8.encode(value)])));
}

/** Of a varint, 10 bytes that go on. */
const tooLong = new Array<number>(10).fill(0xff);

/** Field 100: so many groups, one within the other. */
function groups(deep: number): Uint8Array {
  const inner = (byte: number): number[] => new Array<number>(deep - 1).fill(byte);
  return bytes(0xa3, 0x06, ...inner(0x0b), ...inner(0x0c), 0xa4, 0x06);
}

describe('PacketScanner', () => {
  it('reads the envelope of a user packet', () => {
    const packet = new DataPacket({
      kind: DataPacket_Kind.LOSSY,
      participantIdentity: 'alice',
      participantSid: 'PA_abc',
      sequence: 4_000_000_000,
      destinationIdentities: ['bob', 'carol'],
      value: { case: 'user', value: new UserPacket({ topic: 'cursor', payload: new Uint8Array([1, 2, 3]) }) },
    });
    expect(scan(packet.toBinary())).toEqual({
      ok: true,
      reason: '',
      reasonAt: 0,
      isAmbiguous: false,
      case: 'user',
      identity: 'alice',
      sid: 'PA_abc',
      topic: 'cursor',
      sequence: 4_000_000_000,
      destinations: 2,
      payload: [1, 2, 3],
      key: [],
      count: -1,
    });
  });

  it('agrees with @livekit/protocol on 5,000 random packets of all cases (seed 5)', () => {
    const random = randomFrom(5);
    const seen = new Set<string>();
    for (let index = 0; index < 5_000; index += 1) {
      const packet = randomPacket(random);
      seen.add(packet.value.case ?? 'none');
      expect(scan(packet.toBinary())).toEqual(expected(packet));
    }
    const ownWords = ['malformed', 'unknown', 'dataTrackFrame', 'raw'];
    expect([...seen].sort()).toEqual(packetCases.filter((name) => !ownWords.includes(name)).sort());
  });

  it('knows every case of the protocol that decodes the packets', () => {
    const cases = DataPacket.fields
      .list()
      .filter((field) => field.oneof?.localName === 'value')
      .map((field) => field.localName);
    expect(packetCases.slice(5)).toEqual(expect.arrayContaining(cases));
    expect(packetCases.length).toBe(5 + cases.length);
  });

  it('merges a case that comes twice, and takes the last where they differ', () => {
    const topic = new DataPacket({ value: { case: 'user', value: new UserPacket({ topic: 't' }) } }).toBinary();
    const payload = new DataPacket({
      value: { case: 'user', value: new UserPacket({ payload: new Uint8Array([7]) }) },
    }).toBinary();
    const message = new ChatMessage({ message: 'x' });
    const chat = new DataPacket({ value: { case: 'chatMessage', value: message } }).toBinary();
    for (const packet of [
      bytes(...topic, ...payload),
      bytes(...payload, ...topic),
      bytes(...topic, ...chat),
      bytes(...chat, ...payload),
    ]) {
      expect(scan(packet)).toEqual(expected(DataPacket.fromBinary(packet)));
    }
  });

  it('passes over unknown fields of every wire type', () => {
    // 100: varint, 101: 64 bit, 102: bytes, 103: group with a group in it, 104: 32 bit.
    const unknown = bytes(
      ...[0xa0, 0x06, 0x96, 0x01],
      ...[0xa9, 0x06, 1, 2, 3, 4, 5, 6, 7, 8],
      ...[0xb2, 0x06, 2, 0xff, 0xff],
      ...[0xbb, 0x06, 0x0b, 0x08, 0x01, 0x0c, 0xbc, 0x06],
      ...[0xc5, 0x06, 1, 2, 3, 4],
    );
    const known = new DataPacket({ participantSid: 'PA_1', value: { case: 'rpcRequest', value: new RpcRequest() } });
    const packet = bytes(...unknown, ...known.toBinary(), ...unknown);
    expect(scan(packet)).toEqual(expected(DataPacket.fromBinary(packet)));
    expect(scan(packet).case).toBe('rpcRequest');
  });

  it('passes over groups as deep as the server does, and says where livekit-client may run out of stack', () => {
    const found = (deep: number) => scan(bytes(...groups(deep), 0x8a, 0x01, 3, 'P_x'));
    expect(found(1_000)).toMatchObject({ ok: true, isAmbiguous: false, sid: 'P_x' });
    expect(found(1_001)).toMatchObject({ ok: true, isAmbiguous: true, sid: 'P_x' });
    expect(found(10_001)).toMatchObject({ ok: true, isAmbiguous: true, sid: 'P_x' });
    expect(found(10_002)).toMatchObject({ ok: false, reason: 'more than 10,000 groups are within one' });
    expect(decodePacket(bytes(...groups(10_001), 0x8a, 0x01, 3, 'P_x'))?.participantSid).toBe('P_x');
  });

  it('reads large numbers of chunks, and written in more bytes than need be', () => {
    const chunkOf = (chunkIndex: bigint): number => {
      const value = new DataStream_Chunk({ chunkIndex });
      return scan(new DataPacket({ value: { case: 'streamChunk', value } }).toBinary()).count;
    };
    expect([0n, 127n, 128n, 5_000_000_000n].map(chunkOf)).toEqual([0, 127, 128, 5_000_000_000]);
    expect(chunkOf(2n ** 64n - 1n)).toBeGreaterThan(2 ** 63);
    // Case 14, field 2: 3 in five bytes.
    expect(scan(bytes(0x72, 6, 0x10, 0x83, 0x80, 0x80, 0x80, 0x00)).count).toBe(3);
  });

  it('calls a value with a number it does not know unknown, and nothing at all none', () => {
    expect(scan(bytes(0xb2, 0x06, 2, 'hi')).case).toBe('unknown');
    expect(scan(bytes(0xb2, 0x06, 2, 'hi')).payload).toEqual([0xb2, 0x06, 2, 0x68, 0x69]);
    expect(scan(bytes()).case).toBe('none');
    expect(scan(bytes(0x80, 0x01, 5)).sequence).toBe(5);
  });

  it.each([
    ['an identity as a number', [0x20, 3], { identity: '' }, 4],
    ['an identity as 64 bits', [0x21, 1, 2, 3, 4, 5, 6, 7, 8], { identity: '' }, 4],
    ['an identity as 32 bits', [0x25, 1, 2, 3, 4], { identity: '' }, 4],
    ['an identity as a group', [0x23, 0x08, 1, 0x24], { identity: '' }, 4],
    ['an identity as a number, after one', [0x22, 1, 'a', 0x20, 3], { identity: 'a' }, 4],
    ['a sequence as bytes', [0x82, 0x01, 2, 'hi'], { sequence: 0 }, 16],
    ['a destination as a number', [0x28, 3], { destinations: 0 }, 5],
    ['a case as a number', [0x10, 0], { case: 'none' }, 2],
    ['a case as a number, after one', [0x4a, 0, 0x10, 0], { case: 'chatMessage' }, 2],
    ['a topic as a number', [0x12, 3, 0x20, 0xac, 0x02], { case: 'user', topic: '' }, 4],
    ['an id as a number', [0x72, 5, 0x10, 7, 0x08, 0xac, 0x02], { case: 'streamChunk', count: 7, key: [] }, 1],
    ['a chunk’s index as bytes', [0x72, 3, 0x12, 1, 'a'], { case: 'streamChunk', count: 0 }, 2],
    ['a payload as a number', [0x12, 2, 0x10, 5], { case: 'user', payload: [] }, 2],
    ['a speaker’s sid as a number', [0x1a, 4, 0x0a, 2, 0x08, 9], { case: 'speaker' }, 1],
    ['an attribute’s key as a number', [0x6a, 4, 0x42, 2, 0x08, 9], { case: 'streamHeader' }, 1],
    ['a third field of an attribute', [0x6a, 4, 0x42, 2, 0x18, 0x12], { case: 'streamHeader' }, 3],
  ])('reads as the server does, and says that livekit-client may not: %s', (_, values, found, number) => {
    // What comes after it is read.
    const packet = bytes(...values, 0x8a, 0x01, 3, 'P_x');
    expect(scan(packet)).toMatchObject({ ok: true, isAmbiguous: true, sid: 'P_x', ...found });
    const scanner = new PacketScanner();
    scanner.scan(packet, 0, packet.length);
    expect(scanner.other.number).toBe(number);
  });

  it('says which field it was, of several the first, and in which case', () => {
    const other = (...values: (number | string)[]) => {
      const packet = bytes(0xff, ...values);
      const scanner = new PacketScanner();
      scanner.scan(packet, 1, packet.length);
      return { ...scanner.other, within: caseName(scanner.otherCase) };
    };
    const { wireType, entry } = otherReasons;
    const first = { reason: wireType, number: 4, wireType: 0, ownType: 2, at: 1 };
    expect(other(0x20, 3)).toEqual({ ...first, more: 0, within: 'none' });
    expect(other(0x20, 3, 0x12, 2, 0x10, 5)).toEqual({ ...first, more: 1, within: 'none' });
    expect(other(0x12, 3, 0x20, 0xac, 0x02, 0x20, 3)).toEqual({ ...first, at: 3, more: 1, within: 'user' });
    expect(other(0x6a, 4, 0x42, 2, 0x18, 0x12)).toMatchObject({ reason: entry, at: 5, within: 'streamHeader' });
    expect(scan(bytes(0x8a, 0x01, 3, 'P_x')).isAmbiguous).toBe(false);
  });

  // The server writes what it knows first, and then all fields that it does not know.
  const forged = bytes(0x22, 1, 'm', 0x8a, 0x01, 4, 'PA_1', 0x20, 3, 0xa2, 0x06, 9, 0x22, 1, 'b', 0x8a, 0x01, 3, 'P_2');

  it('names the sender that the server wrote, whatever is forged for livekit-client', () => {
    expect(DataPacket.fromBinary(forged)).toMatchObject({ participantIdentity: 'b', participantSid: 'P_2' });
    expect(scan(forged)).toMatchObject({ ok: true, isAmbiguous: true, identity: 'm', sid: 'PA_1' });
    expect(decodePacket(forged)).toMatchObject({ participantIdentity: 'm', participantSid: 'PA_1' });
  });

  it('names the forged one where it is asked for what livekit-client reads', () => {
    const scanner = new PacketScanner({ asLibrary: true });
    expect(scanner.scan(forged, 0, forged.length)).toBe(true);
    expect(decoder.decode(forged.subarray(scanner.sidStart, scanner.sidEnd))).toBe('P_2');
    expect(scanner.isAmbiguous).toBe(false);
  });

  it('refuses a field that reaches beyond its message', () => {
    // A user packet of 3 bytes, whose payload has 2 and begins at the third.
    const found = scan(bytes(0x12, 3, 0x12, 2, 1, 2));
    expect(found).toMatchObject({ ok: false, reason: 'a field reaches beyond the message that it is in' });
  });

  it.each([
    ['a speaker', bytes(0x1a, 4, 0x0a, 2, 0x0a, 0x7f), 'speaker', 6],
    ['a segment of a transcription', bytes(0x3a, 4, 0x22, 2, 0x12, 9), 'transcription', 6],
    ['an attribute of a stream', bytes(0x6a, 4, 0x42, 2, 0x0a, 9), 'streamHeader', 6],
  ])('a packet is malformed when %s in it is', (_, packet, within, at) => {
    expect(() => DataPacket.fromBinary(packet)).toThrow();
    const scanner = new PacketScanner();
    expect(scanner.scan(packet, 0, packet.length)).toBe(false);
    expect([caseName(scanner.caseCode), caseName(scanner.reasonCase), scanner.reasonAt]).toEqual([
      'malformed',
      within,
      at,
    ]);
  });

  it('text need not be UTF-8', () => {
    const packet = bytes(0x22, 2, 0xff, 0xfe);
    expect(DataPacket.fromBinary(packet).participantIdentity).toBe('\ufffd\ufffd');
    expect(scan(packet)).toMatchObject({ ok: true, identity: '\ufffd\ufffd' });
  });

  it.each([
    ['a cut field', bytes(0x22, 5, 'ab'), 'it ends in the middle of a field', 2],
    ['a cut field of another wire type', bytes(0x0a, 0x9f, 0xff, 0x12, 3), 'it ends in the middle of a field', 4],
    ['a cut tag', bytes(0x80), 'it ends in the middle of a field', 0],
    ['a cut fixed field', bytes(0xa1, 0x06, 1, 2, 3), 'it ends in the middle of a field', 2],
    ['an endless number', bytes(0x08, ...tooLong), 'a number has more than 10 bytes', 1],
    ['field 0', bytes(0x02, 0), 'a field has the number 0', 1],
    ['wire type 7', bytes(0x0f), 'a field has a wire type that does not exist', 1],
    ['an end of a group without beginning', bytes(0xa4, 0x06), 'a group is not closed', 2],
    ['a group without end', bytes(0xa3, 0x06, 0x08, 1), 'a group is not closed', 4],
    ['a group with another end', bytes(0xa3, 0x06, 0x14), 'a group is not closed', 3],
    ['groups 1,002 deep', bytes(0xa3, 0x06, ...new Array<number>(1_001).fill(0x0b)), 'a group is not closed', 1_003],
    ['an identity as a number of 11 bytes', bytes(0x20, ...tooLong, 1), 'a number has more than 10 bytes', 1],
    ['an identity as a cut number', bytes(0x20, 0x80), 'it ends in the middle of a field', 1],
    ['an identity as a cut group', bytes(0x23, 0x08, 1), 'a group is not closed', 3],
    ['an identity as the end of a group', bytes(0x24), 'a group is not closed', 1],
    ['a cut third field of an attribute', bytes(0x6a, 3, 0x42, 1, 0x18), 'it ends in the middle of a field', 5],
    ['a case that reaches beyond its length', bytes(0x12, 2, 0x12, 5), 'it ends in the middle of a field', 4],
    ['a length of 4 GB', bytes(0x22, 0xff, 0xff, 0xff, 0xff, 0x0f), 'it ends in the middle of a field', 6],
  ])('says why %s does not parse', (_, packet, reason, reasonAt) => {
    const found = scan(packet);
    expect({ ok: found.ok, case: found.case, reason: found.reason, reasonAt: found.reasonAt }).toEqual({
      ok: false,
      case: 'malformed',
      reason,
      reasonAt,
    });
    expect(found.payload).toEqual([...packet]);
  });

  it('never throws and never reads beyond the end, whatever the bytes (seed 11)', () => {
    const random = randomFrom(11);
    const scanner = new PacketScanner();
    for (let index = 0; index < 10_000; index += 1) {
      const packet = randomPacket(random).toBinary();
      const cut = packet.slice(0, Math.floor(random() * packet.length));
      for (let hits = 0; hits < 3 && cut.length > 0; hits += 1) cut[Math.floor(random() * cut.length)] = random() * 256;
      scanner.scan(cut, 0, cut.length);
      const ends = [scanner.identityEnd, scanner.sidEnd, scanner.topicEnd, scanner.payloadEnd];
      if (ends.some((end) => end > cut.length)) throw new Error(`beyond the end of ${cut.join(' ')}`);
    }
  });

  it('reads 15,000 broken packets of all cases as livekit-client does, where asked to (seed 3)', () => {
    const random = randomFrom(3);
    const scanner = new PacketScanner({ asLibrary: true });
    const verdicts = { accepted: 0, refused: 0 };
    for (let index = 0; index < 15_000; index += 1) {
      const packet = mutated(randomPacket(random).toBinary(), random);
      const accepted = scanner.scan(packet, 0, packet.length);
      const decoded = asLibrary(packet);
      if (accepted !== (decoded !== undefined)) throw new Error(`accepted ${accepted}: ${packet.join(' ')}`);
      verdicts[accepted ? 'accepted' : 'refused'] += 1;
      if (decoded !== undefined) expectSame(scanner, packet, decoded);
    }
    expect(Math.min(verdicts.accepted, verdicts.refused)).toBeGreaterThan(1_500);
  });

  it('reads them in one way only, unless it says that there are two (seed 4)', () => {
    const random = randomFrom(4);
    const scanner = new PacketScanner();
    const verdicts = { same: 0, ambiguous: 0, refused: 0 };
    for (let index = 0; index < 15_000; index += 1) {
      const broken = mutated(randomPacket(random).toBinary(), random);
      // Every other one ends in a number, in one of the fields 2 to 15.
      const end = index % 2 === 0 ? [] : [(2 + Math.floor(random() * 14)) << 3, random() * 128];
      const packet = Uint8Array.from([...broken, ...end]);
      if (!scanner.scan(packet, 0, packet.length)) {
        verdicts.refused += 1;
        continue;
      }
      verdicts[scanner.isAmbiguous ? 'ambiguous' : 'same'] += 1;
      const decoded = scanner.isAmbiguous ? decodePacket(packet) : asLibrary(packet);
      if (decoded === undefined) throw new Error(`not decoded: ${packet.join(' ')}`);
      expectSame(scanner, packet, decoded);
    }
    expect(Math.min(...Object.values(verdicts))).toBeGreaterThan(300);
  });
});

function asLibrary(packet: Uint8Array): DataPacket | undefined {
  try {
    return DataPacket.fromBinary(packet);
  } catch {
    return undefined;
  }
}

function expectSame(scanner: PacketScanner, packet: Uint8Array, decoded: DataPacket): void {
  const { participantIdentity, participantSid, sequence } = decoded;
  const name = decoder.decode(packet.subarray(scanner.identityStart, scanner.identityEnd));
  const sid = decoder.decode(packet.subarray(scanner.sidStart, scanner.sidEnd));
  const packetCase = caseName(scanner.caseCode);
  const isSameCase = (decoded.value.case ?? 'none') === (packetCase === 'unknown' ? 'none' : packetCase);
  if (name !== participantIdentity || sid !== participantSid || scanner.sequence !== sequence || !isSameCase) {
    throw new Error(`read otherwise: ${packet.join(' ')}`);
  }
}

/** Cut, or with some of its bytes changed, left out or doubled. */
function mutated(packet: Uint8Array, random: () => number): Uint8Array {
  const changed = [...packet];
  const below = (count: number): number => Math.floor(random() * count);
  for (let left = 1 + below(3); left > 0 && changed.length > 0; left -= 1) {
    const at = below(changed.length);
    const kind = below(5);
    if (kind === 0) changed.length = at;
    else if (kind === 1) changed.splice(at, 1 + below(3));
    else if (kind === 2) changed.splice(at, 0, ...changed.slice(at, at + 1 + below(4)));
    else changed[at] = kind === 3 ? below(256) : (changed[at] ?? 0) ^ (1 << below(8));
  }
  return Uint8Array.from(changed);
}
