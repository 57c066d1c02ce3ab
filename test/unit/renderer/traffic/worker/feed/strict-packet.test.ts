import { DataPacket, DataStream_Header, UserPacket } from '@livekit/protocol';
import { describe, expect, it } from 'vitest';
import { StrictPacket } from '../../../../../../renderer/traffic/worker/feed/strict-packet.ts';
import { userPacket } from '../log-fixtures.ts';

const strict = new StrictPacket();
const isOne = (bytes: Uint8Array) => strict.isOne(Uint8Array.of(9, 9, ...bytes, 9), 2, bytes.length + 2);
const text = (bytes: readonly number[], tag: number) => Uint8Array.of(tag, bytes.length, ...bytes);
const notUtf8 = [0x61, 0xff];

describe('StrictPacket', () => {
  it('takes packets as they are', () => {
    expect(isOne(new Uint8Array(0))).toBe(true);
    expect(isOne(userPacket('häl😀', { sequence: 900_000, destinationIdentities: ['ü'] }, { topic: 'ö', id: 'x' }))).toBe(true);
    // A payload need not be text.
    expect(isOne(userPacket(Uint8Array.from(notUtf8)))).toBe(true);
    const header = new DataStream_Header({ streamId: 's', timestamp: 5n, attributes: { a: 'ä', b: '' } });
    expect(isOne(new DataPacket({ value: { case: 'streamHeader', value: header } }).toBinary())).toBe(true);
  });

  it('takes fields that are unknown, or have another type than their own', () => {
    expect(isOne(Uint8Array.of(0xf2, 0x01, 2, ...notUtf8))).toBe(true);
    expect(isOne(Uint8Array.of((4 << 3) | 0, 5))).toBe(true);
    expect(isOne(Uint8Array.of((4 << 3) | 5, 1, 2, 3, 4, (4 << 3) | 1, 1, 2, 3, 4, 5, 6, 7, 8))).toBe(true);
  });

  it('refuses text that is no UTF-8, at whatever depth', () => {
    expect(isOne(text(notUtf8, (4 << 3) | 2))).toBe(false);
    // user { topic }
    expect(isOne(Uint8Array.of((2 << 3) | 2, 4, ...text(notUtf8, (4 << 3) | 2)))).toBe(false);
    // stream_header { attributes { value } }
    const entry = text(notUtf8, (2 << 3) | 2);
    const attributes = Uint8Array.of((8 << 3) | 2, entry.length, ...entry);
    expect(isOne(Uint8Array.of((13 << 3) | 2, attributes.length, ...attributes))).toBe(false);
    const chat = new UserPacket({ payload: Uint8Array.from(notUtf8) });
    expect(isOne(new DataPacket({ value: { case: 'user', value: chat } }).toBinary())).toBe(true);
  });

  it('refuses groups and long tags', () => {
    expect(isOne(Uint8Array.of(0xf3, 0x01, 0xf4, 0x01))).toBe(false);
    expect(isOne(Uint8Array.of(0xa0, 0x80, 0x80, 0x80, 0x80, 0x00, 5))).toBe(false);
    expect(isOne(Uint8Array.of(0xa0, 0x80, 0x80, 0x80, 0x10, 5))).toBe(false);
    expect(isOne(Uint8Array.of(0xa0, 0x80, 0x80, 0x80, 0x0f, 5))).toBe(true);
  });

  it('refuses what ends within a field', () => {
    const packet = userPacket('hello', { sequence: 5 });
    expect(isOne(packet.subarray(0, -1))).toBe(false);
    expect(isOne(Uint8Array.of((4 << 3) | 5, 1, 2))).toBe(false);
  });
});
