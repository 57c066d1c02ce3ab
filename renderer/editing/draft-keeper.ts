import { z } from '../../electron/contract/zod.ts';
import { Stored, type KeyValueStore } from '../ui/stored.ts';
import { EditDrafts } from './edit-drafts.ts';
import { keptDraft, placeOf, type KeepState, type KeptDraft } from './kept-draft.ts';

/** UTF-16 units. A store of the browser holds some 5 million for all that the console remembers. */
const mostUnitsOfOne = 1_300_000;
const mostUnitsOfAll = 3_500_000;
/** What nobody came back to for so long is forgotten. */
const keptForMs = 30 * 24 * 3_600_000;

const indexKey = 'room-console.drafts';
const index = z.array(z.object({ key: z.string(), units: z.number(), savedAtMs: z.number() })).max(10_000);
type Index = z.infer<typeof index>;

/** `localStorage`, or a test's own. Without `removeItem` an empty text is left behind. */
export type DraftStore = KeyValueStore & Partial<Pick<Storage, 'removeItem'>>;

export interface DraftKeeperOptions {
  readonly store: DraftStore;
  /** Epoch ms. */
  readonly now: () => number;
}

interface Open {
  readonly drafts: EditDrafts;
  users: number;
}

/**
 * Unsaved edits outlive a closed tab, a lost connection and a reload of the page: they are written to the browser's
 * store by server, room and identity, and are there again as soon as somebody looks. Two tabs in one room write one
 * draft. Nothing is pushed out by something newer: what has no room says so, and stays until its page goes.
 */
export class DraftKeeper {
  readonly #options: DraftKeeperOptions;
  readonly #index: Stored<Index>;
  readonly #open = new Map<string, Open>();

  constructor(options: DraftKeeperOptions) {
    this.#options = options;
    this.#index = new Stored({ store: options.store, key: indexKey, schema: index });
    this.#forgetOld();
  }

  /** The drafts of one room; given back with `close`. */
  open(profileId: string, room: string): EditDrafts {
    const place = placeOf(profileId, room);
    const open = this.#open.get(place) ?? { drafts: new EditDrafts({ place, keeper: this }), users: 0 };
    open.users += 1;
    this.#open.set(place, open);
    return open.drafts;
  }

  close(drafts: EditDrafts): void {
    const open = this.#open.get(drafts.place);
    if (open === undefined || open.drafts !== drafts) return;
    open.users -= 1;
    if (open.users > 0) return;
    drafts.flush();
    this.#open.delete(drafts.place);
  }

  /** Writes at once what waits: the page is about to go. */
  flush(): void {
    for (const { drafts } of this.#open.values()) drafts.flush();
  }

  /** What is kept of one, by its whole key; undefined where there is nothing. */
  read(key: string): KeptDraft | undefined {
    if (!this.#entries().some((entry) => entry.key === key)) return undefined;
    return new Stored({ store: this.#options.store, key, schema: keptDraft }).read();
  }

  /** Keys of all that is kept of a room. */
  keysOf(place: string): readonly string[] {
    return this.#entries().map(({ key }) => key).filter((key) => key.startsWith(`${place}/`));
  }

  /** Writes a draft, or forgets it where it is undefined; answers what became of it. */
  write(key: string, draft: KeptDraft | undefined): KeepState {
    const others = this.#entries().filter((entry) => entry.key !== key);
    if (draft === undefined) {
      this.#remove(key);
      this.#index.write(others);
      return 'none';
    }
    const text = JSON.stringify(draft);
    const sum = others.reduce((units, entry) => units + entry.units, text.length);
    const state = text.length > mostUnitsOfOne || sum > mostUnitsOfAll ? 'too-large' : this.#put(key, text);
    // An older state of it would come back as if it were this one.
    if (state !== 'kept') this.#remove(key);
    this.#index.write(state === 'kept' ? [...others, { key, units: text.length, savedAtMs: draft.savedAtMs }] : others);
    return state;
  }

  get now(): number {
    return this.#options.now();
  }

  #entries(): Index {
    return this.#index.read() ?? [];
  }

  #put(key: string, text: string): KeepState {
    try {
      this.#options.store.setItem(key, text);
      return 'kept';
    } catch {
      return 'no-room';
    }
  }

  #remove(key: string): void {
    const { store } = this.#options;
    if (store.removeItem !== undefined) store.removeItem(key);
    else if (store.getItem(key) !== null) this.#put(key, '');
  }

  #forgetOld(): void {
    const entries = this.#entries();
    const old = entries.filter(({ savedAtMs }) => savedAtMs < this.#options.now() - keptForMs);
    if (old.length === 0) return;
    for (const { key } of old) this.#remove(key);
    this.#index.write(entries.filter((entry) => !old.includes(entry)));
  }
}
