import { mkdir, mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { McapRecordBuilder } from '@mcap/core';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { describeCapture, isCapture } from '../../../../../electron/services/captures/describe-capture.ts';
import { factsOfCapture } from '../../../../../electron/services/captures/facts-of-capture.ts';
import { facts, recordFile } from '../../../../support/capture-fixtures.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'room-console-describe-'));
});
afterEach(() => rm(folder, { recursive: true }));
const file = (name: string) => path.join(folder, name);

describe('MCAP', () => {
  test('one that is whole tells its room, times and rows', async () => {
    await recordFile(file('a.mcap'), 250);
    expect(await describeCapture(file('a.mcap'))).toEqual({
      path: file('a.mcap'),
      name: 'a.mcap',
      format: 'mcap',
      bytes: (await readFile(file('a.mcap'))).length,
      room: 'demo',
      profile: 'Local',
      startedAtMs: 1_700_000_000_000.125,
      endedAtMs: 1_700_000_100_000,
      rows: 250,
      state: 'whole',
    });
    expect(await factsOfCapture(file('a.mcap'))).toEqual(facts);
  });

  test('one that was cut tells what stands at its beginning', async () => {
    await recordFile(file('a.mcap'), 250);
    await truncate(file('a.mcap'), 20_000);
    expect(await describeCapture(file('a.mcap'))).toMatchObject({ room: 'demo', rows: undefined, endedAtMs: undefined, state: 'cut' });
  });

  test('one of another system tells what its statistics say', async () => {
    const builder = new McapRecordBuilder();
    builder.writeMagic();
    builder.writeHeader({ profile: 'ros2', library: 'other' });
    builder.writeDataEnd({ dataSectionCrc: 0 });
    const summaryStart = BigInt(builder.length);
    const groupLength = builder.writeStatistics({
      messageCount: 5n,
      schemaCount: 0,
      channelCount: 0,
      attachmentCount: 0,
      metadataCount: 0,
      chunkCount: 0,
      messageStartTime: 1_700_000_000_000_000_000n,
      messageEndTime: 1_700_000_001_500_000_000n,
      channelMessageCounts: new Map(),
    });
    const summaryOffsetStart = BigInt(builder.length);
    builder.writeSummaryOffset({ groupOpcode: 0x0b, groupStart: summaryStart, groupLength });
    builder.writeFooter({ summaryStart, summaryOffsetStart, summaryCrc: 0 });
    builder.writeMagic();
    await writeFile(file('other.mcap'), builder.buffer);
    expect(await describeCapture(file('other.mcap'))).toMatchObject({
      room: '',
      rows: 5,
      startedAtMs: 1_700_000_000_000,
      endedAtMs: 1_700_000_001_500,
      state: 'whole',
    });
    expect((await factsOfCapture(file('other.mcap'))).room).toBe('');
  });

  test.each([
    ['without a summary', false],
    ['with a summary that has no index', true],
  ])('one of another system %s is whole', async (_what, hasSummary) => {
    const builder = new McapRecordBuilder();
    builder.writeMagic();
    builder.writeHeader({ profile: '', library: 'other' });
    builder.writeDataEnd({ dataSectionCrc: 0 });
    const summaryStart = hasSummary ? BigInt(builder.length) : 0n;
    const counts = { schemaCount: 0, channelCount: 0, attachmentCount: 0, metadataCount: 0, chunkCount: 0 };
    const times = { messageStartTime: 1_700_000_000_000_000_000n, messageEndTime: 1_700_000_001_500_000_000n };
    if (hasSummary) builder.writeStatistics({ ...counts, ...times, messageCount: 5n, channelMessageCounts: new Map() });
    builder.writeFooter({ summaryStart, summaryOffsetStart: 0n, summaryCrc: 0 });
    builder.writeMagic();
    await writeFile(file('other.mcap'), builder.buffer);
    const rows = hasSummary ? 5 : undefined;
    expect(await describeCapture(file('other.mcap'))).toMatchObject({ state: 'whole', rows });
  });

  test.each<[string, Uint8Array]>([
    ['empty', new Uint8Array(0)],
    ['text', new TextEncoder().encode('not a capture at all')],
    ['magic alone', Uint8Array.of(0x89, 0x4d, 0x43, 0x41, 0x50, 0x30, 0x0d, 0x0a)],
    ['a record of 2^63 bytes', Uint8Array.of(0x89, 0x4d, 0x43, 0x41, 0x50, 0x30, 0x0d, 0x0a, 1, 0, 0, 0, 0, 0, 0, 0, 0x80)],
  ])('%s is only a file', async (_what, bytes) => {
    await writeFile(file('a.mcap'), bytes);
    expect(await describeCapture(file('a.mcap'))).toMatchObject({ bytes: bytes.length, room: '', rows: undefined, state: 'cut' });
  });

  test('a footer that points anywhere is not followed', async () => {
    await recordFile(file('a.mcap'), 50);
    const whole = await readFile(file('a.mcap'));
    const view = new DataView(whole.buffer, whole.byteOffset, whole.length);
    for (const value of [0n, 1n, 2n ** 63n, BigInt(whole.length), 2n ** 64n - 1n]) {
      for (const at of [whole.length - 28, whole.length - 20]) {
        const before = view.getBigUint64(at, true);
        view.setBigUint64(at, value, true);
        await writeFile(file('b.mcap'), whole);
        expect(await describeCapture(file('b.mcap'))).toMatchObject({ room: 'demo' });
        view.setBigUint64(at, before, true);
      }
    }
  });

  test('any byte of the end may be wrong', async () => {
    await recordFile(file('a.mcap'), 5);
    const whole = await readFile(file('a.mcap'));
    for (let at = whole.length - 400; at < whole.length; at += 3) {
      const broken = Uint8Array.from(whole);
      broken[at] = (broken[at] ?? 0) ^ 0xff;
      await writeFile(file('b.mcap'), broken);
      expect(await describeCapture(file('b.mcap'))).toMatchObject({ path: file('b.mcap'), room: 'demo' });
    }
  });
});

describe('NDJSON', () => {
  test('one that is whole tells its room, times and rows', async () => {
    await recordFile(file('a.ndjson'), 0);
    expect(await describeCapture(file('a.ndjson'))).toMatchObject({
      format: 'ndjson',
      room: 'demo',
      profile: 'Local',
      startedAtMs: 1_700_000_100_000,
      endedAtMs: 1_700_000_100_000,
      rows: 0,
      state: 'whole',
    });
    expect(await factsOfCapture(file('a.ndjson'))).toEqual(facts);
  });

  test.each(['', '{', 'null', '[1]', 'x'.repeat(200_000), '{"note":"end","rows":"many"}'])('%.20s is only a file', async (text) => {
    await writeFile(file('a.ndjson'), text);
    expect(await describeCapture(file('a.ndjson'))).toMatchObject({ room: '', rows: undefined, state: 'cut' });
  });
});

test('one that is not there, or is a folder, is missing', async () => {
  await mkdir(file('folder.mcap'));
  expect(await describeCapture(file('none.mcap'))).toMatchObject({ name: 'none.mcap', state: 'missing', bytes: 0 });
  expect(await describeCapture(file('folder.mcap'))).toMatchObject({ state: 'missing' });
  expect((await factsOfCapture(file('none.mcap'))).room).toBe('');
});

test('what is listed', () => {
  const names = ['a.mcap', 'A.MCAP', 'a.ndjson', 'a.jsonl', 'a.csv', 'a.mcap.part', 'mcap'];
  expect(names.map(isCapture)).toEqual([true, true, true, true, false, false, false]);
});
