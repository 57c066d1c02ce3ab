import { describe, expect, it } from 'vitest';
import type { FeedRequest } from '../../../../../../electron/contract/feed.ts';
import { readLine } from '../../../../../../renderer/traffic/worker/capture/line-record.ts';
import { chunkWith, event, makeSession, userPacket } from '../log-fixtures.ts';
import { randomFrom, randomPacket } from '../random-packets.ts';
import { FeedEnd } from './feed-fixtures.ts';

type Session = ReturnType<typeof makeSession>['session'];

const time = Date.parse('2026-08-01T12:00:00Z') + 0.125;

function textOf(session: Session, over: Partial<FeedRequest>): string {
  return new FeedEnd(session, { until: 'here', ...over }).settle().text;
}

function linesOf(session: Session, over: Partial<FeedRequest> = {}): Record<string, unknown>[] {
  const text = textOf(session, { format: 'ndjson', ...over });
  expect(text.endsWith('\n')).toBe(true);
  return text
    .slice(0, -1)
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

describe('NdjsonRows', () => {
  it('writes a packet with all that the log knows of it', () => {
    const { session } = makeSession();
    const bytes = userPacket('{"a":"ä"}\n', { sequence: 5, destinationIdentities: ['bob', 'carol'] }, { topic: 'chat "x"' });
    const lossy = userPacket('x');
    session.appendChunk(chunkWith({ bytes, time }, { bytes, time }, { bytes: lossy, time: time + 1, label: '_lossy' }));
    const [first, second, third] = linesOf(session, { firstNumber: 9 });
    expect(first).toEqual({
      number: 10,
      time: '2026-08-01T12:00:00.000125Z',
      direction: 'in',
      label: '_reliable',
      kind: 'reliable',
      case: 'user',
      sender: { origin: 'participant', identity: 'alice', sid: 'PA_alice' },
      topic: 'chat "x"',
      destinations: ['bob', 'carol'],
      sequence: 5,
      size: bytes.length,
      payloadSize: 11,
      flags: [],
      payload: '{"a":"ä"}\n',
      payloadEncoding: 'utf8',
      packet: Buffer.from(bytes).toString('base64'),
    });
    expect(second).toMatchObject({ number: 11, flags: ['sdk-drops', 'duplicate'] });
    expect(third).toMatchObject({ number: 12, kind: 'lossy', flags: [], time: '2026-08-01T12:00:00.001125Z' });
  });

  it('writes what is not there as nothing', () => {
    const { session } = makeSession();
    const bytes = userPacket(Uint8Array.of(0xff, 0), { participantIdentity: '', participantSid: '' });
    session.appendChunk(chunkWith({ bytes }));
    expect(linesOf(session)[0]).toMatchObject({
      sender: { origin: 'server-api', identity: '', sid: '' },
      topic: '',
      destinations: [],
      sequence: null,
      flags: ['no-sender'],
      payload: '/wA=',
      payloadEncoding: 'base64',
    });
  });

  it('writes what is no packet by its bytes, and says what it came as', () => {
    const { session } = makeSession();
    session.appendChunk(
      chunkWith(
        { bytes: Uint8Array.of(0xff) },
        { bytes: new TextEncoder().encode('hi'), isText: true, label: 'theirs', sent: true },
        { bytes: new Uint8Array(0), size: 500, label: 'theirs', sent: true },
      ),
    );
    const [malformed, text, blob] = linesOf(session);
    expect(malformed).toMatchObject({ case: 'malformed', payload: '/w==', packet: '/w==', flags: ['malformed'] });
    expect(malformed).not.toHaveProperty('frame');
    expect(text).toMatchObject({ direction: 'out', label: 'theirs', kind: 'foreign', case: 'raw', frame: 'text', payload: 'hi' });
    expect(blob).toMatchObject({ frame: 'blob', size: 500 });
    expect(blob).not.toHaveProperty('packet');
    expect(blob).not.toHaveProperty('payload');
  });

  it('writes names that the table of strings did not take', () => {
    const { session } = makeSession();
    const topic = 't'.repeat(2_000);
    session.appendChunk(chunkWith({ bytes: userPacket('x', { participantIdentity: 'i'.repeat(2_000) }, { topic }) }));
    expect(linesOf(session)[0]).toMatchObject({ topic, sender: { identity: 'i'.repeat(2_000) } });
  });

  it('writes room events', () => {
    const { session } = makeSession();
    session.appendEvent(event({ time }));
    session.appendEvent(event({ event: 'metadata', before: '', after: 'b\n' }));
    const [joined, metadata] = linesOf(session);
    expect(joined).toEqual({
      number: 1,
      time: '2026-08-01T12:00:00.000125Z',
      event: 'joined',
      severity: 'info',
      participant: 'bob',
      title: 'bob joined',
      text: '',
      before: null,
      after: null,
    });
    expect(metadata).toMatchObject({ before: '', after: 'b\n' });
  });

  it('leaves out what packets carry', () => {
    const { session } = makeSession();
    session.appendChunk(chunkWith({ bytes: userPacket('secret', {}, { topic: 'chat' }) }, { bytes: Uint8Array.of(0xff) }));
    const [packet, malformed] = linesOf(session, { payloads: false });
    expect(packet).toMatchObject({ topic: 'chat', payloadSize: 6, packet: expect.any(String) });
    expect(packet).not.toHaveProperty('payload');
    expect(Buffer.from(String(packet?.packet), 'base64').includes('secret')).toBe(false);
    expect(malformed).toMatchObject({ size: 1, case: 'malformed' });
    expect(malformed).not.toHaveProperty('packet');
  });

  it('can be read again as it was, byte by byte', () => {
    const { session } = makeSession();
    const random = randomFrom(7);
    const sent = Array.from({ length: 200 }, (_, index) => ({
      bytes: randomPacket(random).toBinary(),
      time: time + index * 1.125,
      sent: random() < 0.5,
      isText: random() < 0.1,
      label: ['_reliable', '_lossy', '_data_track', 'theirs "ü"'][index % 4] ?? '',
    }));
    session.appendChunk(chunkWith(...sent));
    const text = textOf(session, { format: 'ndjson' });
    const lines = text.split('\n').slice(0, -1).map((line) => new TextEncoder().encode(line));
    const read = lines.map((line) => readLine(line, 0, line.length));
    const micros = (ms: number) => Math.round(ms * 1_000);
    for (const [index, { bytes, isText, label, sent: isSent, time: at }] of sent.entries()) {
      const record = read[index];
      if (record?.type !== 'packet') throw new Error(`line ${index} is no packet`);
      expect(record).toMatchObject({ type: 'packet', packet: bytes, isText, label, sent: isSent, size: bytes.length });
      expect(micros(record.time ?? 0)).toBe(micros(at));
    }
  });

  it('keeps notes in their place among the lines', () => {
    const { session } = makeSession();
    const end = new FeedEnd(session, { format: 'ndjson', from: 'now' });
    session.appendEvent(event());
    session.appendEvent(event());
    session.sdkReset(5);
    session.appendEvent(event());
    const records = end.settle().records.map((record) => {
      return record.kind === 'text' ? record.text.split('\n').length - 1 : 'note' in record && record.note.type;
    });
    expect(records).toEqual(['context', 2, 'sdk-reset', 1]);
  });
});

describe('CsvRows', () => {
  const rowsOf = (session: Session, over: Partial<FeedRequest> = {}) => parseCsv(textOf(session, { format: 'csv', ...over }));

  it('writes a line of names, then rows', () => {
    const { session } = makeSession();
    const bytes = userPacket('a,"b"\nc', { sequence: 5, destinationIdentities: ['bob', 'carol'] }, { topic: 'chat' });
    session.appendChunk(chunkWith({ bytes, time }));
    session.appendEvent(event({ time, event: 'metadata', before: '', after: '{"a":1}', text: 'why' }));
    const [names, packet, told, ...rest] = rowsOf(session);
    expect(rest).toEqual([]);
    expect(fields(names, packet)).toEqual({
      number: '1',
      time: '2026-08-01T12:00:00.000125Z',
      direction: 'in',
      label: '_reliable',
      kind: 'reliable',
      case: 'user',
      sender: 'alice',
      sid: 'PA_alice',
      topic: 'chat',
      destinations: 'bob carol',
      sequence: '5',
      size: String(bytes.length),
      payloadSize: '7',
      payload: 'a,"b"\nc',
      payloadEncoding: 'utf8',
    });
    expect(fields(names, told)).toEqual({
      number: '2',
      time: '2026-08-01T12:00:00.000125Z',
      event: 'metadata',
      participant: 'bob',
      title: 'bob joined',
      text: 'why',
      after: '{"a":1}',
    });
  });

  it('lets no cell be calculated', () => {
    const { session } = makeSession();
    session.appendChunk(chunkWith({ bytes: userPacket('=1+1', { participantIdentity: '@who' }, { topic: '-2+3' }) }));
    const [names, row] = rowsOf(session);
    expect(fields(names, row)).toMatchObject({ payload: "'=1+1", sender: "'@who", topic: "'-2+3" });
  });

  it('writes what a cell cannot hold as base64, and numbers and JSON as they are', () => {
    const { session } = makeSession();
    const payloads = ['\u0000', '-5', '"x"', 'tab\t'];
    session.appendChunk(chunkWith(...payloads.map((payload) => ({ bytes: userPacket(payload) }))));
    const [names, ...rows] = rowsOf(session);
    const shown = rows.map((row) => fields(names, row)).map(({ payload, payloadEncoding }) => `${payloadEncoding} ${payload}`);
    expect(shown).toEqual(['base64 AA==', 'utf8 -5', 'utf8 "x"', 'utf8 tab\t']);
  });

  it('has a line of names where there is no row', () => {
    const { session } = makeSession();
    expect(rowsOf(session)).toHaveLength(1);
  });

  it('says that it is without payloads, and which rows are missing', () => {
    const { session } = makeSession();
    session.appendChunk(chunkWith({ bytes: userPacket('gone') }));
    session.clear();
    session.appendChunk(chunkWith({ bytes: userPacket('secret') }));
    const [names, said, missing, row] = rowsOf(session, { payloads: false, rows: [[0, 1]] });
    expect(fields(names, said)).toMatchObject({ event: 'export', text: expect.stringContaining('without payloads'.slice(1)) });
    expect(fields(names, missing)).toMatchObject({ event: 'missing' });
    expect(fields(names, row)).toMatchObject({ payloadSize: '6' });
    expect(fields(names, row)).not.toHaveProperty('payload');
  });
});

/** Those that are not empty, by name. */
function fields(names: readonly string[] = [], row: readonly string[] = []): Record<string, string> {
  expect(row).toHaveLength(names.length);
  return Object.fromEntries(names.map((name, index) => [name, row[index] ?? '']).filter(([, value]) => value !== ''));
}

/** RFC 4180. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    row.push(quoted?.replaceAll('""', '"') ?? plain ?? '');
    if (end === ',') continue;
    rows.push(row);
    row = [];
  }
  return rows;
}
