import { describe, expect, it } from 'vitest';
import { emptyString, notInterned, StringTable } from '../../../../../../renderer/traffic/worker/store/string-table.ts';

describe('StringTable', () => {
  it('gives the same id to the same bytes, wherever they stand', () => {
    const table = new StringTable();
    const bytes = new TextEncoder().encode('xxcursorxx');
    const id = table.intern(bytes, 2, 8);
    expect(table.internText('cursor')).toBe(id);
    expect(table.internText('curso')).not.toBe(id);
    expect(table.text(id)).toBe('cursor');
    expect(table.intern(bytes, 3, 3)).toBe(emptyString);
    expect(table.text(emptyString)).toBe('');
    expect(table.text(999)).toBe('');
    expect(table.size).toBe(3);
  });

  it('keeps ids while it grows', () => {
    const table = new StringTable();
    const ids = Array.from({ length: 5_000 }, (_, index) => table.internText(`topic-${index}-ü`));
    expect(new Set(ids).size).toBe(5_000);
    expect(ids.map((id) => table.text(id))).toEqual(ids.map((_, index) => `topic-${index}-ü`));
    expect(Array.from({ length: 5_000 }, (_, index) => table.internText(`topic-${index}-ü`))).toEqual(ids);
  });

  it('takes what is no UTF-8, and a byte order mark', () => {
    const table = new StringTable();
    expect(table.text(table.intern(new Uint8Array([0xff, 0x61]), 0, 2))).toBe('\ufffda');
    expect(table.text(table.internText('\ufeffa'))).toBe('\ufeffa');
  });

  it('is bounded: a topic for each packet stops at 65,536 entries, and known ones are still found', () => {
    const table = new StringTable();
    const first = table.internText('first');
    for (let index = 0; index < 70_000; index += 1) table.internText(String(index));
    expect(table.size).toBe(65_536);
    expect(table.internText('one more')).toBe(notInterned);
    expect(table.internText('first')).toBe(first);
    expect(table.internText('x'.repeat(1_025))).toBe(notInterned);
  });

  it('is bounded in bytes', () => {
    const table = new StringTable();
    for (let index = 0; index < 20_000; index += 1) table.internText(String(index).padStart(1_024, '0'));
    expect(table.heldBytes).toBeLessThan(20 * 1_024 * 1_024);
    expect(table.internText('x'.repeat(1_000))).toBe(notInterned);
  });
});
