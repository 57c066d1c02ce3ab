import type { StandingOrder } from '../../electron/contract/changes.ts';
import type { Session } from '../../electron/contract/domain.ts';
import { z } from '../../electron/contract/zod.ts';
import type { Listen, Request } from '../bridge.ts';
import type { SessionCaller } from '../session/client.ts';
import { Stored, type KeyValueStore } from '../ui/stored.ts';
import { orderNote } from './order-words.ts';

export interface OrderRowsOptions {
  readonly request: Request;
  readonly on: Listen;
  readonly sessions: SessionCaller;
  /** Those of this console that are in a room. */
  sessionsIn(profileId: string, room: string): readonly Session[];
  /** Outlives a reload of the page, not the application: what was told before it is not told again. */
  readonly store: KeyValueStore;
}

const notedUntil = z.record(z.string(), z.number());

/** What standing orders see and do becomes rows in the logs of their rooms, as far as those are open here. */
export class OrderRows {
  readonly #options: OrderRowsOptions;
  readonly #stored: Stored<Record<string, number>>;
  /** Epoch ms of the newest event that was noted, by order. */
  #noted: ReadonlyMap<string, number>;

  constructor(options: OrderRowsOptions) {
    this.#options = options;
    this.#stored = new Stored({ store: options.store, key: 'room-console.order-rows', schema: notedUntil });
    this.#noted = new Map(Object.entries(this.#stored.read() ?? {}));
  }

  /** Once the open rooms are known: what happened while the page was reloaded is noted, too. Returns the stop. */
  start(): () => void {
    const stop = this.#options.on('standingOrdersChanged', (orders) => this.#take(orders));
    void this.#options.request('listStandingOrders').then((result) => {
      if (result.ok) this.#take(result.value);
    });
    return stop;
  }

  #take(orders: readonly StandingOrder[]): void {
    const before = this.#noted;
    this.#noted = new Map(
      orders.map((order) => [order.id, Math.max(before.get(order.id) ?? 0, order.events.at(-1)?.atMs ?? 0)]),
    );
    if (orders.some(({ id }) => this.#noted.get(id) !== before.get(id)) || before.size !== this.#noted.size) {
      this.#stored.write(Object.fromEntries(this.#noted));
    }
    for (const order of orders) {
      for (const event of order.events) {
        if (event.atMs <= (before.get(order.id) ?? 0)) continue;
        for (const { id } of this.#options.sessionsIn(order.profileId, order.room)) {
          void this.#options.sessions.call(id, { name: 'noteAction', ...orderNote(order, event) });
        }
      }
    }
  }
}
