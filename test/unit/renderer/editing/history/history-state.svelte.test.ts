import { describe, expect, it } from 'vitest';
import { ok, refused, type Result } from '../../../../../electron/contract/result.ts';
import { HistoryState } from '../../../../../renderer/editing/history/history-state.svelte.ts';
import { causeWords, droppedWords, summaryOf } from '../../../../../renderer/editing/history/history-words.ts';
import type { HistoryAnswer, SeenValue } from '../../../../../renderer/session/protocol.ts';

const value = (id: number, given: Partial<SeenValue> = {}): SeenValue => ({
  id,
  field: 'metadata',
  atMs: id,
  before: undefined,
  value: `v${id}`,
  cause: { kind: 'untold' },
  ...given,
});

function makeHistory(...answers: Result<HistoryAnswer>[]) {
  const asked: number[] = [];
  const reader = {
    readHistory: async (_sessionId: string, _subject: unknown, afterId: number) => {
      asked.push(afterId);
      return answers.shift() ?? refused('none', 'No more.');
    },
  };
  return { asked, history: new HistoryState({ reader, sessionId: 's1', subject: { kind: 'room' } }) };
}

const answer = (firstId: number, ...entries: SeenValue[]): Result<HistoryAnswer> =>
  ok({ firstId, entries, dropped: firstId - 1, droppedUncounted: false });

describe('HistoryState', () => {
  it('reads on from where it was, newest first, each with what it took the place of', async () => {
    const { history, asked } = makeHistory(
      answer(1, value(1), value(2, { before: 'v1' }), value(3, { field: 'name' })),
      answer(1, value(4)),
    );
    await history.read();
    await history.read();
    expect(asked).toEqual([0, 3]);
    expect(history.entries.map(({ id, previous }) => [id, previous])).toEqual([[4, 'v2'], [3, undefined], [2, 'v1'], [1, undefined]]);
  });

  it('lets go of what the session let go, and keeps what it has when it cannot be read', async () => {
    const { history } = makeHistory(answer(1, value(1), value(2)), answer(2, value(3)));
    await history.read();
    await history.read();
    expect(history.entries.map(({ id }) => id)).toEqual([3, 2]);
    expect(history.dropped).toBe(1);
    await history.read();
    expect(history.problem).toBe('No more.');
    expect(history.entries).toHaveLength(2);
  });

  it('reads once more where it was asked to meanwhile, not twice at once', async () => {
    const { history, asked } = makeHistory(answer(1, value(1)), answer(1));
    await Promise.all([history.read(), history.read(), history.read()]);
    expect(asked).toEqual([0, 1]);
  });
});

describe('words of the history', () => {
  it.each([
    ['{"a":4,"b":1}', '{"a":5,"b":1}', 'a 4 → 5'],
    ['{"a":1}', '{"b":2}', 'a 1 → gone, b none → 2'],
    ['', '{"k":"v"}', 'k none → "v"'],
    ['seat 4', 'seat 5', 'seat 4 → seat 5'],
    ['x', '', 'x → empty'],
    [undefined, 'x', 'x'],
  ])('%s to %s is “%s”', (previous, now, words) => expect(summaryOf({ previous, value: now })).toBe(words));

  it('says what is known of the cause, and what is missing', () => {
    expect(causeWords({ kind: 'untold' }, false)).toBe('not told by the server');
    expect(causeWords({ kind: 'console', by: 'this console' }, false)).toBe('from this console');
    expect(droppedWords(0, false)).toBe('');
    expect(droppedWords(2, false)).toMatch(/^2 older values were let go/);
  });
});
