import { DataPacket, UserPacket } from '@livekit/protocol';
import { describe, expect, it } from 'vitest';
import { chunkWith, event, makeSession, userPacket } from '../log-fixtures.ts';
import { FeedEnd } from './feed-fixtures.ts';

const notUtf8 = Uint8Array.of((4 << 3) | 2, 1, 0xff);

describe('McapRows', () => {
  it('writes the bytes as they were on the channel', () => {
    const { session } = makeSession();
    const large = userPacket('x'.repeat(200_000));
    const all = [userPacket('a'), new Uint8Array(0), Uint8Array.of(0xff), large, userPacket('z'.repeat(100))];
    session.appendChunk(chunkWith(...all.map((bytes) => ({ bytes }))));
    const packets = new FeedEnd(session).settle().records.filter(({ kind }) => kind === 'packet');
    expect(packets.map((record) => ('bytes' in record ? record.bytes : undefined))).toEqual(all);
  });

  it('gives what is no DataPacket for every reader a channel of its own', () => {
    const { session } = makeSession();
    const text = new TextEncoder().encode('hi');
    session.appendChunk(
      chunkWith(
        { bytes: userPacket('a') },
        { bytes: Uint8Array.of(0xff) },
        { bytes: notUtf8 },
        { bytes: text, isText: true },
        { bytes: userPacket('a'), isText: true, sent: true },
        { bytes: Uint8Array.of(1), label: '_data_track' },
        { bytes: Uint8Array.of(1), label: 'theirs', sent: true },
        { bytes: userPacket('a') },
      ),
    );
    const end = new FeedEnd(session).settle();
    expect(end.channels.map(({ label, direction, encoding }) => `${label}/${direction}/${encoding}`)).toEqual([
      '_reliable/in/data-packet',
      '_reliable/in/malformed',
      '_reliable/in/text',
      '_reliable/out/text',
      '_data_track/in/frame',
      'theirs/out/raw',
    ]);
    const packets = end.records.flatMap((record) => (record.kind === 'packet' ? [record.channel] : []));
    expect(packets).toEqual([0, 1, 1, 2, 3, 4, 5, 0]);
  });

  it('tells a channel once, in the batch where it is first used', () => {
    const { session } = makeSession();
    const end = new FeedEnd(session, { from: 'now' });
    for (const label of ['a', 'b', 'a', 'b', 'c']) {
      session.appendChunk(chunkWith({ bytes: Uint8Array.of(1), label }));
      end.settle();
    }
    expect(end.batches.map(({ channels }) => channels.map(({ index, label }) => `${index} ${label}`))).toEqual([
      ['0 a'],
      ['1 b'],
      [],
      [],
      ['2 c'],
    ]);
  });

  it('tells flags right after their packet', () => {
    const { session } = makeSession();
    const bytes = userPacket('a', { sequence: 5 });
    session.appendChunk(chunkWith({ bytes }, { bytes }, { bytes: userPacket('b', { sequence: 6 }) }));
    const { story, notes } = new FeedEnd(session).settle();
    expect(story).toEqual(['head:context', 'a', 'a', 'note:flags', 'b']);
    expect(notes[1]).toEqual({ type: 'flags', number: 1, flags: ['sdk-drops', 'duplicate'] });
  });

  it('tells room events with all that they say', () => {
    const { session } = makeSession();
    session.appendEvent(event({ event: 'metadata', before: 'a', after: 'b', title: 'bob metadata', text: 't' }));
    session.appendEvent(event());
    const { notes } = new FeedEnd(session, { firstNumber: 4 }).settle();
    expect(notes.slice(1)).toEqual([
      { type: 'event', number: 4, event: 'metadata', severity: 'info', participant: 'bob', title: 'bob metadata', text: 't', before: 'a', after: 'b' },
      { type: 'event', number: 5, event: 'joined', severity: 'info', participant: 'bob', title: 'bob joined', text: '' },
    ]);
  });

  it('tells the size of a Blob, whose bytes nobody has', () => {
    const { session } = makeSession();
    session.appendChunk(chunkWith({ bytes: new Uint8Array(0), size: 500, sent: true, label: 'theirs' }));
    const { records } = new FeedEnd(session).settle();
    expect(records[1]).toMatchObject({ kind: 'packet', bytes: new Uint8Array(0) });
    expect(records[2]).toMatchObject({ note: { type: 'stripped', number: 0, size: 500 } });
  });

  it('tells the size of what a capture without payloads held', () => {
    const { session } = makeSession();
    const stripped = userPacket('', {}, { topic: 'chat' });
    session.append({ time: 1, sent: false, label: '_reliable', isText: false, bytes: stripped, start: 0, end: stripped.length, size: 900 });
    const { records } = new FeedEnd(session).settle();
    expect(records.slice(1)).toMatchObject([{ kind: 'packet', bytes: stripped }, { note: { type: 'stripped', size: 900 } }]);
    const { text } = new FeedEnd(session, { format: 'ndjson' }).settle();
    const line = JSON.parse(text) as object;
    expect(line).toMatchObject({ size: 900, topic: 'chat', packet: Buffer.from(stripped).toString('base64') });
    expect(line).not.toHaveProperty('payload');
  });

  it('leaves out what packets carry, and tells how much it was', () => {
    const { session } = makeSession();
    const bytes = userPacket('secret', { sequence: 5 }, { topic: 'chat' });
    session.appendChunk(
      chunkWith(
        { bytes },
        { bytes: Uint8Array.of(0xff, 1) },
        { bytes: Uint8Array.of(1, 2, 3), label: 'theirs' },
        { bytes: new TextEncoder().encode('secret'), isText: true },
      ),
    );
    session.appendEvent(event({ event: 'metadata', before: 'secret', after: 'secret', text: 'why' }));
    session.appendEvent(event({ event: 'state', before: 'joined', after: 'active' }));
    const end = new FeedEnd(session, { payloads: false, until: 'here' }).settle();
    const kept = new DataPacket({
      participantIdentity: 'alice',
      participantSid: 'PA_alice',
      sequence: 5,
      value: { case: 'user', value: new UserPacket({ topic: 'chat' }) },
    }).toBinary();
    const packets = end.records.flatMap((record) => (record.kind === 'packet' ? [record.bytes] : []));
    expect(packets).toEqual([kept, new Uint8Array(0), new Uint8Array(0), new Uint8Array(0)]);
    const sizes = [[0, bytes.length, 6], [1, 2, 2], [2, 3, 3], [3, 6, 6]];
    expect(end.notes.filter(({ type }) => type === 'stripped' || type === 'sizes')).toEqual([{ type: 'sizes', packets: sizes }]);
    // Before all packets.
    expect(end.story[0]).toBe('note:sizes');
    expect(end.notes.find(({ type }) => type === 'flags')).toMatchObject({ number: 1, flags: ['malformed'] });
    expect(end.notes.filter(({ type }) => type === 'event')).toEqual([
      expect.not.objectContaining({ before: 'secret' }),
      expect.objectContaining({ before: 'joined', after: 'active' }),
    ]);
    for (const { bytes: batch } of end.batches) expect(Buffer.from(batch).includes('secret')).toBe(false);
  });

  it('is shorter without payloads than with them', () => {
    const { session } = makeSession();
    const messages = Array.from({ length: 1_000 }, (_, index) => ({ bytes: userPacket(`message ${index}`.padEnd(60, '.'), { sequence: index + 1 }) }));
    session.appendChunk(chunkWith(...messages));
    const size = (payloads: boolean) => {
      const { records } = new FeedEnd(session, { payloads, until: 'here' }).settle();
      // 31 of each message, and 16 of its index.
      const lengths = records.map((record) =>
        record.kind === 'packet' ? record.bytes.length : JSON.stringify('note' in record ? record.note : record.text).length);
      return lengths.reduce((sum, length) => sum + 47 + length, 0);
    };
    expect(size(false)).toBeLessThan(0.75 * size(true));
  });
});
