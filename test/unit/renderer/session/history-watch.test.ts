import { describe, expect, it } from 'vitest';
import type { RoomParticipant } from '../../../../renderer/session/protocol.ts';
import { HistoryWatch } from '../../../../renderer/session/history-watch.ts';
import { makeParticipant } from '../support.ts';

const state = (...people: RoomParticipant[]) => new Map(people.map((who) => [who.identity, who]));
const of = (identity: string) => ({ kind: 'participant', identity }) as const;

function causes(watch: HistoryWatch, identity: string): string[] {
  return watch.read(of(identity), 0).entries.map(({ field, value, cause }) => `${field} ${value} ${cause.kind}`);
}

describe('HistoryWatch', () => {
  it('tells apart what was found, what a token brought, what changed, and what changed unseen', () => {
    const watch = new HistoryWatch({ now: () => 0 });
    const me = makeParticipant({ identity: 'ops', name: 'Ops', isLocal: true });
    const alice = makeParticipant({ identity: 'alice', metadata: 'a' });
    const first = state(me, alice);
    watch.people(new Map(), first, false);
    const bob = makeParticipant({ identity: 'bob', metadata: 'b', attributes: { k: 'v' } });
    const second = state(me, alice, bob);
    watch.people(first, second, false);
    const third = state(me, { ...alice, metadata: 'a2' }, bob);
    watch.people(second, third, false);
    watch.people(third, state(me, { ...alice, metadata: 'a3' }, { ...bob, sid: 'PA_2', metadata: 'b2' }), true);
    expect(causes(watch, 'ops')).toEqual(['name Ops token']);
    expect(causes(watch, 'alice')).toEqual(['metadata a found', 'metadata a2 untold', 'metadata a3 gap']);
    expect(causes(watch, 'bob')).toEqual(['metadata b token', 'attributes {"k":"v"} token', 'metadata b2 found']);
  });

  it('says of one who joins again that the token’s values are back', () => {
    const watch = new HistoryWatch({ now: () => 0 });
    const token = makeParticipant({ identity: 'bob', metadata: 'token' });
    const watcher = makeParticipant({ identity: 'ops', isLocal: true });
    watch.people(new Map(), state(watcher), false);
    watch.people(state(watcher), state(watcher, token), false);
    watch.expect(of('bob'), { field: 'metadata', value: 'edited' }, 'this console');
    watch.people(state(watcher, token), state(watcher, { ...token, metadata: 'edited' }), false);
    watch.people(state(watcher, { ...token, metadata: 'edited' }), state(watcher), false);
    watch.people(state(watcher), state(watcher, { ...token, sid: 'PA_2' }), false);
    expect(causes(watch, 'bob')).toEqual(['metadata token token', 'metadata edited console', 'metadata token token']);
  });

  it('sees that one who joins again has nothing any more', () => {
    const watch = new HistoryWatch({ now: () => 0 });
    const [watcher, bob] = [makeParticipant({ identity: 'ops', isLocal: true }), makeParticipant({ identity: 'bob' })];
    watch.people(new Map(), state(watcher, { ...bob, metadata: 'edited' }), false);
    watch.people(state(watcher, { ...bob, metadata: 'edited' }), state(watcher), false);
    watch.people(state(watcher), state(watcher, { ...bob, sid: 'PA_2' }), false);
    watch.people(state(watcher), state(watcher, { ...bob, sid: 'PA_3' }), false);
    expect(causes(watch, 'bob')).toEqual(['metadata edited found', 'metadata  token']);
  });

  it('keeps what a room was found with, and each change', () => {
    const watch = new HistoryWatch({ now: () => 0 });
    watch.room(undefined, '');
    watch.room('', 'x');
    watch.room('x', 'x');
    watch.expect({ kind: 'room' }, { field: 'metadata', value: '' }, 'this console');
    watch.room('x', '');
    expect(watch.read({ kind: 'room' }, 0).entries).toMatchObject([
      { before: '', value: 'x', cause: { kind: 'untold' } },
      { before: 'x', value: '', cause: { kind: 'console' } },
    ]);
  });
});
