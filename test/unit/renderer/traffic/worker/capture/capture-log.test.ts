import { describe, expect, it } from 'vitest';
import { userPacket } from '../log-fixtures.ts';
import { makeCapture, note, packets, previews, writeMcap } from './capture-fixtures.ts';

describe('CaptureLog', () => {
  it.each([
    ['in chunks', { useChunks: true }],
    ['without chunks', { useChunks: false }],
    ['in one chunk', { chunkSize: 10_000_000 }],
  ])('reads an MCAP %s', async (_, options) => {
    const bytes = await writeMcap(packets(1_000), options);
    const { readAll, session } = makeCapture(bytes);
    const status = await readAll();
    expect(status).toMatchObject({ bytes: bytes.length, total: bytes.length, done: true, problem: undefined, remarks: [] });
    expect(session.log.nextRow).toBe(1_000);
    expect(previews(session)).toEqual(packets(1_000).map((_, index) => `${index} `.padEnd(20, '.')));
    expect(session.row(7)).toMatchObject({ time: 1_700_000_000_007, direction: 'in', channel: 'reliable', sequence: 8, sender: { identity: 'alice' } });
    expect(session.received).toEqual({ reliable: 1_000, lossy: 0, other: 0 });
  });

  it('finds the bytes of rows in the file again, however little memory there is', async () => {
    const count = 1_500;
    const { readAll, session, file, budget } = makeCapture(await writeMcap(packets(count, 5_000)), { budgetBytes: 6 * 1_024 * 1_024 });
    await readAll();
    expect(session.log.heldRows).toBe(count);
    expect(budget.allocatedBytes).toBeLessThanOrEqual(6 * 1_024 * 1_024);
    for (const row of [0, 1_499, 300, 1, 301]) {
      const view = session.row(row);
      expect(view?.type === 'packet' && view.preview.startsWith(`${row} .`)).toBe(true);
    }
    expect(file.reads).toBeGreaterThan(0);
    const before = file.reads;
    session.row(302);
    expect(file.reads).toBe(before);
  });

  it('tells directions, labels and times to the µs', async () => {
    const time = 1_700_000_000_123.456;
    const { readAll, session } = makeCapture(
      await writeMcap([
        { channel: '_reliable/out', bytes: userPacket('mine'), time },
        { channel: '_lossy/in', bytes: userPacket('theirs'), time },
        { channel: 'custom/in/text', bytes: new TextEncoder().encode('plain'), time },
      ]),
    );
    await readAll();
    expect(session.row(0)).toMatchObject({ direction: 'out', label: '_reliable', time });
    expect(session.row(1)).toMatchObject({ direction: 'in', label: '_lossy', channel: 'lossy' });
    expect(session.row(2)).toMatchObject({ label: 'custom', channel: 'foreign', case: 'raw' });
  });

  it('takes what the console knew: events, who was there, what is missing', async () => {
    const { readAll, session, capture } = makeCapture(
      await writeMcap([
        note({
          type: 'session', application: 'Room Console 1', runtime: '', room: 'demo', roomSid: '', server: 'ws://s', serverVersion: '',
          profile: 'p', identity: 'me', role: 'observe', filter: '', payloads: true, clockOffsetMs: 0, startedAtMs: 1,
        }, 10),
        note({ type: 'context', ownIdentity: 'me', ownSid: 'PA_me', participants: { PA_alice: 'alice' } }, 11),
        { bytes: userPacket('from me', { participantSid: 'PA_me', participantIdentity: 'me' }), time: 12 },
        note({ type: 'flags', number: 0, flags: ['duplicate'] }, 12),
        note({ type: 'event', number: 1, event: 'joined', severity: 'info', participant: 'bob', title: 'bob joined', text: '' }, 13),
        note({ type: 'event', number: 1, event: 'of-tomorrow', severity: 'info', participant: '', title: 'something', text: '' }, 13),
        note({ type: 'gap', fromMs: 14, toMs: 5_014, why: 'The page was gone.' }, 14),
        note({ type: 'missing', rows: 1_200, fromMs: 1, toMs: 1, why: 'Memory was full.' }, 15),
        note({ type: 'completeness', received: 5, sent: 0, browserReceived: 6, unverified: 0, mismatch: true }, 16),
        note({ type: 'of-tomorrow' }, 17),
      ]),
    );
    await readAll();
    expect(previews(session)).toEqual([
      'capture: Recorded from here',
      'from me',
      'joined: bob joined',
      'capture: something',
      'gap: Gap, 5 s',
      'capture: 1,200 rows are not in this file',
      'capture: Counts did not agree',
    ]);
    expect(session.row(1)).toMatchObject({ sender: { origin: 'self' } });
    expect(capture.status.origin).toMatchObject({ room: 'demo', completeness: { received: 5, mismatch: true } });
    expect(capture.status.remarks).toEqual(['1 note of the file is not known to this version and left out.']);
  });

  it('counts each time without a connection once', async () => {
    const { readAll, capture } = makeCapture(
      await writeMcap([
        note({ type: 'event', number: 1, event: 'gap', severity: 'warn', participant: '', title: 'Gap, 2 s', text: '' }, 10),
        note({ type: 'event', number: 1, event: 'gap', severity: 'warn', participant: '', title: 'Gap, 3 s', text: '' }, 12),
        note({ type: 'gap', fromMs: 14, why: 'The page was gone.' }, 14),
        note({ type: 'gap', fromMs: 14, toMs: 5_014, why: 'The page was gone.' }, 5_014),
        note({ type: 'gap', fromMs: 6_000, why: 'The connection was lost at the end.' }, 9_000),
        note({ type: 'completeness', received: 5, sent: 0, browserReceived: 5, unverified: 0, mismatch: false, resumes: 2 }, 9_000),
      ]),
    );
    await readAll();
    expect(capture.status.gaps).toBe(4);
  });

  it('opens foreign files with LiveKit packets, and says what it left out and assumed', async () => {
    const { readAll, session } = makeCapture(
      await writeMcap([
        { channel: 'camera', bytes: new Uint8Array(3_000) },
        { channel: 'foreign', bytes: userPacket('a') },
        { channel: 'foreign-lossy-out', bytes: userPacket('b') },
      ]),
    );
    const { remarks, problem } = await readAll();
    expect(problem).toBeUndefined();
    expect(remarks).toEqual([
      '1 channel of other kinds was left out.',
      'The data channel of 1 channel is not told in the file: _reliable is assumed.',
    ]);
    expect(session.row(0)).toMatchObject({ label: '_reliable', direction: 'in', preview: 'a' });
    expect(session.row(1)).toMatchObject({ label: '_lossy', direction: 'out', preview: 'b' });
  });

  it.each(['a note for each', 'notes for many'])('knows how large packets were that were written without payloads (%s)', async (kind) => {
    const session0 = {
      type: 'session', application: '', runtime: '', room: 'demo', roomSid: '', server: '', serverVersion: '',
      profile: '', identity: '', role: '', filter: '', payloads: false, clockOffsetMs: 0, startedAtMs: 1,
    };
    const rows = Array.from({ length: 30_000 }, (_, index) => {
      const packet = { bytes: userPacket('', { sequence: index + 1 }) };
      if (kind === 'a note for each') return [packet, note({ type: 'stripped', number: index, size: 1_000 + index, payloadSize: 900 })];
      // Its number is where it stands in the file: after the session and the notes before it.
      const number = (at: number) => 2 + at + Math.floor(at / 5_000);
      if (index % 5_000 !== 0) return [packet];
      const packets = Array.from({ length: 5_000 }, (_, more) => [number(index + more), 1_000 + index + more, 900]);
      return [note({ type: 'sizes', packets }), packet];
    }).flat();
    const { readAll, session } = makeCapture(await writeMcap([note(session0), ...rows]), { budgetBytes: 8e6 });
    expect((await readAll()).problem).toBeUndefined();
    for (const row of [1, 9_000, 29_999]) {
      expect(session.row(row)).toMatchObject({ size: 999 + row, sequence: row, sender: { identity: 'alice' }, preview: 'written without its payload' });
    }
    expect(session.flags).toBeDefined();
    expect(session.log.nextRow).toBe(30_001);
  });

  it('refuses an MCAP of another system', async () => {
    const { readAll, session } = makeCapture(await writeMcap([{ channel: 'camera', bytes: new Uint8Array(30) }]));
    const { problem } = await readAll();
    expect(problem).toContain('no LiveKit packets');
    expect(problem).toContain('sensor_msgs/Image');
    expect(session.log.nextRow).toBe(0);
  });

  it('gives up the oldest rows where memory has no room for their columns, and says so', async () => {
    const { readAll, session, budget } = makeCapture(await writeMcap(packets(90_000, 4), { chunkSize: 100_000 }), { budgetBytes: 6_000_000 });
    const { remarks } = await readAll();
    expect(session.log.nextRow).toBe(90_000);
    expect(session.log.firstRow).toBeGreaterThan(0);
    expect(budget.allocatedBytes).toBeLessThanOrEqual(6_000_000);
    expect(remarks[0]).toContain('had to go');
    expect(session.row(session.log.firstRow)).toMatchObject({ sequence: session.log.firstRow + 1 });
    expect(session.row(89_999)).toMatchObject({ sequence: 90_000 });
  });

  it('stops when it is told to, and keeps what it has', async () => {
    const bytes = await writeMcap(packets(20_000, 200), { chunkSize: 50_000 });
    const { capture, scheduler, session } = makeCapture(bytes);
    capture.start();
    for (let turn = 0; session.log.nextRow === 0; turn += 1) {
      scheduler.advance(0);
      await Promise.resolve();
    }
    capture.cancel();
    const held = session.log.nextRow;
    for (let turn = 0; turn < 20; turn += 1) {
      scheduler.advance(0);
      await Promise.resolve();
    }
    expect(session.log.nextRow).toBe(held);
    expect(held).toBeLessThan(20_000);
    expect(capture.status).toMatchObject({ done: true, problem: expect.stringContaining('stopped') });
    expect(session.row(held - 1)).toMatchObject({ type: 'packet' });
  });

  it('says when the file shrinks or vanishes, and shows the rows without their bytes', async () => {
    const { readAll, session, file, capture, scheduler } = makeCapture(await writeMcap(packets(1_500, 5_000)), { budgetBytes: 6e6 });
    await readAll();
    file.bytes = file.bytes.subarray(0, 1_000_000);
    const rows = [session.row(0), session.row(300)];
    expect(rows[0]).toMatchObject({ preview: expect.stringMatching(/^0 /) });
    expect(rows[1]).toMatchObject({ preview: expect.stringContaining('the file does not have these bytes any more'), size: expect.any(Number) });
    scheduler.advance(0);
    expect(capture.status.problem).toContain('not any more what it was');
    file.isGone = true;
    expect(session.row(150)).toMatchObject({ preview: expect.stringContaining('the file does not have these bytes any more') });
  });

  it('ends where the file cannot be read any further', async () => {
    const { capture, readAll, file } = makeCapture(await writeMcap(packets(1_500, 5_000)));
    file.isGone = true;
    expect((await readAll()).problem).toContain('cannot be read');
    capture.dispose();
  });

  it('ends where the file has become shorter while it was read', async () => {
    const bytes = await writeMcap(packets(100));
    const { readAll, session } = makeCapture(bytes.subarray(0, bytes.length - 3_000), { fileBytes: bytes.length });
    expect((await readAll()).problem).toContain('ends');
    expect(session.log.nextRow).toBeGreaterThan(10);
  });

  it('reads NDJSON', async () => {
    const line = (value: object) => `${JSON.stringify(value)}\n`;
    const packet = (text: string) => Buffer.from(userPacket(text)).toString('base64');
    const text =
      line({ note: 'context', number: 1, time: '2026-08-01T12:00:00.000000Z', ownIdentity: 'me', ownSid: 'PA_me', participants: {} }) +
      line({ number: 1, time: '2026-08-01T12:00:00.123456Z', direction: 'in', label: '_reliable', size: 3, packet: packet('one') }) +
      '\r\n' +
      line({ number: 2, time: '2026-08-01T12:00:00.200Z', direction: 'out', label: '_lossy', frame: 'text', packet: packet('two') }) +
      line({ number: 3, time: '2026-08-01T12:00:00.3Z', event: 'joined', severity: 'info', participant: 'bob', title: 'bob joined', text: '', before: null, after: null }) +
      line({ number: 4, time: '2026-08-01T12:00:00.4Z', direction: 'in', label: '_reliable', size: 77, frame: 'blob' }) +
      line({ something: 'else' }) +
      line({ note: 'end', time: '2026-08-01T12:00:00.4Z' });
    const { readAll, session } = makeCapture(new TextEncoder().encode(`${text}{"cut`), { format: 'ndjson' });
    const status = await readAll();
    expect(previews(session)).toEqual(['one', 'two', 'joined: bob joined', 'its bytes are not in the file']);
    expect(session.row(0)).toMatchObject({ time: Date.UTC(2026, 7, 1, 12) + 123.456, direction: 'in' });
    expect(session.row(3)).toMatchObject({ size: 77 });
    expect(status.problem).toContain('in the middle of a line');
    expect(status.remarks).toEqual(['2 lines are no row of the console and were left out.']);
  });

  it('says which rows of lines have no bytes, and which have bytes that cannot be read', async () => {
    const line = (fields: object) => `${JSON.stringify({ label: '_reliable', direction: 'in', size: 9, ...fields })}\n`;
    const text = line({}) + line({ payload: 'hi' }) + line({ frame: 'blob' }) + line({ packet: '***' });
    const { readAll } = makeCapture(new TextEncoder().encode(text), { format: 'ndjson' });
    const { remarks, doubts } = await readAll();
    expect(remarks.at(-1)).toMatch(/^2 rows have no “packet”: their bytes are not in the file/);
    expect(doubts).toEqual(['1 place of the file is damaged.', expect.stringContaining('is no base64')]);
  });

  it('refuses lines that are none of the console’s', async () => {
    const { readAll } = makeCapture(new TextEncoder().encode('{"level":"info"}\n{"level":"warn"}\n'), { format: 'ndjson' });
    expect((await readAll()).problem).toContain('no rows of the console');
  });

  it('finds the packets of many lines in the file again', async () => {
    const lines = Array.from({ length: 9_000 }, (_, index) =>
      JSON.stringify({ time: 1_000 + index, label: '_reliable', packet: Buffer.from(userPacket(`${index} `.padEnd(1_000, '.'))).toString('base64') }),
    );
    const { readAll, session, file } = makeCapture(new TextEncoder().encode(lines.join('\n')), { format: 'ndjson', budgetBytes: 8e6 });
    expect((await readAll()).problem).toBeUndefined();
    for (const row of [0, 8_999, 2_000]) expect(session.row(row)).toMatchObject({ preview: expect.stringMatching(`^${row} `) });
    expect(file.reads).toBeGreaterThan(0);
  });
});
