import type {
  ChangeOutcome,
  ChangeTarget,
  ParticipantChange,
  StandingEvent,
  StandingOrder,
} from '../../contract/changes.ts';
import type { ParticipantInfo, Profile } from '../../contract/domain.ts';
import type { RequestInput } from '../../contract/requests.ts';
import { ok, refused } from '../../contract/result.ts';
import type { Result } from '../../contract/result.ts';
import type { Log } from '../log.ts';
import { leftToKeep, whyNotToKeep } from './keep-in-force.ts';
import { OrderRecord } from './order-record.ts';
import { OrderRunner } from './order-runner.ts';
import { RoomPoll } from './room-poll.ts';

/** One change that an order makes: as the request `changeParticipant`, with the actor `standing-order`. */
export interface OrderedChange {
  readonly changeId: string;
  readonly profileId: string;
  readonly room: string;
  readonly target: ChangeTarget & { readonly sid: string };
  readonly change: ParticipantChange;
}

export interface StandingOrdersOptions {
  /** By the server API; settles within a time limit. */
  readonly listParticipants: (profileId: string, room: string) => Promise<Result<readonly ParticipantInfo[]>>;
  /** Makes one change, with both its lines in the audit log; settles within a time limit. */
  readonly applyChange: (input: OrderedChange) => Promise<Result<ChangeOutcome>>;
  /** Undefined: there is none of this id (any more). */
  readonly profileOf: (profileId: string) => Pick<Profile, 'url' | 'readOnly' | 'name'> | undefined;
  /** The whole list, after each change of one of them. */
  readonly onChanged: (orders: readonly StandingOrder[]) => void;
  /** Each event once, for the log of the room. */
  readonly onEvent?: (order: StandingOrder, event: StandingEvent) => void;
  readonly newId: () => string;
  /** Epoch ms. */
  readonly now: () => number;
  /** Calls after so many ms; returns a function that calls it off. */
  readonly schedule: (run: () => void, afterMs: number) => () => void;
  readonly log: Pick<Log, 'info' | 'error'>;
}

/** More than any operator watches over. */
const activeAtMost = 200;
/** Of those that have ended: the list tells what became of them. */
const endedKept = 20;

interface WatchedRoom {
  readonly poll: RoomPoll;
  readonly profileUrl: string;
  readonly runners: Set<OrderRunner>;
}

/**
 * The jobs that the main process does by itself: keep values in force over a rejoin, remove whoever comes back, watch
 * for a return. Each room with an active order is listed once a second, however many orders there are.
 *
 * They end with the application and do not begin again with the next start: each of them acts on people in the name of
 * whoever runs the console, and must not do so when nobody looks. What has to hold without a console belongs into the
 * service that issues tokens, or behind a webhook.
 */
export class StandingOrders {
  readonly #options: StandingOrdersOptions;
  readonly #records: OrderRecord[] = [];
  readonly #rooms = new Map<string, WatchedRoom>();

  constructor(options: StandingOrdersOptions) {
    this.#options = options;
  }

  /** Newest last: the active ones, and the last that ended. */
  list(): readonly StandingOrder[] {
    return this.#records.map((record) => record.snapshot());
  }

  /**
   * Begins at once. What an older order of the same kind for the same participant does is taken over. Refused:
   * `profile-not-found`, `read-only`, `bad-input` (nothing to keep, empty values, a time that is over), `too-many`.
   */
  start(input: RequestInput<'startStandingOrder'>): Result<StandingOrder> {
    const { profileId, room, identity, order, untilMs } = input;
    const profile = this.#options.profileOf(profileId);
    if (profile === undefined) return refused('profile-not-found', 'This profile is not there any more.');
    // A watch changes nothing.
    if (profile.readOnly && order.kind !== 'watchReturn') {
      return refused('read-only', `The profile “${profile.name}” is read only: nothing is changed through it.`);
    }
    const why = order.kind === 'keepInForce' ? whyNotToKeep(order) : undefined;
    if (why !== undefined) return refused('bad-input', why);
    if (untilMs !== undefined && untilMs <= this.#options.now()) {
      return refused('bad-input', 'The time at which it should end is over already. Choose a later one.');
    }
    if (this.#records.filter(({ isActive }) => isActive).length >= activeAtMost) {
      return refused('too-many', `There are ${activeAtMost} standing orders already. Stop some of them first.`);
    }
    const record = this.#newRecord({ profileId, room, identity, order, untilMs });
    this.#takeOver(record);
    this.#records.push(record);
    this.#watchedRoom(record, profile.url).runners.add(this.#runnerOf(record));
    this.#rooms.get(roomKey(record))?.poll.lookNow();
    this.#options.log.info(`A standing order began: ${order.kind}`);
    this.#changed();
    return ok(record.snapshot());
  }

  /** Refused: `order-not-found`. One that has ended stays as it is. */
  stop(orderId: string): Result<StandingOrder> {
    const record = this.#records.find(({ id }) => id === orderId);
    if (record === undefined) return refused('order-not-found', 'This standing order is not there any more.');
    record.end('Stopped.');
    this.#sweep();
    return ok(record.snapshot());
  }

