import { z } from '../../electron/contract/zod.ts';
import { type KeyValueStore, Stored } from '../ui/stored.ts';
import { payloadViews, type PayloadViewName } from './payload-guess.ts';

/** A person fixes some; the oldest goes where somebody fixed more than that. */
const topicsMaximum = 200;
/** A longer topic is not remembered: the store has room for a few megabytes, and topics come from strangers. */
const topicLengthMaximum = 1_000;

const schema = z.array(z.tuple([z.string().max(topicLengthMaximum), z.enum(payloadViews)])).max(topicsMaximum);

/**
 * Which view of payloads a person has picked for a topic, for as long as the window is open, and which one is fixed
 * for it, which is remembered. Messages without a topic have little in common: nothing is held for them.
 */
export class PayloadChoices {
  readonly #stored: Stored<z.infer<typeof schema>>;
  #views = $state.raw<ReadonlyMap<string, PayloadViewName>>(new Map());
  #picked = $state.raw<ReadonlyMap<string, PayloadViewName>>(new Map());

  constructor({ store }: { store: KeyValueStore }) {
    this.#stored = new Stored({ store, key: 'room-console.payload-views', schema });
    this.#views = new Map((this.#stored.read() ?? []).filter(([topic]) => this.canFix(topic)));
  }

  /** Undefined: none is fixed. */
  viewOf(topic: string): PayloadViewName | undefined {
    return this.#views.get(topic);
  }

  canFix(topic: string): boolean {
    return topic !== '' && topic.length <= topicLengthMaximum;
  }

  fix(topic: string, view: PayloadViewName): void {
    if (!this.canFix(topic)) return;
    const views = [...this.#views].filter(([other]) => other !== topic);
    this.#keep([...views, [topic, view] as const].slice(-topicsMaximum));
  }

  release(topic: string): void {
    this.#keep([...this.#views].filter(([other]) => other !== topic));
  }

  /** Picked by hand for the messages of a topic; undefined: none is. */
  pickedFor(topic: string): PayloadViewName | undefined {
    return this.#picked.get(topic);
  }

  /** Undefined takes it back. */
  pick(topic: string, view: PayloadViewName | undefined): void {
    if (!this.canFix(topic)) return;
    const others = [...this.#picked].filter(([other]) => other !== topic);
    const picked = view === undefined ? others : [...others, [topic, view] as const];
    this.#picked = new Map(picked.slice(-topicsMaximum));
  }

  #keep(views: readonly (readonly [string, PayloadViewName])[]): void {
    this.#views = new Map(views);
    this.#stored.write(views.map(([topic, view]) => [topic, view]));
  }
}
