import { z } from '../../electron/contract/zod.ts';
import type { KeyValueStore } from '../ui/stored.ts';
import { Stored } from '../ui/stored.ts';

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

/** Light, dark, or as the system has it; remembered, and written to the root element as `data-theme`. */
export class ThemeState {
  #theme = $state<Theme>('system');
  readonly #root: { dataset: DOMStringMap };
  readonly #stored: Stored<Theme>;

  constructor(options: { store: KeyValueStore; root: { dataset: DOMStringMap } }) {
    this.#root = options.root;
    this.#stored = new Stored({ store: options.store, key: 'room-console.theme', schema: z.enum(themes) });
    const remembered = this.#stored.read();
    if (remembered !== undefined) this.#apply(remembered);
  }

  get theme(): Theme {
    return this.#theme;
  }

  choose(theme: Theme): void {
    this.#apply(theme);
    this.#stored.write(theme);
  }

  #apply(theme: Theme): void {
    this.#theme = theme;
    if (theme === 'system') delete this.#root.dataset['theme'];
    else this.#root.dataset['theme'] = theme;
  }
}
