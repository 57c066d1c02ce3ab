import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ParticipantInfo } from '../../../../electron/contract/domain.ts';
import { ok, refused, type Result } from '../../../../electron/contract/result.ts';
import { PeopleState } from '../../../../renderer/participants/people-state.svelte.ts';
import { makeParticipant } from '../support.ts';

function makeState(visible = true) {
  const fakes = { asked: 0, visible, answer: ok([makeParticipant()]) as Result<readonly ParticipantInfo[]> };
  const state = new PeopleState({
    list: async () => {
      fakes.asked += 1;
      return fakes.answer;
    },
    isVisible: () => fakes.visible,
    now: () => 7,
  });
  return { state, fakes };
}

describe('PeopleState', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('asks at once and every 5 s until it is stopped', async () => {
    const { state, fakes } = makeState();
    const stop = state.start();
    await vi.advanceTimersByTimeAsync(0);
    expect(state).toMatchObject({ listed: [{ identity: 'nurse-ek' }], listedAtMs: 7, problem: undefined });
    await vi.advanceTimersByTimeAsync(10_000);
    expect(fakes.asked).toBe(3);
    stop();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(fakes.asked).toBe(3);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('keeps the last list, says why there is no newer one, and backs off', async () => {
    const { state, fakes } = makeState();
    state.start();
    await vi.advanceTimersByTimeAsync(0);
    fakes.answer = refused('unreachable', 'The server does not answer.');
    await vi.advanceTimersByTimeAsync(5_000);
    expect(state).toMatchObject({ listed: [{ identity: 'nurse-ek' }], problem: 'The server does not answer.' });
    await vi.advanceTimersByTimeAsync(9_999);
    expect(fakes.asked).toBe(2);
    await vi.advanceTimersByTimeAsync(1);
    expect(fakes.asked).toBe(3);
    fakes.answer = ok([]);
    await vi.advanceTimersByTimeAsync(20_000);
    expect(state).toMatchObject({ listed: [], problem: undefined });
  });

  it('waits 10 s at most, and not at all once started anew', async () => {
    const { state, fakes } = makeState();
    fakes.answer = refused('unreachable', 'The server does not answer.');
    state.start();
    await vi.advanceTimersByTimeAsync(40_000);
    expect(fakes.asked).toBe(5);
    fakes.answer = ok([]);
    state.start();
    await vi.advanceTimersByTimeAsync(0);
    expect(state).toMatchObject({ listed: [], problem: undefined });
    await vi.advanceTimersByTimeAsync(5_000);
    expect(fakes.asked).toBe(7);
  });

  it('does not ask while the page is hidden', async () => {
    const { state, fakes } = makeState(false);
    state.start();
    await vi.advanceTimersByTimeAsync(20_000);
    expect(fakes.asked).toBe(0);
    fakes.visible = true;
    await vi.advanceTimersByTimeAsync(5_000);
    expect(fakes.asked).toBe(1);
  });

  it('drops an answer that comes after it was stopped', async () => {
    const { state } = makeState();
    state.start()();
    await vi.advanceTimersByTimeAsync(0);
    expect(state.listed).toBeUndefined();
    expect(vi.getTimerCount()).toBe(0);
  });
});
