import { describe, expect, it } from 'vitest';
import { isoTime, noteLine } from '../../../../electron/contract/feed-lines.ts';

describe('isoTime', () => {
  it.each([
    [0, '1970-01-01T00:00:00.000000Z'],
    [Date.parse('2026-08-01T12:00:00.999Z') + 0.99925, '2026-08-01T12:00:00.999999Z'],
    [Date.parse('2026-08-01T12:00:00.999Z') + 0.99975, '2026-08-01T12:00:01.000000Z'],
    [-0.001, '1969-12-31T23:59:59.999999Z'],
  ])('writes %d with six digits', (ms, text) => {
    expect(isoTime(ms)).toBe(text);
  });
});

describe('noteLine', () => {
  it('is one line of JSON that says which note it is, and where', () => {
    const line = noteLine({ type: 'missing', rows: 3, fromMs: 1, toMs: 2, why: 'a\nb' }, 0.5, 7);
    expect(line.indexOf('\n')).toBe(line.length - 1);
    expect(JSON.parse(line)).toEqual({
      note: 'missing',
      number: 8,
      time: '1970-01-01T00:00:00.000500Z',
      rows: 3,
      fromMs: 1,
      toMs: 2,
      why: 'a\nb',
    });
  });
});
