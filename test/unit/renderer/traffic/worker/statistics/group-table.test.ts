import { describe, expect, it } from 'vitest';
import { flagBit } from '../../../../../../renderer/traffic/protocol/index.ts';
import { channelCodes, rowBits } from '../../../../../../renderer/traffic/worker/store/columns.ts';
import { notInterned } from '../../../../../../renderer/traffic/worker/store/string-table.ts';
import {
  GroupTable,
  groupsMaximum,
  groupsOfSenderMaximum,
  traitsOf,
} from '../../../../../../renderer/traffic/worker/statistics/group-table.ts';
import { cellsOf, plainMedian, seeded } from './group-fixtures.ts';

const lossy = channelCodes.indexOf('lossy');

/** A table with one packet for each of the times (ms). */
function timed(...times: number[]): GroupTable {
  const table = new GroupTable();
  for (const time of times) table.count(cellsOf({ time }), 0, 0);
  return table;
}

describe('GroupTable', () => {
  it('counts by sender, topic, channel, case and direction', () => {
    const table = new GroupTable();
    const kinds = [{}, { identity: 9 }, { sid: 9 }, { topic: 9 }, { channel: lossy }, { caseCode: 9 }, { flags: rowBits.sent }];
    for (let round = 0; round < 3; round += 1) {
      for (const over of kinds) table.count(cellsOf({ ...over, row: round }), 0, 0);
    }
    expect(table.size).toBe(kinds.length);
    for (let group = 0; group < table.size; group += 1) {
      expect(table.columns.count[group]).toBe(3);
      expect([table.columns.newestRow[group], table.columns.previousRow[group]]).toEqual([2, 1]);
    }
    expect(traitsOf(table.columns.traits[6] ?? 0)).toMatchObject({ channel: 0, isSent: true });
    expect(traitsOf(table.columns.traits[4] ?? 0)).toMatchObject({ channel: lossy, isSent: false });
  });

  it('adds up bytes, and tells smallest, median and largest size', () => {
    const random = seeded(3);
    const sizes = Array.from({ length: 2_001 }, () => 40 + Math.floor(random() * 15_000));
    const table = new GroupTable();
    for (const size of sizes) table.count(cellsOf({ size }), 0, 0);
    expect(table.columns.bytes[0]).toBe(sizes.reduce((sum, size) => sum + size));
    expect(table.columns.sizeMin[0]).toBe(Math.min(...sizes));
    expect(table.columns.sizeMax[0]).toBe(Math.max(...sizes));
    const exact = plainMedian(sizes);
    expect(Math.abs(table.sizeMedian(0) - exact) / exact).toBeLessThan(0.05);
  });

  it('has an exact median of one packet and of equal ones', () => {
    const table = new GroupTable();
    table.count(cellsOf({ size: 1_337 }), 0, 0);
    expect(table.sizeMedian(0)).toBe(1_337);
    table.count(cellsOf({ size: 1_337 }), 0, 0);
    expect(table.sizeMedian(0)).toBe(1_337);
  });

  it('tells the median interval, not known below two packets', () => {
    expect(timed(1_000).intervalMedian(0)).toBeNaN();
    const random = seeded(4);
    const intervals = Array.from({ length: 501 }, () => 20 + random() * 80);
    let at = 1_000_000;
    const table = timed(at, ...intervals.map((interval) => (at += interval)));
    const exact = plainMedian(intervals);
    expect(Math.abs(table.intervalMedian(0) - exact) / exact).toBeLessThan(0.05);
  });

  it('has the jitter of the plain formula, and none for a steady sender', () => {
    expect(timed(0, 50).jitter(0)).toBeNaN();
    expect(timed(0, 50, 100, 150).jitter(0)).toBe(0);
    const random = seeded(5);
    const times = [0];
    for (let count = 0; count < 300; count += 1) times.push((times.at(-1) ?? 0) + random() * 100);
    let jitter = 0;
    for (let index = 2; index < times.length; index += 1) {
      const [a = 0, b = 0, c = 0] = times.slice(index - 2, index + 1);
      jitter += (Math.abs(c - b - (b - a)) - jitter) / 16;
    }
    expect(timed(...times).jitter(0)).toBeCloseTo(jitter, 6);
  });

  it('takes a clock that was set back as no time', () => {
    const table = timed(10_000, 5_000, 5_100);
    expect(table.intervalMedian(0)).toBe(0);
    expect(table.columns.lastInterval[0]).toBeCloseTo(100_000);
  });

  it('tells the rate of the last five full seconds', () => {
    const table = new GroupTable();
    for (let time = 0; time < 10_000; time += 10) table.count(cellsOf({ time: 1_000_000 + time }), 0, 0);
    expect(table.rateNow(0, 1_009_999)).toBe(100);
    expect(table.rateNow(0, 1_012_500)).toBe(60);
    expect(table.isMoving(1_012_500)).toBe(true);
    expect(table.rateNow(0, 1_015_000)).toBe(0);
    expect(table.isMoving(1_017_000)).toBe(false);
  });

  it('does not dilute the rate of a group that is younger than that', () => {
    const table = new GroupTable();
    for (let time = 0; time < 2_000; time += 10) table.count(cellsOf({ time }), 0, 0);
    expect(table.rateNow(0, 2_500)).toBe(100);
    expect(table.rateAverage(0, 2_000)).toBe(100);
    expect(timed(0).rateAverage(0, 1)).toBe(1);
  });

  it('knows nothing of skips where packets carry no sequence', () => {
    const table = new GroupTable();
    table.count(cellsOf({ channel: lossy }), 0, 0);
    expect(table.columns.skipped[0]).toBeNaN();
    table.count(cellsOf({ sequence: 1 }), 0, 0);
    table.count(cellsOf({ sequence: 5 }), flagBit('skipped'), 3);
    table.count(cellsOf({ sequence: 7 }), flagBit('skipped'), 1);
    expect(table.columns.skipped[1]).toBe(4);
  });

  it('counts each flag, and packets with any', () => {
    const table = new GroupTable();
    table.count(cellsOf(), flagBit('duplicate') | flagBit('look-alike'), 0);
    table.count(cellsOf(), flagBit('duplicate'), 0);
    table.count(cellsOf(), 0, 0);
    expect(table.columns.flagged[0]).toBe(2);
    expect([2, 14, 0].map((bit) => table.flagCount(0, bit))).toEqual([2, 1, 0]);
  });

  it('stays bounded when a sender changes its topic for each of a million packets, and others keep their groups', () => {
    const table = new GroupTable();
    for (let topic = 1; topic <= 1_000_000; topic += 1) table.count(cellsOf({ topic, time: topic }), 0, 0);
    table.count(cellsOf({ sid: 77, topic: 5 }), 0, 0);
    expect(table.size).toBe(groupsOfSenderMaximum + 2);
    expect(table.folded).toBe(0);
    expect(table.columns.topic[groupsOfSenderMaximum]).toBe(notInterned);
    expect(table.columns.count[groupsOfSenderMaximum]).toBe(1_000_000 - groupsOfSenderMaximum);
    expect(table.columns.count[groupsOfSenderMaximum + 1]).toBe(1);
  });

  it('folds the packets of senders beyond the bound', () => {
    const table = new GroupTable();
    for (let sid = 1; sid <= groupsMaximum + 100; sid += 1) table.count(cellsOf({ sid }), 0, 0);
    expect([table.size, table.folded]).toEqual([groupsMaximum, 100]);
    table.count(cellsOf({ sid: 1 }), 0, 0);
    expect(table.columns.count[0]).toBe(2);
  });

  it('gathers topics that the string table did not take, and folds senders that it did not', () => {
    const table = new GroupTable();
    table.count(cellsOf({ topic: notInterned }), 0, 0);
    table.count(cellsOf({ topic: notInterned }), 0, 0);
    table.count(cellsOf({ topic: 4 }), 0, 0);
    table.count(cellsOf({ identity: notInterned }), 0, 0);
    expect([table.size, table.folded]).toEqual([2, 1]);
    expect(table.columns.count[0]).toBe(2);
  });

  it('begins anew when it is cleared', () => {
    const table = timed(1, 2, 3);
    const { generation } = table;
    table.clear();
    expect([table.size, table.folded]).toEqual([0, 0]);
    expect(table.generation).toBe(generation + 1);
    table.count(cellsOf({ time: 9_000 }), 0, 0);
    expect([table.size, table.columns.count[0], table.columns.firstTime[0]]).toEqual([1, 1, 9_000]);
    expect(table.intervalMedian(0)).toBeNaN();
  });
});
