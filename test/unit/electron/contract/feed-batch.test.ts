import { describe, expect, it } from 'vitest';
import { BatchReader, BatchWriter, recordKinds } from '../../../../electron/contract/feed-batch.ts';

function bytesOf(length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, index) => (index * 31 + length) & 255);
}

describe('BatchWriter and BatchReader', () => {
  it('hand on records of any length', () => {
    const writer = new BatchWriter(64);
    const lengths = [0, 1, 7, 8, 100, 128, 129, 5_000];
    const source = bytesOf(6_000);
    for (const [index, length] of lengths.entries()) {
      writer.add(recordKinds.packet, 1_000.125 + index, index, 7 * index, source, 3, 3 + length);
    }
    writer.add(recordKinds.note, 5, 0xffff_fffe, 0, bytesOf(9));
    expect(writer.records).toBe(9);
    const batch = writer.take();
    expect(batch.length % 8).toBe(0);
    expect([writer.records, writer.usedBytes]).toEqual([0, 0]);
    const reader = new BatchReader(batch);
    for (const [index, length] of lengths.entries()) {
      expect(reader.next()).toBe(true);
      expect([reader.kind, reader.time, reader.number, reader.channel]).toEqual([0, 1_000.125 + index, index, 7 * index]);
      expect(reader.bytes).toEqual(source.subarray(3, 3 + length));
    }
    expect(reader.next()).toBe(true);
    expect([reader.kind, reader.time, reader.number, reader.bytes]).toEqual([1, 5, 0xffff_fffe, bytesOf(9)]);
    expect(reader.next()).toBe(false);
    expect(reader.problem).toBeUndefined();
  });

  it('says where a batch is cut', () => {
    const writer = new BatchWriter();
    writer.add(recordKinds.packet, 1, 1, 1, bytesOf(16));
    const batch = writer.take();
    for (let length = 1; length < batch.length; length += 1) {
      const reader = new BatchReader(batch.subarray(0, length));
      expect(reader.next()).toBe(false);
      expect(reader.problem).toContain('beyond the batch');
    }
  });
});
