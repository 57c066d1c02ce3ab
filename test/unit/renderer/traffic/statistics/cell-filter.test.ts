import { describe, expect, it } from 'vitest';
import { parseFilter } from '../../../../../renderer/traffic/filter/parse-filter.ts';
import { statisticsColumns } from '../../../../../renderer/traffic/protocol/index.ts';
import { cellFilter, senderFilter, seriesFilter, topicFilter } from '../../../../../renderer/traffic/statistics/cell-filter.ts';
import { latestRow, statisticsRow } from './table-fixtures.ts';

const group = 'from == "alice" and sid == "PA_alice" and topic == "chat" and kind == reliable and case == user';

describe('cellFilter', () => {
  it.each([
    ['sender', 'from == "alice" and sid == "PA_alice"'],
    ['topic', 'topic == "chat"'],
    ['kind', 'kind == reliable'],
    ['case', 'case == user'],
    ['count', group],
    ['sizeMax', `${group} and size == 1300`],
    ['sizeMedian', `${group} and size >= 90`],
    ['duplicates', `${group} and flag == duplicate`],
    ['flagged', `${group} and flag in (skipped)`],
  ] as const)('%s', (column, text) => {
    expect(cellFilter(statisticsRow(), column)).toBe(text);
  });

  it('tells senders by what their packets have', () => {
    const from = (identity: string, sid: string, direction: 'in' | 'out' = 'in'): string =>
      senderFilter({ ...latestRow({ direction }), sender: { origin: 'hidden', identity, sid } });
    expect(from('', '')).toBe('not from and not sid');
    expect(from('', 'PA_x')).toBe('not from and sid == "PA_x"');
    expect(from('eve', '')).toBe('from == "eve" and not sid');
    expect(from('me', 'PA_me', 'out')).toBe('dir == out');
  });

  it('has no topic where there is none, or where it stands for many', () => {
    expect(topicFilter('')).toBe('not topic');
    expect(cellFilter(statisticsRow({ topic: '', gathersTopics: true }), 'topic')).toBe(
      'from == "alice" and sid == "PA_alice"',
    );
    expect(cellFilter(statisticsRow({ topic: '', gathersTopics: true }), 'count')).not.toContain('topic');
    expect(seriesFilter(latestRow())).toBe('from == "alice" and sid == "PA_alice" and topic == "pose"');
  });

  it('is read back by the language, whatever the names are', () => {
    for (const name of ['a"b', 'x) or y', '\u202Eabc', '\\', 'not', 'line\nbreak', '']) {
      for (const column of statisticsColumns) {
        const row = statisticsRow({ topic: name, sender: { origin: 'participant', identity: name, sid: name } });
        expect(parseFilter(cellFilter(row, column)).diagnostics).toEqual([]);
      }
    }
  });
});
