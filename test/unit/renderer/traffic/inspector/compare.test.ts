import { describe, expect, it } from 'vitest';
import { compareEnvelopes } from '../../../../../renderer/traffic/inspector/compare.ts';
import { packetRow } from '../log-fixtures.ts';
import { packetDetail } from './detail-fixtures.ts';

describe('compareEnvelopes', () => {
  it('has the fields that differ, and names the rest', () => {
    const before = packetDetail({ row: packetRow({ time: 1_000, sequence: 7 }) });
    const after = packetDetail({ row: packetRow({ time: 1_364, sequence: 8, topic: 'form' }) });
    const { fields, same, apart } = compareEnvelopes(before, after, []);
    expect(fields.map(({ name }) => name)).toEqual(['Time', 'Topic', 'Sequence']);
    expect(fields[1]).toEqual({ name: 'Topic', before: 'chat', after: 'form' });
    expect(same).toContain('Sender');
    expect(apart).toBe('364 ms later');
  });

  it('says nothing twice: what a fact or the payload says, and a day that is the same', () => {
    const fields = [
      { name: 'sequence', value: '7', hint: '' },
      { name: 'user.payload', value: 'xx', hint: '' },
      { name: 'user.topic', value: 'chat', hint: '' },
    ];
    const at = (seconds: number): number => new Date(2026, 10, 24, 12, 0, seconds).getTime();
    const before = packetDetail({ fields, row: packetRow({ time: at(1) }) });
    const after = packetDetail({ row: packetRow({ time: at(2) }) });
    expect(compareEnvelopes(before, after, []).fields).toEqual([
      { name: 'Time', before: '12:00:01.000 000', after: '12:00:02.000 000' },
    ]);
    const later = packetDetail({ row: packetRow({ time: at(86_401) }) });
    expect(compareEnvelopes(before, later, []).fields[0]?.after).toBe('2026-11-25 12:00:01.000 000');
  });

  it('folds the envelope’s own fields, without those that a fact says', () => {
    const row = packetRow();
    const fields = [
      { name: 'channel label', value: row.label, hint: '' },
      { name: 'sender', value: row.sender.identity, hint: '' },
      { name: 'kind', value: 'RELIABLE', hint: '' },
      { name: 'participant_identity', value: row.sender.identity, hint: '' },
      { name: 'participant_sid', value: 'PA_other', hint: '' },
      { name: 'destination_identities', value: 'none', hint: '' },
      { name: 'user.nonce', value: '', hint: '' },
    ];
    const { same, sameInEnvelope } = compareEnvelopes(packetDetail({ row, fields }), packetDetail({ row, fields }), []);
    expect(sameInEnvelope).toEqual(['participant_sid', 'user.nonce']);
    expect(same).toEqual(expect.arrayContaining(['Kind', 'Channel', 'Sender']));
    expect(same).not.toContain('user.nonce');
  });

  it('compares fields of the envelope by name and place, also where one has none', () => {
    const field = (name: string, value: string): { name: string; value: string; hint: string } => ({ name, value, hint: '' });
    const before = packetDetail({ fields: [field('attr', 'a'), field('attr', 'b'), field('nonce', '00')] });
    const after = packetDetail({ fields: [field('attr', 'a'), field('attr', 'c')] });
    expect(compareEnvelopes(before, after, []).fields).toEqual([
      { name: 'attr (2)', before: 'b', after: 'c' },
      { name: 'nonce', before: '00', after: undefined },
    ]);
  });
});
