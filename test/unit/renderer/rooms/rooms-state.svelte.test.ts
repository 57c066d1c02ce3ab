import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ok, refused } from '../../../../electron/contract/result.ts';
import { RoomsState } from '../../../../renderer/rooms/rooms-state.svelte.ts';
import { FakeBridge, makeList, makeRoom } from '../fake-bridge.ts';

function makeRooms() {
  const bridge = new FakeBridge({ listRooms: () => ok(makeList(makeRoom('a'))) });
  const page = { hidden: false, listeners: new Set<() => void>() };
  const rooms = new RoomsState({
    profileId: 'p1',
    request: bridge.request,
    visibility: {
      isHidden: () => page.hidden,
      onChange: (listener) => {
        page.listeners.add(listener);
        return () => page.listeners.delete(listener);
      },
    },
    now: Date.now,
  });
  const setHidden = (hidden: boolean): void => {
    page.hidden = hidden;
    for (const listener of page.listeners) listener();
  };
  return { bridge, rooms, page, setHidden, times: () => bridge.inputs('listRooms').length };
}

describe('RoomsState', () => {
  beforeEach(() => void vi.useFakeTimers({ now: 1_000_000 }));
  afterEach(() => void vi.useRealTimers());

  it('lists at once and every 3 s until it is stopped', async () => {
    const { rooms, times, page } = makeRooms();
    const stop = rooms.start();
    await vi.advanceTimersByTimeAsync(0);
    expect(rooms.find('a')?.sid).toBe('RM_a');
    await vi.advanceTimersByTimeAsync(6_000);
    expect(times()).toBe(3);
    stop();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(times()).toBe(3);
    expect(page.listeners.size + vi.getTimerCount()).toBe(0);
  });

  it('pauses while hidden and lists as soon as it is seen again', async () => {
    const { rooms, setHidden, times } = makeRooms();
    rooms.start();
    await vi.advanceTimersByTimeAsync(0);
    setHidden(true);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(times()).toBe(1);
    setHidden(false);
    await vi.advanceTimersByTimeAsync(0);
    expect(times()).toBe(2);
  });

  it('keeps the last list while the server is away, backs off, and says since when and until when', async () => {
    const { bridge, rooms, times } = makeRooms();
    rooms.start();
    await vi.advanceTimersByTimeAsync(0);
    bridge.handlers.listRooms = () => refused('connection-refused', 'Nothing answers.');
    await vi.advanceTimersByTimeAsync(3_000);
    expect(rooms.rooms).toHaveLength(1);
    expect(rooms.failure).toEqual({
      reason: 'connection-refused',
      message: 'Nothing answers.',
      sinceMs: 1_003_000,
      nextTryAtMs: 1_009_000,
    });
    await vi.advanceTimersByTimeAsync(5_999);
    expect(times()).toBe(2);
    await vi.advanceTimersByTimeAsync(1);
    expect(rooms.failure).toMatchObject({ sinceMs: 1_003_000, nextTryAtMs: 1_019_000 });
    bridge.handlers.listRooms = () => ok(makeList());
    await vi.advanceTimersByTimeAsync(10_000);
    expect(rooms.failure).toBeUndefined();
    expect(rooms.rooms).toEqual([]);
    await vi.advanceTimersByTimeAsync(3_000);
    expect(times()).toBe(5);
  });

  it('asks once for those who ask together, and anew for who must not have an old answer', async () => {
    const { rooms, times } = makeRooms();
    await Promise.all([rooms.refresh(), rooms.refresh(), rooms.readAgain()]);
    expect(times()).toBe(2);
  });
});
