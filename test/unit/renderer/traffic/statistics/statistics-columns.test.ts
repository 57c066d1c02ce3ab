import { describe, expect, it } from 'vitest';
import { statisticsColumns } from '../../../../../renderer/traffic/protocol/index.ts';
import { cellText, columnLooks, compactColumns, statisticsTsv } from '../../../../../renderer/traffic/statistics/statistics-columns.ts';
import { statisticsRow } from './table-fixtures.ts';

describe('cellText', () => {
  it('writes each column', () => {
    expect(statisticsColumns.map((column) => cellText(statisticsRow(), column).text)).toEqual(
      ['alice', 'chat', 'reliable', 'user', '1,204', '12', '3.0', '121 KiB'].concat(
        ['88', '90', '1,300', '48 ms', '3.3 ms', '0', '2', '2'],
      ),
    );
  });

  it('says what is not known, and why', () => {
    const row = statisticsRow({ skipped: Number.NaN, jitter: Number.NaN, intervalMedian: Number.NaN, count: 1 });
    expect(cellText(row, 'skipped')).toEqual({ text: '–', hint: 'Not knowable: these packets carry no sequence' });
    expect(cellText(row, 'jitter').hint).toContain('three packets');
    expect(cellText(row, 'intervalMedian').text).toBe('–');
  });

  it('tells the flags', () => {
    const flags = [{ flag: 'sdk-drops', count: 10 }, { flag: 'duplicate', count: 1 }] as const;
    expect(cellText(statisticsRow({ flags }), 'flagged').hint).toBe('10 sdk-drops, 1 duplicate');
  });

  it('stands for many topics', () => {
    expect(cellText(statisticsRow({ gathersTopics: true, topic: '' }), 'topic').text).toBe('other topics');
    expect(cellText(statisticsRow({ topic: '' }), 'topic').text).toBe('–');
  });

  it('explains each column', () => {
    for (const column of statisticsColumns) expect(columnLooks[column].meaning).not.toBe('');
    expect([...compactColumns].sort()).toEqual([...statisticsColumns].sort());
  });
});

describe('statisticsTsv', () => {
  it('is a line of names and one for each row, with numbers in full', () => {
    const text = statisticsTsv([statisticsRow({ skipped: Number.NaN })], ['sender', 'topic', 'rateNow', 'jitter', 'skipped']);
    expect(text).toBe('sender\ttopic\trateNow\tjitterMs\tskipped\tsid\tdirection\nalice\tchat\t12.34\t3.25\t\tPA_alice\tin');
  });

  it('keeps a cell a cell', () => {
    const text = statisticsTsv([statisticsRow({ topic: 'a\tb\nc' }), statisticsRow({ topic: '=1+1' })], ['topic']);
    expect(text.split('\n').slice(1)).toEqual(['a b c\tPA_alice\tin', "'=1+1\tPA_alice\tin"]);
  });
});
