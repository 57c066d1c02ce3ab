import { describe, expect, it } from 'vitest';
import { chunkOf, ChunkReader, ChunkWriter, messagesOf } from '../../../../renderer/traffic/wire-chunk.ts';
import type { WireMessage } from '../../../../renderer/traffic/wire-chunk.ts';

function message(over: Partial<WireMessage> = {}): WireMessage {
  const bytes = over.bytes ?? new Uint8Array([1, 2, 3]);
  return { time: 1.5, sent: false, label: '_reliable', channelId: 2, isText: false, size: bytes.length, ...over, bytes };
}

function read(chunk: ArrayBuffer): { messages: WireMessage[]; problem: string | undefined } {
  const reader = new ChunkReader(chunk);
  const messages: WireMessage[] = [];
  while (reader.next()) {
    const { time, sent, label, channelId, isText, size, start, end } = reader;
    messages.push({ time, sent, label, channelId, isText, size, bytes: reader.bytes.slice(start, end) });
  }
  return { messages, problem: reader.problem };
}

function taken(writer: ChunkWriter): ArrayBuffer {
  const chunk = writer.take();
  if (chunk === undefined) throw new Error('empty');
  return chunk;
}

describe('wire chunks', () => {
  it('bring back what was written', () => {
    const writer = new ChunkWriter(4_096);
    const written = [
      message({ time: 1_763_967_600_123.456, bytes: new Uint8Array(0) }),
      message({ sent: true, label: '_lossy', channelId: undefined }),
      message({ label: '_data_track', channelId: 65_534, isText: true }),
      message({ label: 'my “label”', bytes: new Uint8Array(300).fill(7) }),
      message({ label: '', size: 12, bytes: new Uint8Array(0) }),
      message({ label: 'my “label”' }),
    ];
    for (const entry of written) expect(writer.append(entry)).toBe(true);
    const chunk = taken(writer);
    expect(messagesOf(chunk)).toBe(6);
    expect(read(chunk)).toEqual({ messages: written, problem: undefined });
    expect(writer.take()).toBeUndefined();
  });

  it('stand alone: labels are defined anew in each', () => {
    const writer = new ChunkWriter(4_096);
    for (let index = 0; index < 2; index += 1) {
      writer.append(message({ label: 'foreign' }));
      expect(read(taken(writer)).messages[0]?.label).toBe('foreign');
    }
  });

  it('say when they are full', () => {
    const full = (over: Partial<WireMessage>): boolean => !new ChunkWriter(128).append(message(over));
    // 24 of the header, 24 of each record; padded to 8.
    expect(full({ bytes: new Uint8Array(80) })).toBe(false);
    expect(full({ bytes: new Uint8Array(81) })).toBe(true);
    expect(full({ label: 'four', bytes: new Uint8Array(48) })).toBe(false);
    expect(full({ label: 'four', bytes: new Uint8Array(49) })).toBe(true);
    const writer = new ChunkWriter(128);
    expect(writer.append(message({ bytes: new Uint8Array(80) }))).toBe(true);
    expect(writer.append(message({ bytes: new Uint8Array(0) }))).toBe(false);
    expect(read(taken(writer)).messages).toHaveLength(1);
    expect(writer.append(message())).toBe(true);
  });

  it('take 256 labels', () => {
    const writer = new ChunkWriter(64 * 1_024);
    for (let index = 3; index < 256; index += 1) writer.append(message({ label: `label ${index}` }));
    expect(writer.append(message({ label: 'one more' }))).toBe(false);
    expect(writer.append(message({ label: 'label 255' }))).toBe(true);
    expect(read(taken(writer)).messages.at(-1)?.label).toBe('label 255');
  });

  it('of a single message have the room it takes', () => {
    const large = message({ label: 'ü'.repeat(50), bytes: new Uint8Array(400_000).fill(3) });
    expect(read(chunkOf(large))).toEqual({ messages: [large], problem: undefined });
  });

  it('that are cut or foreign are read as far as they make sense', () => {
    const writer = new ChunkWriter(4_096);
    writer.append(message());
    writer.append(message());
    const chunk = taken(writer);
    expect(read(chunk.slice(0, 5)).problem).toBe('not a chunk of messages');
    expect(read(new ArrayBuffer(64)).problem).toBe('not a chunk of messages');
    expect(read(chunk.slice(0, 40)).problem).toBe('the chunk names 88 bytes and has 40');

    const shorter = chunk.slice(0);
    new DataView(shorter).setUint32(4, 64, true);
    expect(read(shorter)).toEqual({ messages: [message()], problem: 'a record is cut off' });
    const longer = chunk.slice(0);
    new DataView(longer).setUint32(56 + 8, 4_000_000, true);
    expect(read(longer)).toEqual({ messages: [message()], problem: 'the bytes of a record are cut off' });
  });
});
