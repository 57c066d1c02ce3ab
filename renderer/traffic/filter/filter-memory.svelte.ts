import { z } from '../../../electron/contract/zod.ts';
import { Stored } from '../../ui/stored.ts';
import type { KeyValueStore } from '../../ui/stored.ts';
import { filterLengthMaximum } from './parse-filter.ts';

export const historyMaximum = 50;
export const savedMaximum = 100;
export const filterNameMaximum = 80;

const text = z.string().min(1).max(filterLengthMaximum);
const savedFilter = z.object({ name: z.string().min(1).max(filterNameMaximum), text });
const schema = z.object({
  history: z.array(text).max(historyMaximum),
  saved: z.array(savedFilter).max(savedMaximum),
});
type Memory = z.infer<typeof schema>;

/** A filter that somebody gave a name; names are told apart by their letters' case too. */
export type SavedFilter = z.infer<typeof savedFilter>;

/** Filters used before and filters saved, for all rooms, remembered. */
export class FilterMemory {
  readonly #stored: Stored<Memory>;
  #memory = $state.raw<Memory>({ history: [], saved: [] });

  constructor(store: KeyValueStore) {
    this.#stored = new Stored({ store, key: 'room-console.filters', schema });
    this.#memory = this.#stored.read() ?? this.#memory;
  }

  /** The newest first, no text twice. */
  get history(): readonly string[] {
    return this.#memory.history;
  }

  /** In the order in which they were saved. */
  get saved(): readonly SavedFilter[] {
    return this.#memory.saved;
  }

  /** True: there is room for one more. */
  get canSave(): boolean {
    return this.saved.length < savedMaximum;
  }

  /** The filter was used: applied with Enter, chosen, or left standing. What is not right is not remembered. */
  used(filter: string): void {
    const used = filter.trim();
    if (used === '' || used.length > filterLengthMaximum || used === this.history[0]) return;
    const history = [used, ...this.history.filter((known) => known !== used)].slice(0, historyMaximum);
    this.#change({ history });
  }

  forgetHistory(): void {
    this.#change({ history: [] });
  }

  /** Under a name that is there already it takes that one's place. False: there is no room, or no name. */
  save(name: string, filter: string): boolean {
    const entry = savedFilter.safeParse({ name: name.trim(), text: filter.trim() });
    if (!entry.success) return false;
    const index = this.saved.findIndex((known) => known.name === entry.data.name);
    if (index < 0 && !this.canSave) return false;
    this.#change({ saved: index < 0 ? [...this.saved, entry.data] : this.saved.with(index, entry.data) });
    return true;
  }

  /** False: the new name is empty, too long, or another filter's. */
  rename(name: string, to: string): boolean {
    const next = to.trim();
    const index = this.saved.findIndex((known) => known.name === name);
    const known = this.saved[index];
    if (known === undefined || next === '' || next.length > filterNameMaximum) return false;
    if (this.saved.some((other, at) => at !== index && other.name === next)) return false;
    this.#change({ saved: this.saved.with(index, { ...known, name: next }) });
    return true;
  }

  remove(name: string): void {
    this.#change({ saved: this.saved.filter((known) => known.name !== name) });
  }

  #change(part: Partial<Memory>): void {
    this.#memory = { ...this.#memory, ...part };
    this.#stored.write(this.#memory);
  }
}
