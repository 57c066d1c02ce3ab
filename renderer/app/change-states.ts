import { AuditState } from '../audit/audit-state.svelte.ts';
import { BulkState } from '../moderation/bulk/bulk-state.svelte.ts';
import { ModerationState } from '../moderation/moderation-state.svelte.ts';
import { OrderRows } from '../moderation/order-rows.ts';
import { OrdersState } from '../moderation/orders-state.svelte.ts';
import { pageTimers } from '../ui/editor/when-seen.ts';
import type { AppOptions } from './app-options.ts';
import type { OpenRooms } from './open-rooms.svelte.ts';

export interface ChangeStatesOptions extends Pick<AppOptions, 'bridge' | 'sessions' | 'notify' | 'localStorage' | 'sessionStorage'> {
  readonly opened: Pick<OpenRooms, 'in'>;
  /** Whether the server of that profile was found to refuse unmuting. */
  refusesUnmute(profileId: string): boolean;
}

/** What this console changes in rooms: one person, many, standing orders, and the log of all of it. */
export class ChangeStates {
  readonly moderation: ModerationState;
  readonly orders: OrdersState;
  readonly bulk: BulkState;
  readonly audit: AuditState;
  readonly #orderRows: OrderRows;

  constructor({ bridge, notify, localStorage, sessionStorage, sessions, opened, refusesUnmute }: ChangeStatesOptions) {
    const common = { ...bridge, notify, now: Date.now, newId: () => crypto.randomUUID() };
    const inRooms = { ...common, sessions, sessionsIn: opened.in.bind(opened) };
    this.moderation = new ModerationState({ ...common, sessions, store: localStorage, timers: pageTimers, refusesUnmute });
    this.orders = new OrdersState(common);
    this.bulk = new BulkState(inRooms);
    this.#orderRows = new OrderRows({ ...inRooms, store: sessionStorage });
    this.audit = new AuditState({
      ...common,
      changeInRoom: async (session, target, change) => {
        await this.moderation.run({ session, ...target, isHidden: false }, change);
      },
      sessionIn: (profileId, room) => opened.in(profileId, room)[0],
    });
  }

  /** Listens; returns the stop. */
  start(): () => void {
    const stops = [this.moderation.start(), this.orders.start(), this.bulk.start()];
    return () => {
      for (const stop of stops) stop();
    };
  }

  /** Once the open rooms are known: what standing orders do becomes rows of theirs. Returns the stop. */
  noteOrders(): () => void {
    return this.#orderRows.start();
  }
}
