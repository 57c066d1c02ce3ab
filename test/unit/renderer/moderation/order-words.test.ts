import { expect, it } from 'vitest';
import type { StandingOrder } from '../../../../electron/contract/changes.ts';
import { orderMarks, orderNote, orderWords, sortedOrders, untilWords } from '../../../../renderer/moderation/order-words.ts';

function makeOrder(given: Partial<StandingOrder> = {}): StandingOrder {
  return {
    id: 'o1',
    profileId: 'p1',
    room: 'r',
    identity: 'eve',
    order: { kind: 'removeOnReturn' },
    startedAtMs: 1_000,
    untilMs: undefined,
    state: 'active',
    events: [],
    trouble: '',
    ...given,
  };
}

it('says what each does, and until when', () => {
  expect(orderWords({ kind: 'keepInForce', metadata: '', attributes: {} })).toBe('Keep in force: metadata, attributes');
  expect(untilWords(makeOrder(), 0)).toBe('while this console runs');
  expect(untilWords(makeOrder({ untilMs: 61_000 }), 1_000)).toBe('1 min left');
  expect(untilWords(makeOrder({ untilMs: 61_000, state: 'ended' }), 1_000)).toBe('over');
});

it('lists active ones first, newest first', () => {
  const orders = [makeOrder({ id: 'a' }), makeOrder({ id: 'b', state: 'ended', startedAtMs: 9_000 }), makeOrder({ id: 'c', startedAtMs: 2_000 })];
  expect(sortedOrders(orders).map(({ id }) => id)).toEqual(['c', 'a', 'b']);
});

it('marks whom the active orders of a room are for', () => {
  const orders = [
    makeOrder(),
    makeOrder({ order: { kind: 'keepInForce', name: 'Eve' }, trouble: 'The key was refused.' }),
    makeOrder({ identity: 'bob', state: 'ended' }),
    makeOrder({ identity: 'ann', room: 'other' }),
  ];
  expect([...orderMarks(orders, { profileId: 'p1', room: 'r' })]).toEqual([
    ['eve', 'Remove whenever it comes back; Keep in force: name (in trouble: The key was refused.)'],
  ]);
});

it('makes a row of each event', () => {
  expect(orderNote(makeOrder(), { atMs: 1, kind: 'removed', text: 'Removed. The token still joins.' })).toEqual({
    title: 'This console removed eve again',
    text: 'Remove whenever it comes back · Removed. The token still joins.',
    severity: 'warn',
  });
});
