import { z } from '../../electron/contract/zod.ts';
import type { KeyValueStore } from '../ui/stored.ts';
import { Stored } from '../ui/stored.ts';

/** Sizes in rem, so that text zoom keeps the proportions; first values are the look's. */
export const layoutDefaults = {
  side: 13.5,
  /** Height of the rooms above the people. */
  rooms: 14,
  compose: 12.5,
  inspector: 18,
  /** The participant's pane stands in the inspector's place, two columns wide. */
  participant: 40,
} as const;

export const layoutBounds = {
  side: { min: 10, max: 28 },
  rooms: { min: 6, max: 40 },
  compose: { min: 10, max: 36 },
  inspector: { min: 14, max: 48 },
  participant: { min: 16, max: 64 },
} as const;

export type SizeName = keyof typeof layoutDefaults;
export type PanelName = 'side' | 'compose' | 'inspector';

/** Below this width (rem) side and inspector lie over the timeline, and only when they are asked for. */
export const narrowBelowRem = 56;

const size = z.number().min(1).max(200);
const schema = z.object({
  sizes: z.object({ side: size, rooms: size, compose: size, inspector: size, participant: size }).partial(),
  hidden: z.array(z.enum(['side', 'compose', 'inspector'])),
});

/** Sizes of the panes and which are shown; remembered. */
export class LayoutState {
  /** Set by the frame, which knows the width. */
  narrow = $state(false);
  #sizes = $state.raw<Record<SizeName, number>>({ ...layoutDefaults });
  /** The inspector opens with the first row that is selected; until then the timeline has the width. */
  #hidden = $state.raw<readonly PanelName[]>(['inspector']);
  /** In a narrow window: what was opened over the timeline; not remembered. */
  #over = $state.raw<PanelName | undefined>();
  readonly #stored: Stored<z.infer<typeof schema>>;

  constructor(store: KeyValueStore) {
    this.#stored = new Stored({ store, key: 'room-console.layout', schema });
    const remembered = this.#stored.read();
    if (remembered === undefined) return;
    this.#sizes = { ...layoutDefaults, ...withoutUndefined(remembered.sizes) };
    this.#hidden = remembered.hidden;
  }

  size(name: SizeName): number {
    return this.#sizes[name];
  }

  resize(name: SizeName, rem: number): void {
    this.#sizes = { ...this.#sizes, [name]: rem };
    this.#remember();
  }

  isShown(panel: PanelName): boolean {
    if (this.narrow && panel !== 'compose') return this.#over === panel;
    return !this.#hidden.includes(panel);
  }

  toggle(panel: PanelName): void {
    this.show(panel, !this.isShown(panel));
  }

  show(panel: PanelName, shown: boolean): void {
    if (this.narrow && panel !== 'compose') {
      if (shown) this.#over = panel;
      else if (this.#over === panel) this.#over = undefined;
      return;
    }
    if (shown === !this.#hidden.includes(panel)) return;
    this.#hidden = shown ? this.#hidden.filter((other) => other !== panel) : [...this.#hidden, panel];
    this.#remember();
  }

  #remember(): void {
    this.#stored.write({ sizes: this.#sizes, hidden: [...this.#hidden] });
  }
}

function withoutUndefined(sizes: Partial<Record<SizeName, number | undefined>>): Partial<Record<SizeName, number>> {
  return Object.fromEntries(Object.entries(sizes).filter(([, value]) => value !== undefined));
}
