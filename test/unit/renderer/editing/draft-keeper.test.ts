import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DraftKeeper } from '../../../../renderer/editing/draft-keeper.ts';
import { memoryStore } from '../memory-store.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const day = 24 * 3_600_000;

describe('DraftKeeper', () => {
  it('keeps what is typed for the next page, by server, room and identity', () => {
    const store = memoryStore();
    const drafts = new DraftKeeper({ store, now: () => 0 }).open('p1', 'a/b');
    drafts.of('room').type('metadata', '{"a":1}', '{"a":2}');
    drafts.of('alice').attributes = new Map([['bed', { base: undefined, value: '12' }]]);
    drafts.of('alice').newAttribute = { key: 'k', value: '' };
    drafts.room.type('metadata', 'x', 'y');
    vi.advanceTimersByTime(1_000);
    const later = new DraftKeeper({ store, now: () => day }).open('p1', 'a/b');
    expect(later.unsaved()).toEqual(['room', 'alice']);
    expect(later.isRoomUnsaved).toBe(true);
    expect(later.of('room').metadata).toEqual({ base: '{"a":1}', text: '{"a":2}', sent: undefined });
    expect(later.of('room').keep).toBe('restored');
    expect(later.of('alice')).toMatchObject({ newAttribute: { key: 'k', value: '' } });
    expect(later.of('alice').attributes.get('bed')).toEqual({ base: undefined, value: '12' });
    expect(later.room.metadata?.text).toBe('y');
    const other = new DraftKeeper({ store, now: () => day });
    expect(other.open('p2', 'a/b').unsaved()).toEqual([]);
    expect(other.open('p1', 'a').unsaved()).toEqual([]);
  });

  it('writes what waits at once when the page goes, and forgets what is saved or dropped', () => {
    const store = memoryStore();
    const keeper = new DraftKeeper({ store, now: () => 0 });
    const draft = keeper.open('p1', 'a').of('bob');
    draft.type('name', '', 'Bob');
    keeper.flush();
    expect(draft.keep).toBe('kept');
    expect(new DraftKeeper({ store, now: () => 0 }).open('p1', 'a').unsaved()).toEqual(['bob']);
    draft.drop('name');
    keeper.flush();
    expect(draft.keep).toBe('none');
    expect(new DraftKeeper({ store, now: () => 0 }).open('p1', 'a').unsaved()).toEqual([]);
  });

  it('gives two tabs of a room one draft, and keeps it when the last of them goes', () => {
    const store = memoryStore();
    const keeper = new DraftKeeper({ store, now: () => 0 });
    const [one, other] = [keeper.open('p1', 'a'), keeper.open('p1', 'a')];
    expect(one).toBe(other);
    one.of('bob').type('name', '', 'B');
    keeper.close(one);
    keeper.close(other);
    expect(keeper.open('p1', 'a')).not.toBe(one);
    expect(keeper.open('p1', 'a').of('bob').name?.text).toBe('B');
  });

  it('says what is too large to be kept, and drops nothing else for it', () => {
    const store = memoryStore();
    const keeper = new DraftKeeper({ store, now: () => 0 });
    const drafts = keeper.open('p1', 'a');
    drafts.of('small').type('name', '', 'S');
    drafts.of('big').type('metadata', '', 'x'.repeat(1_400_000));
    expect(drafts.lost()).toEqual(['big']);
    expect(drafts.of('big').keep).toBe('too-large');
    for (const name of ['a', 'b', 'c', 'd']) drafts.of(name).type('metadata', '', 'x'.repeat(1_000_000));
    expect(drafts.lost()).toEqual(['big', 'd']);
    expect(new DraftKeeper({ store, now: () => 0 }).open('p1', 'a').unsaved()).toEqual(['small', 'a', 'b', 'c']);
  });

  it('says where the store is full, and what it had of the draft before does not come back', () => {
    const memory = memoryStore();
    let full = false;
    const store = {
      ...memory,
      setItem: (key: string, value: string): void => {
        if (full && value.includes('longer')) throw new Error('full');
        memory.setItem(key, value);
      },
    };
    const drafts = new DraftKeeper({ store, now: () => 0 }).open('p1', 'a');
    drafts.of('bob').type('name', '', 'short');
    drafts.flush();
    full = true;
    drafts.of('bob').type('name', '', 'longer');
    expect(drafts.lost()).toEqual(['bob']);
    expect(drafts.of('bob').keep).toBe('no-room');
    expect(new DraftKeeper({ store, now: () => 0 }).open('p1', 'a').unsaved()).toEqual([]);
  });

  it('forgets what nobody came back to for a month', () => {
    const store = memoryStore();
    const keeper = new DraftKeeper({ store, now: () => 0 });
    keeper.open('p1', 'a').of('bob').type('name', '', 'B');
    keeper.flush();
    expect(new DraftKeeper({ store, now: () => 29 * day }).open('p1', 'a').unsaved()).toEqual(['bob']);
    expect(new DraftKeeper({ store, now: () => 31 * day }).open('p1', 'a').unsaved()).toEqual([]);
  });

  it('reads what somebody else wrote there as nothing', () => {
    const store = memoryStore({ 'room-console.drafts': '[{"key":"room-console.draft/p1/a/%40bob","units":1,"savedAtMs":0}]', 'room-console.draft/p1/a/%40bob': '{"x":1}' });
    const drafts = new DraftKeeper({ store, now: () => 0 }).open('p1', 'a');
    expect(drafts.of('bob').hasUnsaved).toBe(false);
  });
});
