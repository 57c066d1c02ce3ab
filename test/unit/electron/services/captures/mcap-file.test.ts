import { FileDescriptorSet, createRegistryFromDescriptors } from '@bufbuild/protobuf';
import { expect, test } from 'vitest';
import { BatchWriter, recordKinds } from '../../../../../electron/contract/feed-batch.ts';
import { noteBatch } from '../../../../../electron/services/captures/capture-file.ts';
import type { Piece } from '../../../../../electron/services/captures/capture-file.ts';
import { McapFile } from '../../../../../electron/services/captures/mcap-file.ts';
import { FakeRows, channels, packetBytes } from '../../../../support/capture-fixtures.ts';
import { readIndexed, readStream } from '../../../../support/mcap-reading.ts';

function makeFile() {
  const file = new McapFile({ library: 'room-console/0', facts: { room: 'demo' } });
  const parts: Uint8Array[] = [];
  const keep = (piece: Piece): void => {
    parts.push(piece.bytes.slice());
    piece.keep();
  };
  const bytes = (): Uint8Array => Buffer.concat(parts);
  keep(file.begin());
  return { file, keep, bytes };
}

const channelOf = (index: number) => channels[index];

test('each batch is whole in the file once it is there, without an end', () => {
  const { file, keep, bytes } = makeFile();
  const rows = new FakeRows();
  keep(file.add(rows.batch(3).bytes, channelOf));
  expect(readStream(bytes()).messages).toHaveLength(3);
  keep(file.add(rows.batch(2).bytes, channelOf));
  const read = readStream(bytes());
  expect(read.isWhole).toBe(false);
  expect(read.messages.map(({ sequence }) => sequence)).toEqual([0, 1, 2, 3, 4]);
  expect(read.messages[1]?.logTime).toBe(1_700_000_000_001_125_000n);
  expect([...read.topics.values()].map(({ topic }) => topic)).toEqual(['_reliable/in', '_lossy/in']);
  expect(read.metadata.get('room-console')).toEqual(new Map([['room', 'demo']]));
});

test('an ended file has an index, statistics, and our metadata at both ends', async () => {
  const { file, keep, bytes } = makeFile();
  const rows = new FakeRows();
  keep(file.add(noteBatch(1_700_000_000_000, 0, [{ type: 'sdk-reset' }]), channelOf));
  keep(file.add(rows.batch(5).bytes, channelOf));
  keep(file.add(rows.batch(4).bytes, channelOf));
  keep(file.end({ rows: '9' }));
  expect(readStream(bytes()).isWhole).toBe(true);
  const read = await readIndexed(bytes());
  expect(read.messages).toHaveLength(10);
  expect(read.topics).toEqual(['room-console', '_reliable/in', '_lossy/in']);
  expect(read.statistics).toMatchObject({ messageCount: 10n, chunkCount: 3, channelCount: 3, schemaCount: 2, metadataCount: 2 });
  expect(read.statistics?.messageStartTime).toBe(1_700_000_000_000_000_000n);
  expect(read.statistics?.messageEndTime).toBe(1_700_000_000_008_125_000n);
  expect(read.metadata).toEqual(
    new Map([
      ['room-console', new Map([['room', 'demo']])],
      ['room-console.end', new Map([['rows', '9']])],
    ]),
  );
});

test('a chunk that did not get into the file leaves no trace: what was new in it is told by the next', async () => {
  const { file, keep, bytes } = makeFile();
  const lost = new FakeRows();
  file.add(lost.batch(3).bytes, channelOf);
  keep(file.add(new FakeRows().batch(3).bytes, channelOf));
  keep(file.end({}));
  const read = await readIndexed(bytes());
  expect(read.messages).toHaveLength(3);
  expect(read.statistics).toMatchObject({ messageCount: 3n, chunkCount: 1 });
});

test('what is no DataPacket is on a channel without a schema', () => {
  const { file, keep, bytes } = makeFile();
  const batch = new FakeRows().batch(1);
  keep(file.add(batch.bytes, () => channels[2]));
  const [channel] = readStream(bytes()).topics.values();
  expect(channel).toMatchObject({ topic: '_reliable/in/malformed', schemaId: 0, messageEncoding: '' });
  expect(channel?.metadata).toEqual(
    new Map([
      ['label', '_reliable'],
      ['direction', 'in'],
      ['encoding', 'malformed'],
    ]),
  );
});

test('the schemas are told, and the one of packets decodes them', () => {
  const { file, keep, bytes } = makeFile();
  keep(file.add(noteBatch(1, 0, [{ type: 'sdk-reset' }]), channelOf));
  keep(file.add(new FakeRows().batch(1).bytes, channelOf));
  const { schemas, messages } = readStream(bytes());
  expect(schemas.map(({ name, encoding }) => [name, encoding])).toEqual([
    ['room_console.Note', 'jsonschema'],
    ['livekit.DataPacket', 'protobuf'],
  ]);
  const registry = createRegistryFromDescriptors(FileDescriptorSet.fromBinary(schemas[1]?.data ?? new Uint8Array()));
  const packet = registry.findMessage('livekit.DataPacket')?.fromBinary(messages[1]?.data ?? new Uint8Array());
  expect(packet?.toJson({ typeRegistry: registry })).toMatchObject({
    participantIdentity: 'alice',
    user: { topic: 'chat', payload: Buffer.from('message 0').toString('base64') },
  });
});

test('a batch that is not whole is kept up to there, and that is told', () => {
  const { file, keep, bytes } = makeFile();
  const { bytes: batch } = new FakeRows().batch(3);
  const piece = file.add(batch.subarray(0, batch.length - 8), channelOf);
  expect(piece.problem).toContain('goes beyond the batch');
  keep(piece);
  expect(readStream(bytes()).messages).toHaveLength(2);
  expect(file.add(batch, () => undefined).problem).toContain('was never told');
});

test('an empty batch is nothing', () => {
  const { file } = makeFile();
  expect(file.add(new Uint8Array(0), channelOf).bytes).toHaveLength(0);
});

test('µs become ns without a rest', () => {
  const { file, keep, bytes } = makeFile();
  const writer = new BatchWriter();
  const times = [1_764_000_000_123.457, 4_294_967.295, 4_294_967.296, 0];
  for (const [number, time] of times.entries()) writer.add(recordKinds.packet, time, number, 0, packetBytes('x'));
  keep(file.add(writer.take(), channelOf));
  const { messages } = readStream(bytes());
  const expected = [1_764_000_000_123_457_000n, 4_294_967_295_000n, 4_294_967_296_000n, 0n];
  expect(messages.map(({ logTime }) => logTime)).toEqual(expected);
  expect(messages.map(({ publishTime }) => publishTime)).toEqual(expected);
});

test('of a chunk that is larger than those before, and of a smaller one behind it, all is right', async () => {
  const { file, keep, bytes } = makeFile();
  const rows = new FakeRows();
  for (const count of [2, 3_000, 1]) keep(file.add(rows.batch(count).bytes, channelOf));
  const notes = noteBatch(1_700_000_000_000, 0, [{ type: 'sdk-reset' }]);
  keep(file.add(notes, channelOf));
  keep(file.end({}));
  expect(readStream(bytes()).isWhole).toBe(true);
  const read = await readIndexed(bytes());
  expect(read.messages).toHaveLength(3_004);
  expect(read.statistics).toMatchObject({ messageCount: 3_004n, chunkCount: 4 });
});
