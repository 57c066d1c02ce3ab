import { createRequire } from 'node:module';
import { zstdCompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { BlockTable } from '../../../../../../renderer/traffic/worker/capture/block-table.ts';
import { CaptureBytes } from '../../../../../../renderer/traffic/worker/capture/capture-bytes.ts';
import { CaptureSink } from '../../../../../../renderer/traffic/worker/capture/capture-sink.ts';
import { FileWindow } from '../../../../../../renderer/traffic/worker/capture/file-window.ts';
import { McapReader } from '../../../../../../renderer/traffic/worker/capture/mcap-reader.ts';
import { ByteBudget } from '../../../../../../renderer/traffic/worker/store/byte-budget.ts';
import { userPacket } from '../log-fixtures.ts';
import { FakeFile, makeCapture, packets, previews, writeMcap } from './capture-fixtures.ts';
import type { WriteOptions } from './capture-fixtures.ts';

const lz4 = createRequire(import.meta.url)('lz4js') as { compress(bytes: Uint8Array): Uint8Array };
const packers: Readonly<Record<string, WriteOptions['compress']>> = {
  none: undefined,
  zstd: { name: 'zstd', pack: (bytes) => new Uint8Array(zstdCompressSync(bytes)) },
  lz4: { name: 'lz4', pack: (bytes) => lz4.compress(bytes) },
};

function withCompression(name: string): WriteOptions {
  const compress = packers[name];
  return compress === undefined ? {} : { compress };
}

/** Offsets of the records of the file, by opcode. */
function recordsOf(bytes: Uint8Array, opcode: number): number[] {
  const view = new DataView(bytes.buffer);
  const found: number[] = [];
  let at = 8;
  while (at + 9 <= bytes.length - 8) {
    if (view.getUint8(at) === opcode) found.push(at);
    at += 9 + Number(view.getBigUint64(at + 1, true));
  }
  return found;
}

const chunkOpcode = 0x06;
const messageOpcode = 0x05;

async function open(bytes: Uint8Array, budgetBytes?: number) {
  const made = makeCapture(bytes, budgetBytes === undefined ? {} : { budgetBytes });
  const status = await made.readAll();
  return { ...made, status, rows: made.session.log.nextRow, texts: () => previews(made.session) };
}

describe('McapReader', () => {
  it.each(['zstd', 'lz4'])('reads chunks that are packed with %s, and finds their rows again', async (name) => {
    const bytes = await writeMcap(packets(2_000, 3_000), { ...withCompression(name), chunkSize: 50_000 });
    const { status, rows, session, file } = await open(bytes, 5e6);
    expect(status).toMatchObject({ problem: undefined, remarks: [] });
    expect(rows).toBe(2_000);
    for (const row of [0, 1_999, 1_000]) expect(session.row(row)).toMatchObject({ preview: expect.stringMatching(`^${row} `) });
    expect(file.reads).toBeGreaterThan(0);
  });

  it.each([
    ['none', true],
    ['none', false],
    ['zstd', true],
    ['lz4', true],
  ])('opens a file up to where it was cut, wherever that is (%s, chunks: %s)', async (name, useChunks) => {
    const count = 8;
    const bytes = await writeMcap(packets(count), { ...withCompression(name), useChunks, chunkSize: 150 });
    const dataEnd = recordsOf(bytes, 0x0f)[0] ?? 0;
    let before = 0;
    for (let length = 0; length <= bytes.length; length += 1) {
      const { status, rows, texts } = await open(bytes.slice(0, length));
      expect(status.done).toBe(true);
      if (length <= dataEnd) expect(status.problem).toMatch(/ends|no rows/);
      expect(rows).toBeGreaterThanOrEqual(before);
      expect(texts()).toEqual(packets(rows).map((_, index) => `${index} `.padEnd(20, '.')));
      before = rows;
    }
    expect(before).toBe(count);
  });

  it('shows the rows of a plain chunk that was cut', async () => {
    const bytes = await writeMcap(packets(100), { chunkSize: 1_000_000 });
    const { rows, status } = await open(bytes.slice(0, Math.floor(bytes.length / 2)));
    expect(rows).toBeGreaterThan(20);
    expect(status.problem).toContain('Everything up to there is shown');
  });

  it('says which chunk has a wrong checksum, and goes on', async () => {
    const bytes = await writeMcap(packets(100), { chunkSize: 1_000 });
    const [, second = 0] = recordsOf(bytes, chunkOpcode);
    const damaged = bytes.slice();
    damaged[second + 100] = (damaged[second + 100] ?? 0) ^ 0x01;
    const { rows, texts, status } = await open(damaged);
    expect(rows).toBe(101);
    expect(texts().filter((text) => text.startsWith('capture: A part of the file is damaged'))).toHaveLength(1);
    expect(status.doubts).toEqual(['1 place of the file is damaged.', expect.stringMatching(/^At row 26: The checksum .* wrong.* another copy/)]);
  });

  it.each(['zstd', 'lz4'])('leaves a damaged %s chunk out, says where, and goes on', async (name) => {
    const bytes = await writeMcap(packets(400, 200), { ...withCompression(name), chunkSize: 20_000 });
    const [, second = 0] = recordsOf(bytes, chunkOpcode);
    const damaged = bytes.slice();
    damaged.fill(0xff, second + 60, second + 120);
    const { rows, texts, status } = await open(damaged);
    expect(status.problem).toBeUndefined();
    expect(rows).toBeGreaterThan(200);
    expect(rows).toBeLessThan(401);
    expect(texts().some((text) => text.startsWith('capture: A part of the file is damaged'))).toBe(true);
  });

  it('refuses to unpack what says it is too large, or grows too much', async () => {
    const bytes = await writeMcap(packets(200, 200), { ...withCompression('zstd'), chunkSize: 10_000 });
    const [, first = 0, second = 0] = recordsOf(bytes, chunkOpcode);
    const bomb = bytes.slice();
    const view = new DataView(bomb.buffer);
    view.setBigUint64(first + 9 + 16, 2n ** 40n, true);
    view.setBigUint64(second + 9 + 16, 15n * 2n ** 20n + 2n ** 21n, true);
    const { session, status, rows } = await open(bomb, 128 * 2 ** 20);
    const texts = Array.from({ length: rows }, (_, row) => session.row(row)).flatMap((row) => (row?.type === 'event' ? [row.text] : []));
    expect(texts[0]).toContain('more than there is for it');
    expect(texts[1]).toContain('no traffic does');
    expect(status.doubts).toEqual(['2 places of the file are damaged.', expect.stringContaining('smaller chunks'), expect.stringContaining('do not trust')]);
    expect(rows).toBeGreaterThan(50);
  });

  it('unpacks a real bomb no further than it may', async () => {
    const compress = { name: 'zstd', pack: () => new Uint8Array(zstdCompressSync(new Uint8Array(200 * 2 ** 20))) };
    const bytes = await writeMcap(packets(1), { compress });
    const [first = 0] = recordsOf(bytes, chunkOpcode);
    // It says that it has 1,000 bytes.
    new DataView(bytes.buffer).setBigUint64(first + 9 + 16, 1_000n, true);
    const { status, session } = await open(bytes);
    expect(status.doubts).toEqual(['1 place of the file is damaged.', expect.stringContaining('another copy')]);
    expect(session.log.nextRow).toBe(1);
  });

  it.each([2n ** 63n, 2n ** 64n - 1n, 2n ** 53n, 2n ** 32n, 1n, 0n])('survives a record that names %s bytes', async (length) => {
    for (const useChunks of [true, false]) {
      const bytes = await writeMcap(packets(50), { useChunks, chunkSize: 600 });
      for (const opcode of [0x01, 0x03, 0x04, messageOpcode, chunkOpcode, 0x07, 0x0f]) {
        for (const at of recordsOf(bytes, opcode).slice(0, 3)) {
          const hostile = bytes.slice();
          new DataView(hostile.buffer).setBigUint64(at + 1, length, true);
          const { status, texts } = await open(hostile);
          expect(status.done).toBe(true);
          texts();
        }
      }
    }
  });

  it('does not look at an index that lies', async () => {
    const bytes = await writeMcap(packets(50), { chunkSize: 600 });
    const [end = 0] = recordsOf(bytes, 0x0f);
    const hostile = bytes.slice();
    hostile.fill(0xff, end + 13, bytes.length - 8);
    const { status, rows } = await open(hostile);
    expect(status.problem).toBeUndefined();
    expect(rows).toBe(50);
  });

  it('survives any byte that is wrong', async () => {
    for (const name of Object.keys(packers)) {
      const bytes = await writeMcap(packets(5), { ...withCompression(name), chunkSize: 150 });
      for (let at = 0; at < bytes.length; at += 1) {
        const hostile = bytes.slice();
        hostile[at] = (hostile[at] ?? 0) ^ (1 << (at % 8));
        const { status, texts } = await open(hostile);
        expect(status.done).toBe(true);
        texts();
      }
    }
  });

  it('leaves out messages of channels that the file does not describe', async () => {
    const bytes = await writeMcap(packets(20), { useChunks: false });
    const [channel = 0] = recordsOf(bytes, 0x04);
    const hostile = bytes.slice();
    hostile[channel + 9] = 77;
    const { status, rows } = await open(hostile);
    expect(rows).toBe(0);
    expect(status.remarks).toContain('20 messages of channels that the file does not describe were left out.');
  });

  it('says that something else is no MCAP', async () => {
    const { status } = await open(new TextEncoder().encode('This is a letter.'));
    expect(status.problem).toContain('does not begin as an MCAP does');
  });

  it('says that there are bytes behind the end of the file', async () => {
    const bytes = await writeMcap(packets(5));
    expect((await open(bytes)).status).toMatchObject({ problem: undefined, remarks: [], doubts: [] });
    const longer = new Uint8Array([...bytes, ...bytes]);
    const { status, rows } = await open(longer);
    expect(rows).toBe(5);
    expect(status.problem).toBeUndefined();
    expect(status.doubts).toEqual([expect.stringContaining(' behind the end of the capture were left out')]);
    expect(status.remarks).toEqual(status.doubts);
  });

  it('says what to do where a chunk is packed in a way that nobody knows', async () => {
    const bytes = await writeMcap(packets(5), { compress: { name: 'brotli', pack: (plain) => plain } });
    const { status } = await open(bytes);
    expect(status.doubts[1]).toContain('does not know (it knows zstd and lz4). Have the file written anew');
  });

  /** A file whose chunks are all this one, packed. */
  async function manyTimes(chunk: Uint8Array, times: number): Promise<Uint8Array> {
    const compress = { name: 'zstd', pack: () => new Uint8Array(zstdCompressSync(chunk)) };
    const bytes = await writeMcap(packets(1), { compress });
    const [first = 0] = recordsOf(bytes, chunkOpcode);
    const view = new DataView(bytes.buffer);
    view.setBigUint64(first + 9 + 16, BigInt(chunk.length), true);
    view.setUint32(first + 9 + 24, 0, true);
    const end = first + 9 + Number(view.getBigUint64(first + 1, true));
    const chunks = Array.from({ length: times }, () => bytes.subarray(first, end));
    return new Uint8Array(Buffer.concat([bytes.subarray(0, first), ...chunks, bytes.subarray(end)]));
  }

  it('holds where many chunks grow as no traffic does, says so, and reads on when it is told to', async () => {
    const bomb = await manyTimes(new Uint8Array(16 * 2 ** 20), 40);
    expect(bomb.length).toBeLessThan(40_000);
    const { capture, scheduler, status } = await open(bomb);
    expect(status).toMatchObject({ done: true, isHeld: true });
    expect(status.problem).toMatch(/^Reading was held: .* have unpacked to 272 MiB, .* times as much, which no traffic does\. .*read on all the same\.$/);
    expect(status.bytes).toBeLessThan(bomb.length);
    capture.readOn();
    for (let turn = 0; !capture.status.done; turn += 1) {
      expect(turn).toBeLessThan(10_000);
      scheduler.advance(0);
      await Promise.resolve();
    }
    expect(capture.status).toMatchObject({ isHeld: false, bytes: bomb.length });
  });

  it('holds where few bytes are millions of rows', async () => {
    const plain = await writeMcap(packets(1).map((packet) => ({ ...packet, bytes: new Uint8Array(0) })), { useChunks: false });
    const [schema = 0] = recordsOf(plain, 0x03);
    const [message = 0] = recordsOf(plain, messageOpcode);
    const one = plain.subarray(message, message + 31);
    const rows = new Uint8Array(message - schema + one.length * 400_000);
    rows.set(plain.subarray(schema, message));
    for (let at = message - schema; at < rows.length; at += one.length) rows.set(one, at);
    const { status, session } = await open(await manyTimes(rows, 5));
    expect(status.problem).toContain('of the file have unpacked to 1,000,0');
    expect(status.isHeld).toBe(true);
    expect(session.log.nextRow).toBeLessThan(1_000_100);
  });

  it('does not hold what is only packed well', async () => {
    const same = { bytes: userPacket('.'.repeat(15_000)) };
    const bytes = await writeMcap(Array.from({ length: 3_000 }, () => same), { ...withCompression('zstd'), chunkSize: 1_000_000 });
    expect(bytes.length).toBeLessThan(1_000_000);
    expect((await open(bytes)).status).toMatchObject({ problem: undefined, isHeld: false });
  });

  it('lets others have their turn within a chunk, and after each of many small ones', async () => {
    for (const [bytes, pauses] of [
      [await manyTimes(new Uint8Array(16 * 2 ** 20), 2), 256],
      [await writeMcap(packets(500), { ...withCompression('zstd'), chunkSize: 100 }), 200],
      [await writeMcap(packets(500), { chunkSize: 100 }), 200],
    ] as const) {
      const { session } = makeCapture(new Uint8Array(0));
      const blocks = new BlockTable();
      const options = { blocks, source: new FakeFile(bytes), budget: new ByteBudget(2 ** 26), unpackMaximum: 2 ** 26, onLost: () => undefined };
      const sink = new CaptureSink({ session, blocks, bytes: new CaptureBytes(options) });
      const reader = new McapReader({ sink, fileBytes: bytes.length, unpackMaximum: 2 ** 26 });
      const window = FileWindow.over(bytes);
      let paused = 0;
      while (reader.step(window, () => true) === 'paused') paused += 1;
      expect(paused).toBeGreaterThan(pauses);
    }
  });

  it('does not walk through bytes that are no records, behind the rows', async () => {
    const bytes = await writeMcap(packets(5));
    const [end = 0] = recordsOf(bytes, 0x0f);
    const zeros = new Uint8Array(end + 13 + 100_000);
    zeros.set(bytes.subarray(0, end + 13));
    const { status, rows } = await open(zeros);
    expect(rows).toBe(5);
    expect(status.problem).toBeUndefined();
    expect(status.doubts).toEqual([expect.stringMatching(/^The last 98 KiB of the file are no records: .*All rows before are shown/)]);
  });
});
