import { describe, expect, it } from 'vitest';
import { whenSeen } from '../../../../../renderer/ui/editor/when-seen.ts';
import { FakeTimers, FakeWatched } from './support.ts';

describe('whenSeen', () => {
  it('takes what is there already', async () => {
    const watched = new FakeWatched(7);
    const wait = whenSeen(watched, (value) => value === 7, new FakeTimers());
    expect(await wait.seen).toBe(7);
    expect(watched.listeners.size).toBe(0);
  });

  it('waits for the value that fits, and lets go of everything', async () => {
    const watched = new FakeWatched(1);
    const timers = new FakeTimers();
    const wait = whenSeen(watched, (value) => value === 3, timers);
    wait.giveUpAfter(5_000);
    watched.push(2);
    watched.push(3);
    watched.push(4);
    expect(await wait.seen).toBe(3);
    expect(watched.listeners.size).toBe(0);
    expect(timers.pending).toBe(0);
  });

  it('gives up at the last deadline given, or when stopped', async () => {
    const timers = new FakeTimers();
    const watched = new FakeWatched<number>(undefined);
    const wait = whenSeen(watched, () => true, timers);
    wait.giveUpAfter(1_000);
    wait.giveUpAfter(5_000);
    timers.advance(4_999);
    expect(watched.listeners.size).toBe(1);
    timers.advance(1);
    expect(await wait.seen).toBeUndefined();
    expect(watched.listeners.size).toBe(0);
    const stopped = whenSeen(watched, () => true, timers);
    stopped.stop();
    expect(await stopped.seen).toBeUndefined();
    expect(timers.pending).toBe(0);
  });
});
