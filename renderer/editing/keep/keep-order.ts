import type { RequestOrder, StandingOrder } from '../../../electron/contract/changes.ts';

/** A field that an order can keep in force. */
export type KeptField = 'metadata' | 'name' | 'attributes' | 'permissions';
export type KeepOrder = Extract<RequestOrder, { kind: 'keepInForce' }>;
export type KeptValues = Omit<KeepOrder, 'kind'>;
export type KeepingOrder = StandingOrder & { readonly order: KeepOrder };

/** Whom an order is about. */
export interface OrderPlace {
  readonly profileId: string;
  readonly room: string;
  readonly identity: string;
}

/** The active order that keeps one field of an identity in force; undefined where none does. */
export function orderKeeping(
  orders: readonly StandingOrder[],
  place: OrderPlace,
  field: KeptField,
): KeepingOrder | undefined {
  return orders.filter(isKeeping).find(
    ({ order, state, profileId, room, identity }) =>
      state === 'active' &&
      profileId === place.profileId &&
      room === place.room &&
      identity === place.identity &&
      order[field] !== undefined,
  );
}

function isKeeping(order: StandingOrder): order is KeepingOrder {
  return order.order.kind === 'keepInForce';
}
