import { describe, expect, it } from 'vitest';
import { ValueHistory } from '../../../../renderer/session/value-history.ts';

const alice = { kind: 'participant', identity: 'alice' } as const;
const room = { kind: 'room' } as const;

describe('ValueHistory', () => {
  it('keeps what was seen of each, in order, and tells only what is new to the reader', () => {
    const history = new ValueHistory({ now: () => 5 });
    history.see(alice, 'metadata', undefined, 'a', { kind: 'token' });
    history.see(room, 'metadata', 'x', 'y');
    history.see(alice, 'name', 'A', 'B');
    expect(history.read(alice, 0)).toEqual({
      firstId: 1,
      entries: [
        { id: 1, field: 'metadata', atMs: 5, before: undefined, value: 'a', cause: { kind: 'token' } },
        { id: 3, field: 'name', atMs: 5, before: 'A', value: 'B', cause: { kind: 'untold' } },
      ],
      dropped: 0,
      droppedUncounted: false,
    });
    expect(history.read(alice, 1).entries.map(({ id }) => id)).toEqual([3]);
    expect(history.read({ kind: 'participant', identity: 'room' }, 0).entries).toEqual([]);
  });

  it('knows a change that was announced, once, and only its own', () => {
    let now = 0;
    const history = new ValueHistory({ now: () => now });
    const expected = { subject: alice, field: 'metadata', value: 'b', by: 'this console' } as const;
    history.expect(expected);
    history.see(alice, 'name', 'a', 'b');
    history.see({ kind: 'participant', identity: 'bob' }, 'metadata', 'a', 'b');
    history.see(alice, 'metadata', 'a', 'b');
    history.see(alice, 'metadata', 'x', 'b');
    history.expect(expected);
    now = 61_000;
    history.see(alice, 'metadata', 'x', 'b');
    const causes = history.read(alice, 0).entries.map(({ cause }) => cause.kind);
    expect(causes).toEqual(['untold', 'console', 'untold', 'untold']);
  });

  it('knows attributes by those that were asked for', () => {
    const history = new ValueHistory({ now: () => 0 });
    history.expect({ subject: alice, field: 'attributes', value: '{"a":"2","b":""}', by: 'this console' });
    history.see(alice, 'attributes', '{"a":"1","b":"1"}', '{"a":"1","b":"1","c":"1"}');
    history.see(alice, 'attributes', '{"a":"1","b":"1","c":"1"}', '{"a":"2","c":"1"}');
    expect(history.read(alice, 0).entries.map(({ cause }) => cause.kind)).toEqual(['untold', 'console']);
  });

  it('lets the oldest go, and says how many', () => {
    const history = new ValueHistory({ now: () => 0, mostUnits: 10_000 });
    for (let index = 0; index < 30; index += 1) history.see(alice, 'metadata', String(index), `${index}${'x'.repeat(900)}`);
    const { entries, dropped, firstId } = history.read(alice, 0);
    expect(entries.length).toBeLessThanOrEqual(10);
    expect(entries.length + dropped).toBe(30);
    expect(firstId).toBe(entries[0]?.id);
    expect(entries.at(-1)?.value).toMatch(/^29x/);
    // Its predecessor is gone, and takes no room any more.
    expect(entries[0]).toMatchObject({ before: undefined, isCut: true });
    expect(entries[1]?.before).toBeDefined();
  });

  it('keeps at least the newest, however large', () => {
    const history = new ValueHistory({ now: () => 0, mostUnits: 100 });
    history.see(room, 'metadata', undefined, 'x'.repeat(1_000));
    history.see(room, 'metadata', 'x', 'y'.repeat(1_000));
    expect(history.read(room, 0)).toMatchObject({ dropped: 1, entries: [{ id: 2 }] });
  });
});
