import type { RequestOrder, StandingOrder } from '../../electron/contract/changes.ts';
import type { Session } from '../../electron/contract/domain.ts';
import type { Result } from '../../electron/contract/result.ts';
import type { Listen, Request } from '../bridge.ts';
import { noticeOf, type NoticeAction, type Notify } from '../ui/notice-of.ts';
import { returnNotice, watchMs } from './return-words.ts';

export interface OrdersOptions {
  readonly request: Request;
  readonly on: Listen;
  readonly notify: Notify;
  /** Epoch ms. */
  now(): number;
}

/** The standing orders of the main process: what the console does by itself, and what it saw meanwhile. */
export class OrdersState {
  /** Their list is open. */
  isShown = $state(false);
  #list: readonly StandingOrder[] = $state.raw([]);
  /** Orders whose banner was put away, with the number of events that it told by then. */
  #dismissed: ReadonlyMap<string, number> = $state.raw(new Map());
  readonly #options: OrdersOptions;
  /** Epoch ms of the newest event that was told, by order. */
  readonly #told = new Map<string, number>();

  constructor(options: OrdersOptions) {
    this.#options = options;
  }

  /** Newest last. */
  get list(): readonly StandingOrder[] {
    return this.#list;
  }

  /** Over all rooms and servers. */
  get active(): readonly StandingOrder[] {
    return this.#list.filter(({ state }) => state === 'active');
  }

  /** Listens, reads what there is, and returns the stop. */
  start(): () => void {
    const stop = this.#options.on('standingOrdersChanged', (orders) => this.#take(orders, true));
    void this.#options.request('listStandingOrders').then((result) => {
      if (result.ok) this.#take(result.value, false);
    });
    return stop;
  }

  /** Those about people who were removed from this room; of each identity the order that does most. */
  returnsIn({ profileId, room }: Pick<Session, 'profileId' | 'room'>): readonly StandingOrder[] {
    const byIdentity = new Map<string, StandingOrder>();
    for (const order of this.#list) {
      const { kind } = order.order;
      if (order.profileId !== profileId || order.room !== room || kind === 'keepInForce') continue;
      if (order.state === 'ended') continue;
      if (this.#dismissed.get(order.id) === order.events.length) continue;
      if (byIdentity.get(order.identity)?.order.kind !== 'removeOnReturn') byIdentity.set(order.identity, order);
    }
    return [...byIdentity.values()];
  }

  /** Asks the main process; `forMs` undefined: while the console runs. */
  async begin(
    where: Pick<Session, 'profileId' | 'room'>,
    identity: string,
    order: RequestOrder,
    forMs: number | undefined,
  ): Promise<Result<StandingOrder>> {
    const result = await this.#options.request('startStandingOrder', {
      profileId: where.profileId,
      room: where.room,
      identity,
      order,
      ...(forMs === undefined ? {} : { untilMs: this.#options.now() + forMs }),
    });
    const failed = order.kind === 'removeOnReturn' ? 'They are not removed when they come back' : 'Nobody watches whether they come back';
    if (!result.ok) this.#options.notify(noticeOf(failed, result));
    return result;
  }

  async stop(orderId: string): Promise<void> {
    const result = await this.#options.request('stopStandingOrder', { orderId });
    if (!result.ok) this.#options.notify(noticeOf('Not stopped', result));
  }

  /** The banner of this person goes until there is news. */
  dismiss({ identity, profileId, room }: StandingOrder): void {
    const same = this.#list.filter(
      (one) => one.identity === identity && one.profileId === profileId && one.room === room,
    );
    this.#dismissed = new Map([...this.#dismissed, ...same.map((one) => [one.id, one.events.length] as const)]);
  }

  #take(orders: readonly StandingOrder[], isNews: boolean): void {
    this.#list = orders;
    for (const order of orders) {
      const toldUntil = this.#told.get(order.id) ?? (isNews ? -Infinity : Infinity);
      const news = order.events.filter(({ atMs }) => atMs > toldUntil);
      this.#told.set(order.id, order.events.at(-1)?.atMs ?? (isNews ? toldUntil : order.startedAtMs - 1));
      for (const event of news) this.#tell(order, event);
    }
    for (const id of [...this.#told.keys()]) if (!orders.some((order) => order.id === id)) this.#told.delete(id);
  }

  #isRemoved({ identity, profileId, room }: StandingOrder): boolean {
    return this.#list.some(
      (one) =>
        one.order.kind === 'removeOnReturn' &&
        one.state === 'active' &&
        one.identity === identity &&
        one.profileId === profileId &&
        one.room === room,
    );
  }

  #tell(order: StandingOrder, event: StandingOrder['events'][number]): void {
    if (order.order.kind === 'keepInForce') return;
    const notice = returnNotice(order, event);
    const { identity } = order;
    const isBack = event.kind === 'rejoined' && order.order.kind === 'watchReturn' && order.state === 'active';
    // The one that removes them tells it too, with what came of it.
    if (notice === undefined || (isBack && this.#isRemoved(order))) return;
    const remove: NoticeAction = {
      label: 'Remove for 10 minutes, whenever they come back',
      run: () => void this.begin(order, identity, { kind: 'removeOnReturn' }, watchMs),
    };
    this.#options.notify(isBack ? { ...notice, actions: [remove] } : notice);
  }
}
