import type { RequestOrder, StandingEvent, StandingOrder } from '../../contract/changes.ts';

export interface OrderRecordOptions {
  readonly id: string;
  readonly profileId: string;
  readonly room: string;
  readonly identity: string;
  readonly order: RequestOrder;
  readonly untilMs: number | undefined;
  /** Epoch ms. */
  readonly now: () => number;
  /** It looks different: an event, a trouble or its end. */
  readonly onChanged: () => void;
  /** Each event, for the room's log. */
  readonly onEvent: (event: StandingEvent) => void;
}

/** StandingOrder in changes.ts says so. */
const keptEvents = 50;

/** What is known of one standing order, and told of it. */
export class OrderRecord {
  readonly id: string;
  readonly profileId: string;
  readonly room: string;
  readonly identity: string;
  readonly untilMs: number | undefined;
  readonly startedAtMs: number;
  readonly #options: OrderRecordOptions;
  #order: RequestOrder;
  #events: readonly StandingEvent[] = [];
  #isActive = true;
  /** Of the room as a whole, and of this order alone. */
  #roomTrouble = '';
  #ownTrouble = '';

  constructor(options: OrderRecordOptions) {
    const { id, profileId, room, identity, order, untilMs } = options;
    this.id = id;
    this.profileId = profileId;
    this.room = room;
    this.identity = identity;
    this.untilMs = untilMs;
    this.startedAtMs = options.now();
    this.#order = order;
    this.#options = options;
  }

  get isActive(): boolean {
    return this.#isActive;
  }

  get order(): RequestOrder {
    return this.#order;
  }

  /** What is left of it where a newer order took over the rest. */
  replaceOrder(order: RequestOrder): void {
    this.#order = order;
    this.#options.onChanged();
  }

  tell(kind: StandingEvent['kind'], text: string): void {
    if (!this.#isActive) return;
    const event = this.#add(kind, text);
    this.#options.onEvent(event);
    this.#options.onChanged();
  }

  /** Empty: the room can be looked at. */
  setRoomTrouble(message: string): void {
    if (this.#roomTrouble === message || !this.#isActive) return;
    this.#roomTrouble = message;
    this.#options.onChanged();
  }

  /** Empty: what it did last, it could do. */
  setOwnTrouble(message: string): void {
    if (this.#ownTrouble === message || !this.#isActive) return;
    this.#ownTrouble = message;
    this.#options.onChanged();
  }

  /** Nothing happens after it. @param why a sentence */
  end(why: string): void {
    if (!this.#isActive) return;
    this.#isActive = false;
    this.#roomTrouble = '';
    this.#ownTrouble = '';
    const event = this.#add('ended', why);
    this.#options.onEvent(event);
    this.#options.onChanged();
  }

  /** As a page is told. */
  snapshot(): StandingOrder {
    const { id, profileId, room, identity, startedAtMs, untilMs } = this;
    return {
      id,
      profileId,
      room,
      identity,
      order: this.#order,
      startedAtMs,
      untilMs,
      state: this.#isActive ? 'active' : 'ended',
      events: this.#events,
      trouble: this.#roomTrouble === '' ? this.#ownTrouble : this.#roomTrouble,
    };
  }

  /** No two at one time, so that a page can tell by the time what is new to it. */
  #add(kind: StandingEvent['kind'], text: string): StandingEvent {
    const atMs = Math.max(this.#options.now(), (this.#events.at(-1)?.atMs ?? 0) + 1);
    const event: StandingEvent = { atMs, kind, text };
    this.#events = [...this.#events, event].slice(-keptEvents);
    return event;
  }
}
