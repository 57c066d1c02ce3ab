import { describe, expect, it } from 'vitest';
import { SharedChunkReader, SharedChunkWriter } from '../../../../renderer/traffic/shared-chunk.ts';

const capacity = 1_024;

function pair(number?: number) {
  const writer = new SharedChunkWriter(capacity, number);
  const reader = new SharedChunkReader(writer.buffer, new ArrayBuffer(capacity));
  return { writer, reader };
}

function write(writer: SharedChunkWriter, value: number, label = '_lossy', length = 3): boolean {
  return writer.write(value, false, label, 2, false, new Uint8Array(length).fill(value), length);
}

function readAll(reader: SharedChunkReader): number[] {
  const values: number[] = [];
  reader.take();
  while (reader.next()) {
    const { bytes, start, end, time } = reader.records;
    expect([...bytes.subarray(start, end)].every((byte) => byte === time)).toBe(true);
    values.push(time);
  }
  return values;
}

describe('a shared chunk', () => {
  it('is read while it is filled', () => {
    const { writer, reader } = pair();
    expect(readAll(reader)).toEqual([]);
    write(writer, 1);
    write(writer, 2, 'foreign');
    expect(readAll(reader)).toEqual([1, 2]);
    expect(reader.records.label).toBe('foreign');
    write(writer, 3, 'foreign');
    expect(readAll(reader)).toEqual([3]);
    expect(reader.records.label).toBe('foreign');
    expect(reader.announced).toBe(3);
    expect(reader.isAtEnd).toBe(false);
  });

  it('ends when it is full, with the chunk to go on in, if the reader knows it', () => {
    const { writer, reader } = pair();
    let written = 0;
    while (write(writer, written + 1, '_lossy', 100)) written += 1;
    writer.close(new SharedChunkWriter(capacity, 3));
    expect(readAll(reader)).toHaveLength(written);
    expect(reader.isAtEnd).toBe(true);
    expect(reader.goesOnIn).toBe(3);
    expect(reader.announced).toBe(written);

    for (const next of [undefined, new SharedChunkWriter(capacity)]) {
      const other = pair();
      other.writer.close(next);
      other.reader.take();
      expect(other.reader.isAtEnd).toBe(true);
      expect(other.reader.goesOnIn).toBeUndefined();
    }
  });

  it('tells its writer when the reader sleeps, unless something came meanwhile', () => {
    const { writer, reader } = pair();
    write(writer, 1);
    readAll(reader);
    expect(reader.sleep()).toBe(true);
    expect(writer.isReaderAsleep).toBe(true);
    writer.isReaderAsleep = false;
    write(writer, 2);
    expect(reader.sleep()).toBe(false);
    expect(writer.isReaderAsleep).toBe(false);
    readAll(reader);
    writer.close();
    expect(reader.sleep()).toBe(false);
  });

  it('is free for its writer only when the reader has released it', () => {
    const { writer, reader } = pair();
    write(writer, 1);
    writer.close();
    readAll(reader);
    expect(writer.isDone).toBe(false);
    reader.release();
    expect(writer.isDone).toBe(true);
    writer.reset();
    expect(writer.isDone).toBe(false);
    write(writer, 9, 'label');
    const again = new SharedChunkReader(writer.buffer, new ArrayBuffer(capacity));
    expect(readAll(again)).toEqual([9]);
    expect(again.records.label).toBe('label');
  });

  it('is read from a copy: what is written later does not change it', () => {
    const { writer, reader } = pair();
    write(writer, 1);
    reader.take();
    new Uint8Array(writer.buffer).fill(0xff, 24);
    expect(reader.next()).toBe(true);
    expect(reader.records.time).toBe(1);
  });

  it('says once what is wrong with it', () => {
    const reader = new SharedChunkReader(new SharedArrayBuffer(capacity), new ArrayBuffer(capacity));
    expect(reader.newProblem()).toBe('not a chunk of messages');
    expect(reader.newProblem()).toBeUndefined();
    const { writer, reader: other } = pair();
    write(writer, 1);
    write(writer, 2);
    writer.close();
    // The length of the second record.
    new DataView(writer.buffer).setUint32(24 + 32 + 8, 5_000, true);
    expect(readAll(other)).toEqual([1]);
    expect(other.newProblem()).toBe('the bytes of a record are cut off');
    expect(other.announced).toBe(2);
  });
});
