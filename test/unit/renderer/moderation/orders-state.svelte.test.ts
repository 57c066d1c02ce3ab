import { describe, expect, it } from 'vitest';
import type { StandingEvent, StandingOrder } from '../../../../electron/contract/changes.ts';
import { ok, refused } from '../../../../electron/contract/result.ts';
import { OrdersState } from '../../../../renderer/moderation/orders-state.svelte.ts';
import { returnWords } from '../../../../renderer/moderation/return-words.ts';
import type { Notice } from '../../../../renderer/ui/notice-of.ts';
import { FakeBridge } from '../fake-bridge.ts';
import { makeSession } from '../support.ts';
import { settle } from '../ui/editor/support.ts';

function makeOrder(given: Partial<StandingOrder> = {}): StandingOrder {
  return {
    id: 'o1',
    profileId: 'p1',
    room: 'consult-42',
    identity: 'nurse-ek',
    order: { kind: 'watchReturn', name: 'Eva', metadata: '' },
    startedAtMs: 1_000,
    untilMs: 601_000,
    state: 'active',
    events: [],
    trouble: '',
    ...given,
  };
}

const event = (kind: StandingEvent['kind'], atMs: number): StandingEvent => ({ atMs, kind, text: `What ${kind} is.` });

function make(...first: readonly StandingOrder[]) {
  const bridge = new FakeBridge({
    listStandingOrders: () => ok(first),
    startStandingOrder: () => ok(makeOrder()),
    stopStandingOrder: () => refused('order-not-found', 'It is over.'),
  });
  const notices: Notice[] = [];
  const orders = new OrdersState({ ...bridge, request: bridge.request, on: bridge.on, notify: (notice) => notices.push(notice), now: () => 5_000 });
  const stop = orders.start();
  return { bridge, notices, orders, stop };
}

describe('OrdersState', () => {
  it('tells of a return once, and offers what can be done', async () => {
    const { bridge, notices, orders, stop } = make();
    await settle();
    bridge.emit('standingOrdersChanged', [makeOrder()]);
    expect(notices).toEqual([]);
    bridge.emit('standingOrdersChanged', [makeOrder({ events: [event('rejoined', 2_000)] })]);
    bridge.emit('standingOrdersChanged', [makeOrder({ events: [event('rejoined', 2_000)] })]);
    expect(notices.map(({ title }) => title)).toEqual(['nurse-ek is back']);
    notices[0]?.actions?.[0]?.run();
    await settle();
    expect(bridge.inputs('startStandingOrder')).toEqual([
      { profileId: 'p1', room: 'consult-42', identity: 'nurse-ek', order: { kind: 'removeOnReturn' }, untilMs: 605_000 },
    ]);
    expect(orders.list).toHaveLength(1);
    stop();
    expect(bridge.listenerCount).toBe(0);
  });

  it('does not tell anew, after a reload, what was told before it', async () => {
    const { bridge, notices } = make(makeOrder({ events: [event('rejoined', 2_000)] }));
    await settle();
    expect(notices).toEqual([]);
    bridge.emit('standingOrdersChanged', [makeOrder({ events: [event('rejoined', 2_000), event('left', 3_000), event('rejoined', 4_000)] })]);
    expect(notices).toHaveLength(1);
  });

  it('shows of a room who was removed there, until it is put away and there is no news', async () => {
    const removing = makeOrder({ id: 'o2', order: { kind: 'removeOnReturn' } });
    const { bridge, orders } = make(makeOrder(), removing, makeOrder({ id: 'o3', room: 'other' }));
    await settle();
    expect(orders.returnsIn(makeSession()).map(({ id }) => id)).toEqual(['o2']);
    orders.dismiss(removing);
    expect(orders.returnsIn(makeSession())).toEqual([]);
    bridge.emit('standingOrdersChanged', [makeOrder({ ...removing, events: [event('removed', 3_000)] })]);
    expect(orders.returnsIn(makeSession()).map(({ id }) => id)).toEqual(['o2']);
    bridge.emit('standingOrdersChanged', [makeOrder({ ...removing, state: 'ended', events: [] })]);
    expect(orders.returnsIn(makeSession())).toEqual([]);
  });

  it('leaves the end open where it is to hold while the console runs, and says what failed', async () => {
    const { bridge, notices, orders } = make();
    await orders.begin(makeSession(), 'nurse-ek', { kind: 'removeOnReturn' }, undefined);
    expect(bridge.inputs('startStandingOrder')[0]).not.toHaveProperty('untilMs');
    await orders.stop('o1');
    expect(notices).toMatchObject([{ severity: 'bad', title: 'Not stopped' }]);
  });
});

describe('returnWords', () => {
  it('says whether and as whom somebody is back, and for how long it is watched', () => {
    expect(returnWords(makeOrder(), 1_000)).toEqual({
      severity: 'info',
      title: 'nurse-ek was removed and has not come back',
      text: 'For another 10 min.',
    });
    expect(returnWords(makeOrder({ events: [event('rejoined', 2_000)] }), 1_000)).toMatchObject({
      severity: 'warn',
      title: 'nurse-ek is back',
    });
    const again = [event('removed', 2_000), event('removed', 3_000)];
    expect(returnWords(makeOrder({ order: { kind: 'removeOnReturn' }, untilMs: undefined, events: again }), 0)).toMatchObject({
      title: 'nurse-ek came back and was removed again, 2 times so far',
    });
    const gone = [event('removed', 2_000), event('left', 3_000)];
    expect(returnWords(makeOrder({ order: { kind: 'removeOnReturn' }, events: gone }), 0)).toMatchObject({
      title: 'nurse-ek came back and was removed again',
    });
    expect(returnWords(makeOrder({ trouble: 'The server does not answer.' }), 0)).toMatchObject({ severity: 'bad' });
  });
});
