import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DataPacket } from '@livekit/protocol';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BatchWriter, recordKinds } from '../../electron/contract/feed-batch.ts';
import { FileSeries } from '../../electron/services/captures/file-series.ts';
import { RecordedFiles } from '../../electron/services/captures/recorded-files.ts';
import { noTotals } from '../../electron/services/captures/feed-totals.ts';
import { channels, facts } from '../support/capture-fixtures.ts';
import { everyPacket } from '../support/every-packet.ts';
import { readStream } from '../support/mcap-reading.ts';
import { pythonMcap } from '../support/python-mcap.ts';

const batches = 40;
const perBatch = 16;
let folder = '';
let file = '';

/** A file with every kind of packet, notes among them, in many chunks. */
async function record(): Promise<void> {
  file = path.join(folder, 'all.mcap');
  const now = () => 1_700_000_000_000;
  const onTrouble = (message: string) => expect.fail(message);
  const series = new FileSeries({ path: file, isExact: true, format: 'mcap', library: 'room-console/0', rotation: {}, onTrouble, now });
  const files = new RecordedFiles({ files: series, source: () => facts, filter: '', payloads: true, now, onProblem: () => undefined });
  await files.begin();
  const packets = everyPacket().map((packet) => packet.toBinary());
  let row = 0;
  for (let batch = 0; batch < batches; batch += 1) {
    const writer = new BatchWriter();
    for (let index = 0; index < perBatch; index += 1) {
      const packet = packets[index % packets.length] ?? new Uint8Array();
      writer.add(recordKinds.packet, now() + row / 8, row, row % 5 === 0 ? 2 : row % 2, packet);
      const flags = { type: 'flags', number: row, flags: ['repeat'] };
      if (row % 7 === 0) writer.add(recordKinds.note, now() + row / 8, row, 0, new TextEncoder().encode(JSON.stringify(flags)));
      row += 1;
    }
    await files.write({
      bytes: writer.take(),
      rows: perBatch,
      firstTime: 0,
      lastTime: 0,
      channelOf: (index) => channels[index],
      totals: { ...noTotals, rows: row },
      onWritten: () => undefined,
    });
  }
  expect(await files.finish([])).toBe(0);
}

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'room-console-readers-'));
  await record();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Ends of the file's chunks, bytes from its beginning, and how many messages are in it up to there. */
function chunkEnds(bytes: Uint8Array): readonly { readonly end: number; readonly messages: number }[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const ends: { end: number; messages: number }[] = [];
  for (let at = 8; at < bytes.length - 8; ) {
    const end = at + 9 + Number(view.getBigUint64(at + 1, true));
    if (bytes[at] === 0x06) ends.push({ end, messages: readStream(bytes.subarray(0, end)).messages.length });
    at = end;
  }
  return ends;
}

/** mulberry32: the cuts of a failing run can be made again by its seed. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const readEverything = `
import sys, json
from google.protobuf.json_format import MessageToDict
from mcap.reader import make_reader
from mcap_protobuf.decoder import DecoderFactory
with open(sys.argv[1], 'rb') as stream:
    reader = make_reader(stream, validate_crcs=True, decoder_factories=[DecoderFactory()])
    channels = reader.get_summary().channels.values()
    topics = [one.topic for one in channels if one.message_encoding == 'protobuf']
    packets = [
        [channel.topic, message.sequence, message.log_time, MessageToDict(packet)]
        for _schema, channel, message, packet in reader.iter_decoded_messages(topics=topics)
    ]
    messages = sum(1 for _ in reader.iter_messages())
    metadata = {one.name: one.metadata for one in reader.iter_metadata()}
    notes = [json.loads(message.data)['type'] for _s, _c, message in reader.iter_messages(topics=['room-console'])]
    print(json.dumps({
        'topics': sorted(one.topic for one in channels), 'packets': packets, 'messages': messages, 'metadata': metadata,
        'notes': notes, 'statistics': reader.get_summary().statistics.message_count,
    }))
`;

const readCuts = `
import sys, json, io
from mcap.records import Message
from mcap.stream_reader import StreamReader
whole = open(sys.argv[1], 'rb').read()
def read(cut):
    found = []
    try:
        for record in StreamReader(io.BytesIO(whole[:cut]), validate_crcs=True).records:
            if isinstance(record, Message): found.append((record.channel_id, record.sequence, record.log_time, record.data))
    except Exception:
        pass
    return found
everything = read(len(whole))
print(json.dumps([[len(found), found == everything[:len(found)]] for found in map(read, json.loads(sys.argv[2]))]))
`;

interface Everything {
  readonly topics: readonly string[];
  readonly packets: readonly (readonly [topic: string, sequence: number, time: number, packet: unknown])[];
  readonly messages: number;
  readonly metadata: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly notes: readonly string[];
  readonly statistics: number;
}

describe('Python', () => {
  test('decodes every packet, with each field as we know it', { timeout: 200_000 }, async ({ skip }) => {
    const python = await pythonMcap();
    if (!python.ok) return skip(python.message);
    const read = (await python.value.run(readEverything, file)) as Everything;
    expect(read.topics).toEqual(['_lossy/in', '_reliable/in', '_reliable/in/malformed', 'room-console']);
    const rows = [...Array(batches * perBatch).keys()].filter((row) => row % 5 !== 0);
    expect(read.packets.map(([, sequence]) => sequence)).toEqual(rows);
    const packets = everyPacket();
    for (const [topic, sequence, , packet] of read.packets) {
      expect(topic).toBe(sequence % 2 === 0 ? '_reliable/in' : '_lossy/in');
      const own = packets[sequence % packets.length] ?? new DataPacket();
      expect(packet).toEqual(own.toJson());
    }
    expect(read.statistics).toBe(read.messages);
    expect(read.metadata['room-console']).toMatchObject({ room: 'demo', profile: 'Local', server: facts.server });
    expect(read.metadata['room-console.end']).toMatchObject({ rows: String(batches * perBatch) });
    expect(read.notes[0]).toBe('session');
    expect(read.notes).toContain('end');
  });
});

describe('a file that is cut anywhere', () => {
  const seed = Math.floor(Math.random() * 2 ** 31);

  test(`is read up to there, by @mcap/core and by Python (seed ${seed})`, { timeout: 200_000 }, async ({ skip }) => {
    console.log(`cuts by seed ${seed}`);
    const whole = await readFile(file);
    const ends = chunkEnds(whole);
    expect(ends.length).toBeGreaterThan(batches);
    const next = random(seed);
    const cuts = Array.from({ length: 100 }, () => Math.floor(next() * (whole.length + 1)));
    const due = cuts.map((cut) => Math.max(0, ...ends.filter(({ end }) => end <= cut).map(({ messages }) => messages)));
    const all = readStream(whole).messages;
    const own = cuts.map((cut) => readStream(whole.subarray(0, cut)).messages);
    expect(own.map((messages) => messages.length)).toEqual(due);
    for (const messages of own) expect(messages).toEqual(all.slice(0, messages.length));

    const python = await pythonMcap();
    if (!python.ok) return skip(python.message);
    const copy = path.join(folder, 'copy.mcap');
    await writeFile(copy, whole);
    const read = (await python.value.run(readCuts, copy, JSON.stringify(cuts))) as [number, boolean][];
    expect(read.map(([, isPrefix]) => isPrefix)).toEqual(cuts.map(() => true));
    expect(read.map(([count], index) => Math.min(count, due[index] ?? 0))).toEqual(due);
  });
});
