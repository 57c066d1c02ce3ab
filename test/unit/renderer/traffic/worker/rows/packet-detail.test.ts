import { DataPacket, MetricSample, MetricsBatch, TimeSeriesMetric, UserPacket } from '@livekit/protocol';
import { describe, expect, it } from 'vitest';
import type { PacketDetail } from '../../../../../../renderer/traffic/protocol/index.ts';
import type { WireMessage } from '../../../../../../renderer/traffic/wire-chunk.ts';
import { inspectRow } from '../../../../../../renderer/traffic/worker/rows/packet-detail.ts';
import { chunkWith, event, makeSession, userPacket } from '../log-fixtures.ts';
import { randomFrom, randomPacket } from '../random-packets.ts';

function detailOf(message: Partial<WireMessage>, participants: Record<string, string> = {}): PacketDetail {
  const { session } = makeSession();
  session.context.update({ identity: 'console', sid: 'PA_own' }, new Map(Object.entries(participants)));
  session.appendChunk(chunkWith({ bytes: userPacket('before') }, message));
  const detail = inspectRow(1, session);
  if (detail === undefined || !('packet' in detail)) throw new Error('no packet');
  return detail;
}

function valueOf(detail: PacketDetail, name: string): string | undefined {
  return detail.fields.find((field) => field.name === name)?.value;
}

