import { describe, expect, it } from 'vitest';
import { envelopeTarget, factTarget, sequenceBefore } from '../../../../../renderer/traffic/inspector/packet-facts.ts';
import { packetRow } from '../log-fixtures.ts';

describe('facts of a packet', () => {
  it('are values of the filter', () => {
    const row = packetRow({ channel: 'data-track', destinations: ['a', 'b'] });
    expect(factTarget(row, 'kind')).toEqual({ field: 'kind', value: 'track' });
    expect(factTarget(row, 'seq')).toEqual({ field: 'seq', value: 7 });
    expect(factTarget(row, 'to')).toEqual({ field: 'to', value: 'a', copy: 'a\nb' });
    expect(factTarget(row, undefined)).toBeUndefined();
    expect(factTarget(row, 'constructor')).toBeUndefined();
  });

  it('of the envelope are values of the filter where it knows them, and can be copied in any case', () => {
    const row = packetRow({ destinations: ['a', 'b'], flow: { kind: 'stream', id: 's1' } });
    const field = (name: string, value: string) => envelopeTarget(row, { name, value, hint: '' });
    expect(field('participant_identity', 'alice')).toEqual({ field: 'from', value: 'alice', copy: 'alice' });
    // For older clients, and not what the row goes by.
    expect(field('user.participant_identity', 'mallory')).toEqual({ field: undefined, value: 'mallory' });
    expect(field('destination_identities[1]', 'b')).toEqual({ field: 'to', value: 'b', copy: 'b' });
    expect(field('sequence', '7')).toMatchObject({ field: 'seq', value: 7 });
    expect(field('stream_chunk.stream_id', 's1')).toMatchObject({ field: 'stream', value: 's1' });
    expect(field('user.nonce', '16 bytes')).toEqual({ field: undefined, value: '16 bytes' });
    const bare = packetRow({ topic: '', sequence: undefined });
    expect(envelopeTarget(bare, { name: 'user.topic', value: 'not set', hint: '' })).toMatchObject({ field: 'topic', value: '' });
    expect(envelopeTarget(bare, { name: 'sequence', value: '0', hint: '' })).toMatchObject({ field: 'seq', value: undefined });
  });

  it('tell which number came before', () => {
    const row = packetRow({ row: 5, time: 3_400, sequence: 214 });
    const one = (number: number, sequence: number, time: number) => ({ row: number, sequence, time, flags: [] });
    const sequenceRows = [one(1, 212, 0), one(3, 213, 1_000), one(5, 214, 3_400), one(6, 215, 4_000)];
    expect(sequenceBefore({ row, sequenceRows })).toBe('after 213, 2.40 s before');
    expect(sequenceBefore({ row, sequenceRows: [] })).toBe('');
  });
});
