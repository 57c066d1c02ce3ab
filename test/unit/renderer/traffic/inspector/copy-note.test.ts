import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ok, refused } from '../../../../../electron/contract/result.ts';
import { CopyNote } from '../../../../../renderer/traffic/inspector/copy-note.svelte.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

describe('CopyNote', () => {
  it('says for a moment what was copied', async () => {
    const write = vi.fn(() => Promise.resolve(ok(undefined)));
    const note = new CopyNote({ write });
    await note.copy('{"x":1}', 'Payload');
    expect(write).toHaveBeenCalledExactlyOnceWith('{"x":1}');
    expect(note.said).toEqual({ text: 'Payload copied', isProblem: false });
    vi.advanceTimersByTime(10_000);
    expect(note.said).toBeUndefined();
  });

  it('says why it was not', async () => {
    const note = new CopyNote({ write: () => Promise.resolve(refused('too-long', 'Too long.')) });
    await note.copy('x', 'Row');
    expect(note.said).toEqual({ text: 'Too long.', isProblem: true });
    note.dispose();
    expect(vi.getTimerCount()).toBe(0);
  });
});
