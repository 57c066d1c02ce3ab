import { describe, expect, it } from 'vitest';
import { channelCodes } from '../../../../../../renderer/traffic/worker/store/columns.ts';
import { bucketsMaximum, RateHistory } from '../../../../../../renderer/traffic/worker/statistics/rate-history.ts';

const [reliable, lossy, track, foreign] = channelCodes.map((_, code) => code) as [number, number, number, number];
const sum = (counts: Uint32Array): number => counts.reduce((all, one) => all + one, 0);

describe('RateHistory', () => {
  it('has nothing before the first packet', () => {
    expect(new RateHistory().read(5_000)).toBeUndefined();
  });

  it('counts by channel and time', () => {
    const history = new RateHistory();
    history.count(10_050, reliable, false);
    history.count(10_250, lossy, true);
    history.count(10_260, track, false);
    history.count(10_270, foreign, false);
    const read = history.read(10_399);
    expect(read).toMatchObject({ startMs: 10_000, bucketMs: 100 });
    expect([...(read?.reliable ?? [])]).toEqual([1, 0, 0, 0]);
    expect([...(read?.lossy ?? [])]).toEqual([0, 0, 1, 0]);
    expect([...(read?.other ?? [])]).toEqual([0, 0, 2, 0]);
    expect([...(read?.flagged ?? [])]).toEqual([0, 0, 1, 0]);
  });

  it('keeps every packet while buckets get longer, over a week', () => {
    const history = new RateHistory();
    const week = 7 * 86_400_000;
    const packets = 50_000;
    for (let index = 0; index < packets; index += 1) history.count((week / packets) * index, reliable, index % 10 === 0);
    const read = history.read(week);
    expect(sum(read?.reliable ?? new Uint32Array())).toBe(packets);
    expect(sum(read?.flagged ?? new Uint32Array())).toBe(packets / 10);
    expect(read?.reliable.length).toBeLessThanOrEqual(bucketsMaximum);
    expect((read?.bucketMs ?? 0) * (read?.reliable.length ?? 0)).toBeGreaterThanOrEqual(week);
  });

  it('takes what is before the first packet with it', () => {
    const history = new RateHistory();
    history.count(10_500, reliable, false);
    history.count(2_000, reliable, false);
    expect(history.read(10_500)?.reliable[0]).toBe(1);
    expect(sum(history.read(10_500)?.reliable ?? new Uint32Array())).toBe(2);
  });

  it('begins anew when it is cleared', () => {
    const history = new RateHistory();
    history.count(0, reliable, true);
    history.count(10_000_000, reliable, true);
    history.clear();
    history.count(20_000_000, lossy, false);
    const read = history.read(20_000_000);
    expect(read).toMatchObject({ startMs: 20_000_000, bucketMs: 100 });
    expect([sum(read?.reliable ?? new Uint32Array()), sum(read?.lossy ?? new Uint32Array())]).toEqual([0, 1]);
  });
});