  /** Ends those whose profile was removed, became read only or leads to another server. Also found out at each look. */
  checkProfiles(): void {
    for (const room of this.#rooms.values()) this.#endWhereDue(room);
    this.#sweep();
  }

  /** No look and no change begins after it. */
  dispose(): void {
    for (const { poll } of this.#rooms.values()) poll.stop();
    this.#rooms.clear();
  }

  #newRecord(order: Pick<StandingOrder, 'profileId' | 'room' | 'identity' | 'order' | 'untilMs'>): OrderRecord {
    const { newId, now, onEvent } = this.#options;
    const record: OrderRecord = new OrderRecord({
      ...order,
      id: newId(),
      now,
      onChanged: () => this.#changed(),
      onEvent: (event) => onEvent?.(record.snapshot(), event),
    });
    return record;
  }

  #runnerOf(record: OrderRecord): OrderRunner {
    const { newId, now, applyChange } = this.#options;
    const { profileId, room, identity } = record;
    return new OrderRunner({
      record,
      now,
      applyChange: (change, sid) =>
        this.#answered('A standing order could not make its change', () =>
          applyChange({ changeId: newId(), profileId, room, target: { identity, sid }, change }),
        ),
    });
  }

  /** Two orders of one kind for one participant would work against each other: the newer one counts. */
  #takeOver({ profileId, room, identity, order }: OrderRecord): void {
    for (const older of this.#records) {
      if (!older.isActive || older.profileId !== profileId || older.room !== room) continue;
      if (older.identity !== identity || older.order.kind !== order.kind) continue;
      const both = older.order.kind === 'keepInForce' && order.kind === 'keepInForce';
      const left = both ? leftToKeep(older.order, order) : undefined;
      if (left === undefined) older.end('A newer order of the same kind took its place.');
      else older.replaceOrder(left);
    }
  }

  #watchedRoom(record: OrderRecord, profileUrl: string): WatchedRoom {
    const key = roomKey(record);
    const known = this.#rooms.get(key);
    if (known !== undefined) return known;
    const { listParticipants, schedule, now } = this.#options;
    const { profileId, room } = record;
    const runners = new Set<OrderRunner>();
    const active = (): OrderRecord[] => [...runners].map((runner) => runner.record).filter(({ isActive }) => isActive);
    const poll = new RoomPoll({
      listParticipants: () =>
        this.#answered('Listing a room for standing orders failed', () => listParticipants(profileId, room)),
      mayLook: () => {
        this.#endWhereDue(watched);
        this.#sweep();
        return this.#rooms.get(key) === watched;
      },
      onLook: (people) => {
        for (const runner of runners) {
          void runner.look(people).catch((error: unknown) => this.#options.log.error('A standing order failed', error));
        }
      },
      onTrouble: (message) => {
        for (const order of active()) order.setRoomTrouble(message);
      },
      wakeAtMs: () => Math.min(...active().map(({ untilMs }) => untilMs ?? Infinity)),
      schedule,
      now,
    });
    const watched: WatchedRoom = { poll, profileUrl, runners };
    this.#rooms.set(key, watched);
    return watched;
  }

  #endWhereDue({ runners, profileUrl }: WatchedRoom): void {
    for (const { record } of runners) {
      const profile = this.#options.profileOf(record.profileId);
      if (profile === undefined) record.end('Its profile was removed.');
      else if (profile.url !== profileUrl) record.end('Its profile leads to another server now.');
      else if (profile.readOnly && record.order.kind !== 'watchReturn') record.end('Its profile is read only now.');
      else if (record.untilMs !== undefined && record.untilMs <= this.#options.now()) record.end('Its time is over.');
    }
  }

  /** Rooms without an order are not looked at any more; of the orders that have ended the last ones are kept. */
  #sweep(): void {
    for (const [key, { runners, poll }] of this.#rooms) {
      for (const runner of runners) if (!runner.record.isActive) runners.delete(runner);
      if (runners.size > 0) continue;
      poll.stop();
      this.#rooms.delete(key);
    }
    const ended = this.#records.filter(({ isActive }) => !isActive);
    const dropped = new Set(ended.slice(0, Math.max(0, ended.length - endedKept)));
    if (dropped.size === 0) return;
    this.#records.splice(0, this.#records.length, ...this.#records.filter((record) => !dropped.has(record)));
    this.#changed();
  }

  /** A call that throws is a bug; the orders of that room go on all the same. */
  async #answered<T>(what: string, call: () => Promise<Result<T>>): Promise<Result<T>> {
    try {
      return await call();
    } catch (error) {
      this.#options.log.error(what, error);
      return refused('internal', 'Something went wrong inside the console. See the log.');
    }
  }

  #changed(): void {
    this.#options.onChanged(this.list());
  }
}

function roomKey({ profileId, room }: { readonly profileId: string; readonly room: string }): string {
  return JSON.stringify([profileId, room]);
}