describe('inspectRow', () => {
  it('gives every field of the envelope, and the bytes', () => {
    const bytes = userPacket('hello', { sequence: 3, destinationIdentities: ['x', 'y'] }, { topic: 'chat' });
    const detail = detailOf({ bytes });
    expect(detail.packet).toEqual(bytes);
    expect(new TextDecoder().decode(detail.payload)).toBe('hello');
    expect(detail.row.row).toBe(1);
    expect(valueOf(detail, 'channel label')).toBe('_reliable');
    expect(valueOf(detail, 'kind')).toBe('RELIABLE');
    expect(valueOf(detail, 'participant_sid')).toBe('PA_alice');
    expect(valueOf(detail, 'destination_identities[1]')).toBe('y');
    expect(valueOf(detail, 'sequence')).toBe('3');
    expect(valueOf(detail, 'user.topic')).toBe('chat');
    expect(valueOf(detail, 'user.payload')).toBe('5 bytes: 68 65 6c 6c 6f');
    expect(valueOf(detail, 'user.id')).toBe('not set');
    expect(valueOf(detail, 'user.destination_sids')).toBe('none');
    expect(detail.fields.find(({ name }) => name === 'participant_sid')?.hint).toContain('the proof');
    expect(detail.fields.find(({ name }) => name === 'destination_identities[1]')?.hint).toContain('Nobody else');
  });

  it('gives bytes of its own, that can be transferred', () => {
    const detail = detailOf({ bytes: userPacket('hello') });
    expect(detail.packet.buffer.byteLength).toBe(detail.packet.length);
    expect(detail.payload.buffer.byteLength).toBe(5);
    expect(detail.payload.buffer).not.toBe(detail.packet.buffer);
  });

  it('opens 2,000 random packets of all cases (seed 8)', () => {
    const random = randomFrom(8);
    const { session } = makeSession();
    for (let index = 0; index < 2_000; index += 1) {
      const packet = randomPacket(random);
      session.appendChunk(chunkWith({ bytes: packet.toBinary() }));
      const detail = inspectRow(index, session);
      if (detail === undefined || !('packet' in detail)) throw new Error('no packet');
      expect(valueOf(detail, 'participant_identity')).toBeDefined();
      if (packet.value.case === undefined) expect(valueOf(detail, 'value')).toBe('none');
      else expect(detail.fields.length).toBeGreaterThan(7);
      for (const { value } of detail.fields) expect(value).not.toBe('');
    }
  });

  it('names fields that the protocol does not know', () => {
    const detail = detailOf({ bytes: Uint8Array.from([0xb2, 0x06, 2, 0x68, 0x69]) });
    expect(valueOf(detail, 'field 102')).toBe('3 bytes, wire type 2');
    expect(detail.payload).toEqual(detail.packet);
  });

  it('says where the bytes of a malformed packet stop making sense', () => {
    const detail = detailOf({ bytes: userPacket('hello').subarray(0, 8) });
    expect(valueOf(detail, 'not a DataPacket')).toBe('it ends in the middle of a field, in its case user, at byte 4');
    expect(detail.payload).toEqual(detail.packet);
  });

  it('says where a message within a packet stops making sense', () => {
    // A speaker update whose inner message names more bytes than there are.
    const detail = detailOf({ bytes: Uint8Array.from([0x1a, 4, 0x0a, 2, 0x0a, 9]) });
    expect(valueOf(detail, 'not a DataPacket')).toBe('it ends in the middle of a field, in its case speaker, at byte 6');
  });

  it('says which field the server skips, what livekit-client reads instead, and shows what the server reads', () => {
    const forged = [0x20, 3, 0xa2, 0x06, 8, 0x8a, 0x01, 5, ...new TextEncoder().encode('PA_xx')];
    const detail = detailOf({ bytes: Uint8Array.from([...userPacket('hello'), ...forged]) });
    expect(detail.row).toMatchObject({ sender: { identity: 'alice', sid: 'PA_alice' }, flags: ['malformed'] });
    expect(valueOf(detail, 'sender')).toBe('alice');
    expect(valueOf(detail, 'participant_identity')).toBe('alice');
    expect(valueOf(detail, 'participant_sid')).toBe('PA_alice');
    expect(valueOf(detail, 'user.payload')).toBe('5 bytes: 68 65 6c 6c 6f');
    expect(valueOf(detail, 'skipped')).toContain('field 4 (participant_identity) has wire type 0 (varint)');
    expect(valueOf(detail, 'read by the SDK')).toContain('sid “PA_xx”');
    const [because] = detail.because;
    expect(because).toMatchObject({ flag: 'malformed', row: undefined });
    expect(because?.text).toContain('the server skips it, and so does this row. livekit-client’s decoder');
    expect(because?.text).toContain('sid “PA_xx”');
    expect(new TextDecoder().decode(detail.payload)).toBe('hello');
  });

  it('shows no attribute of a stream that the server does not read', () => {
    // Its entry has a third field, whose length and content livekit-client takes for a key and values.
    const third = [0x1a, 10, 1, 99, 0x12, 1, 100, 0x12, 3, 100, 100, 100];
    const entry = [0x0a, 1, 97, 0x12, 1, 98, ...third];
    const header = [0x0a, 1, 115, 0x42, entry.length, ...entry];
    const bytes = Uint8Array.from([0x6a, header.length, ...header]);
    expect(DataPacket.fromBinary(bytes).value.value).toMatchObject({ attributes: { c: 'ddd' } });
    const detail = detailOf({ bytes });
    expect(valueOf(detail, 'stream_header.attributes[a]')).toBe('b');
    expect(valueOf(detail, 'stream_header.attributes[c]')).toBeUndefined();
    expect(valueOf(detail, 'skipped')).toContain('an entry of a map');
  });

  it('says whose the sid is when somebody speaks as another', () => {
    const detail = detailOf({ bytes: userPacket('x', { participantIdentity: 'bob' }) }, { PA_alice: 'alice' });
    expect(valueOf(detail, 'sid belongs to')).toBe('alice');
  });

  it('says what kind of frame it was', () => {
    expect(valueOf(detailOf({ bytes: userPacket('x'), isText: true }), 'frame')).toBe('text');
    expect(valueOf(detailOf({ size: 9, sent: true }), 'frame')).toBe('Blob');
    expect(detailOf({ bytes: new Uint8Array(3), label: '_data_track' }).fields.map(({ name }) => name)).toEqual([
      'channel label',
      'bytes on the channel',
      'sender',
      'not a frame',
    ]);
  });

  it('cuts long values and long lists, and says so', () => {
    const user = new UserPacket({ topic: 't'.repeat(5_000), destinationSids: Array.from({ length: 500 }, () => 'PA') });
    const detail = detailOf({ bytes: new DataPacket({ value: { case: 'user', value: user } }).toBinary() });
    const topic = detail.fields.find(({ name }) => name === 'user.topic');
    expect(topic?.value).toHaveLength(2_000);
    expect(topic?.hint).toContain('The first 2000 of 5000 characters.');
    expect(valueOf(detail, 'user.destination_sids[49]')).toBe('PA');
    expect(valueOf(detail, 'user.destination_sids[…]')).toBe('450 more');
  });

  it('says how many fields are left out of a packet with very many', () => {
    const samples = Array.from({ length: 40 }, () => new MetricSample({ timestampMs: 1n, value: 2 }));
    const timeSeries = Array.from({ length: 40 }, () => new TimeSeriesMetric({ label: 1, samples }));
    const value = new MetricsBatch({ timeSeries });
    const detail = detailOf({ bytes: new DataPacket({ value: { case: 'metrics', value } }).toBinary() });
    expect(detail.fields.length).toBeLessThan(310);
    expect(valueOf(detail, 'more')).toMatch(/^\d+ more fields$/);
  });

  it('gives the row of an event, and nothing for a row that is gone', () => {
    const { session, log } = makeSession();
    session.appendEvent(event());
    expect(inspectRow(0, session)).toMatchObject({ type: 'event', row: 0, title: 'bob joined' });
    expect(inspectRow(1, session)).toBeUndefined();
    log.clear();
    expect(inspectRow(0, session)).toBeUndefined();
  });
});
