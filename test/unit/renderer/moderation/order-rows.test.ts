import { expect, it } from 'vitest';
import type { StandingEvent, StandingOrder } from '../../../../electron/contract/changes.ts';
import { ok } from '../../../../electron/contract/result.ts';
import { OrderRows } from '../../../../renderer/moderation/order-rows.ts';
import { FakeBridge } from '../fake-bridge.ts';
import { makeSession } from '../support.ts';
import { settle } from '../ui/editor/support.ts';

const event = (atMs: number): StandingEvent => ({ atMs, kind: 'removed', text: `at ${atMs}` });

function makeOrder(...events: readonly StandingEvent[]): StandingOrder {
  return {
    id: 'o1',
    profileId: 'p1',
    room: 'consult-42',
    identity: 'eve',
    order: { kind: 'removeOnReturn' },
    startedAtMs: 1,
    untilMs: undefined,
    state: 'active',
    events,
    trouble: '',
  };
}

function make(store: Map<string, string>, first: readonly StandingOrder[]) {
  const bridge = new FakeBridge({ listStandingOrders: () => ok(first) });
  const rows: string[] = [];
  const order = new OrderRows({
    request: bridge.request,
    on: bridge.on,
    sessions: {
      call: async (sessionId, call) => {
        rows.push(`${sessionId} ${call.name === 'noteAction' ? call.text : call.name}`);
        return ok(undefined);
      },
    },
    sessionsIn: (profileId, room) => (room === 'consult-42' ? [makeSession({ profileId })] : []),
    store: { getItem: (key) => store.get(key) ?? null, setItem: (key, value) => void store.set(key, value) },
  });
  return { bridge, rows, stop: order.start() };
}

it('leaves a row of each new event once, also of those that came while the page was reloaded', async () => {
  const store = new Map<string, string>();
  const before = make(store, [makeOrder()]);
  await settle();
  before.bridge.emit('standingOrdersChanged', [makeOrder(event(10))]);
  before.bridge.emit('standingOrdersChanged', [makeOrder(event(10), event(11)), { ...makeOrder(event(5)), id: 'o2', room: 'not-open' }]);
  before.bridge.emit('standingOrdersChanged', [makeOrder(event(10), event(11))]);
  expect(before.rows).toEqual(['s1 Remove whenever it comes back · at 10', 's1 Remove whenever it comes back · at 11']);
  before.stop();
  expect(before.bridge.listenerCount).toBe(0);
  const after = make(store, [makeOrder(event(10), event(11), event(12))]);
  await settle();
  expect(after.rows).toEqual(['s1 Remove whenever it comes back · at 12']);
});
