import { describe, expect, it } from 'vitest';
import { factTarget, sequenceBefore } from '../../../../../renderer/traffic/inspector/packet-facts.ts';
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

  it('tell which number came before', () => {
    const row = packetRow({ row: 5, time: 3_400, sequence: 214 });
    const one = (number: number, sequence: number, time: number) => ({ row: number, sequence, time, flags: [] });
    const sequenceRows = [one(1, 212, 0), one(3, 213, 1_000), one(5, 214, 3_400), one(6, 215, 4_000)];
    expect(sequenceBefore({ row, sequenceRows })).toBe('after 213, 2.40 s before');
    expect(sequenceBefore({ row, sequenceRows: [] })).toBe('');
  });
});
