import { describe, expect, it } from 'vitest';
import { repeatedDetail } from '../../../../renderer/traffic/repeated-detail.ts';
import { packetDetail, streamDetail } from './inspector/detail-fixtures.ts';

describe('a detail that is told again', () => {
  it('keeps its bytes and has the rest new', () => {
    const before = packetDetail({ flow: streamDetail({ state: 'open' }) });
    const again = packetDetail({ flow: streamDetail({ state: 'complete' }) });
    const message = (detail: typeof before) => ({ type: 'detail', rows: [3], details: [detail] }) as const;
    const [kept] = repeatedDetail(message(again), message(before)).details;
    if (kept === undefined || !('packet' in kept)) throw new Error('no packet');
    expect(kept.payload).toBe(before.payload);
    expect(kept.flow).toBe(again.flow);
  });

  it('has its own bytes where it is about another row', () => {
    const before = packetDetail();
    const other = packetDetail();
    const { details } = repeatedDetail(
      { type: 'detail', rows: [4, 5], details: [other, undefined] },
      { type: 'detail', rows: [3], details: [before] },
    );
    expect(details).toEqual([other, undefined]);
    expect(details[0]).toBe(other);
  });
});
