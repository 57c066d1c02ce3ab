import { describe, expect, it } from 'vitest';
import { PlotScan, pointsMaximum } from '../../../../../../renderer/traffic/worker/statistics/plot-scan.ts';
import type { PlotScanOptions } from '../../../../../../renderer/traffic/worker/statistics/plot-scan.ts';
import { chunkWith, makeSession, userPacket } from '../log-fixtures.ts';

function makeScan(options: { budgetBytes?: number } = {}) {
  const { session, log } = makeSession(options);
  let clock = 100_000;
  const say = (time: number, text: string, topic = 'pose'): void => {
    session.appendChunk(chunkWith({ time, bytes: userPacket(text, {}, { topic }) }));
  };
  const scan = (over: Partial<PlotScanOptions> = {}): PlotScan => {
    const id = (text: string): number => log.strings.internText(text);
    const names = { identity: id('alice'), sid: id('PA_alice'), topic: id('pose'), isSent: false };
    return new PlotScan({ log, ...names, path: ['x'], spanMs: 10_000, now: () => clock, ...over });
  };
  return { session, log, say, scan, at: (time: number) => (clock = time) };
}

const points = (scan: PlotScan): number[][] => {
  const { times, values } = scan.read();
  return Array.from(times, (time, index) => [time, values[index] ?? 0]);
};

describe('PlotScan', () => {
  it('finds the numbers of the span among other rows, oldest first', () => {
    const { say, scan } = makeScan();
    say(80_000, '{"x":0}');
    say(91_000, '{"x":1}');
    say(92_000, '{"x":7}', 'other');
    say(93_000, '{"x":"no number"}');
    say(94_000, 'no JSON');
    say(95_000, '{"x":-2.5}');
    const found = scan();
    found.step(1_000);
    expect(found.isPending).toBe(false);
    expect(points(found)).toEqual([[91_000, 1], [95_000, -2.5]]);
    expect(found.read().left).toBe(2);
  });

  it('grows with what arrives, and lets go what is older than the span', () => {
    const { say, scan, at } = makeScan();
    say(95_000, '{"x":1}');
    const found = scan();
    found.step(1_000);
    say(100_500, '{"x":2}');
    expect(found.isPending).toBe(true);
    at(101_000);
    found.step(1_000);
    expect(points(found)).toEqual([[95_000, 1], [100_500, 2]]);
    at(106_000);
    expect(points(found)).toEqual([[100_500, 2]]);
    at(120_000);
    expect(points(found)).toEqual([]);
  });

  it('works in slices', () => {
    const { say, scan, at } = makeScan();
    for (let index = 0; index < 2_000; index += 1) say(99_000, `{"x":${index}}`);
    let clock = 100_000;
    const found = scan({ now: () => (clock += 1) });
    let steps = 0;
    for (; found.isPending; steps += 1) found.step(1);
    expect(steps).toBeGreaterThan(3);
    at(clock);
    expect(points(found)).toHaveLength(2_000);
  });

  it('keeps the newest points where there are too many', () => {
    const { say, scan } = makeScan();
    const total = pointsMaximum + 500;
    for (let index = 0; index < total; index += 1) say(99_000 + index / total, `{"x":${index}}`);
    const found = scan();
    found.step(10_000);
    expect(points(found)).toHaveLength(pointsMaximum);
    expect(points(found).at(-1)?.[1]).toBe(total - 1);
    say(99_999, '{"x":-1}');
    found.step(10_000);
    expect(points(found)).toHaveLength(pointsMaximum);
    expect(points(found).at(-1)).toEqual([99_999, -1]);
  });

  it('does without rows that are gone', () => {
    const { session, say, scan } = makeScan();
    say(99_000, '{"x":1}');
    const found = scan();
    session.clear();
    found.step(1_000);
    expect(points(found)).toEqual([]);
    expect(found.isPending).toBe(false);
  });
});
