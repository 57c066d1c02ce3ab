import { describe, expect, it } from 'vitest';
import { ok, refused, unknown, type Result } from '../../../../../electron/contract/result.ts';
import { verifyEdit, type EditOutcome, type EditToVerify } from '../../../../../renderer/ui/editor/edit-verifier.ts';
import { FakeTimers, FakeWatched, settle } from './support.ts';

interface Live {
  readonly value: string;
  readonly seenAtMs: number | undefined;
}

/** An edit to "new" under way, with the means to answer it, to change the live value, and to let time pass. */
function startEdit(given: Partial<EditToVerify<Live | 'gone' | 'blind'>> & { readonly before?: Live | 'blind' } = {}) {
  const timers = new FakeTimers();
  const watched = new FakeWatched<Live | 'gone' | 'blind'>(given.before ?? { value: 'old', seenAtMs: undefined });
  let answer: (result: Result<unknown>) => void = () => undefined;
  let outcome: EditOutcome | undefined;
  const done = verifyEdit({
    send: () => new Promise((resolve) => (answer = resolve)),
    watched,
    read: (state) => {
      if (state === 'gone') return 'gone';
      if (state === 'blind') return { outOfSight: 'Hidden.' };
      return { isWanted: state.value === 'new', seenAtMs: state.seenAtMs };
    },
    emptyIsIgnored: false,
    timers,
    now: () => timers.nowMs,
    ...given,
  }).then((found) => (outcome = found));
  return {
    timers,
    watched,
    done,
    outcome: () => outcome,
    answer: async (result: Result<unknown>) => {
      answer(result);
      await settle();
    },
  };
}

describe('verifyEdit', () => {
  it('measures until the room’s own event, also when that overtakes the answer', async () => {
    const edit = startEdit();
    edit.watched.push({ value: 'new', seenAtMs: edit.timers.nowMs + 34 });
    edit.timers.advance(60);
    await edit.answer(ok(undefined));
    expect(await edit.done).toEqual({ kind: 'seen', afterMs: 34, answered: true });
    expect(edit.timers.pending).toBe(0);
    expect(edit.watched.listeners.size).toBe(0);
  });

  it('waits for the event after the answer', async () => {
    const edit = startEdit();
    await edit.answer(ok(undefined));
    edit.watched.push({ value: 'old', seenAtMs: 5 });
    expect(edit.outcome()).toBeUndefined();
    edit.watched.push({ value: 'new', seenAtMs: edit.timers.nowMs + 70 });
    expect(await edit.done).toMatchObject({ kind: 'seen', afterMs: 70 });
  });

  it('does not take an old sight of the same value for the effect', async () => {
    const edit = startEdit({ before: { value: 'new', seenAtMs: 10 } });
    await edit.answer(ok(undefined));
    edit.timers.advance(5_000);
    expect(await edit.done).toEqual({ kind: 'not-seen', withinMs: 5_000 });
  });

  it('never reports a negative time, as the pages’ clocks differ by a little', async () => {
    const edit = startEdit();
    edit.watched.push({ value: 'new', seenAtMs: edit.timers.nowMs - 2 });
    await edit.answer(ok(undefined));
    expect(await edit.done).toMatchObject({ kind: 'seen', afterMs: 0 });
  });

  it('says that an empty value was ignored, after a second', async () => {
    const edit = startEdit({ emptyIsIgnored: true });
    await edit.answer(ok(undefined));
    edit.timers.advance(1_000);
    expect(await edit.done).toEqual({ kind: 'ignored-empty' });
  });

  it('says that it was not seen within 5 s', async () => {
    const edit = startEdit();
    await edit.answer(ok(undefined));
    edit.timers.advance(4_999);
    await settle();
    expect(edit.outcome()).toBeUndefined();
    edit.timers.advance(1);
    expect(await edit.done).toEqual({ kind: 'not-seen', withinMs: 5_000 });
  });

  it('reports a refusal at once and stops watching', async () => {
    const edit = startEdit();
    await edit.answer(refused('not-found', 'Nobody of that identity is in the room.'));
    expect(await edit.done).toEqual({ kind: 'refused', message: 'Nobody of that identity is in the room.' });
    expect(edit.watched.listeners.size).toBe(0);
  });

  it('believes the room where the answer never came', async () => {
    const edit = startEdit();
    await edit.answer(unknown('timeout', 'No answer within 10 s.'));
    edit.watched.push({ value: 'new', seenAtMs: edit.timers.nowMs + 400 });
    expect(await edit.done).toEqual({ kind: 'seen', afterMs: 400, answered: false });
  });

  it('stays unknown where neither came', async () => {
    const edit = startEdit();
    await edit.answer(unknown('timeout', 'No answer within 10 s.'));
    edit.timers.advance(5_000);
    expect(await edit.done).toEqual({ kind: 'unknown', message: 'No answer within 10 s.' });
  });

  it('says so where whom it concerns has left', async () => {
    const edit = startEdit();
    await edit.answer(ok(undefined));
    edit.watched.push('gone');
    edit.timers.advance(5_000);
    expect(await edit.done).toEqual({ kind: 'left' });
  });

  it('does not wait for what it cannot see', async () => {
    const edit = startEdit({ before: 'blind' });
    await edit.answer(ok(undefined));
    expect(await edit.done).toEqual({ kind: 'out-of-sight', why: 'Hidden.' });
    expect(edit.timers.pending).toBe(0);
  });

  it('says so where the sight was lost meanwhile', async () => {
    const edit = startEdit();
    await edit.answer(ok(undefined));
    edit.watched.push('blind');
    edit.timers.advance(5_000);
    expect(await edit.done).toEqual({ kind: 'out-of-sight', why: 'Hidden.' });
  });
});
