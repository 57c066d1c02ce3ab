import type { PermissionSet } from '../../electron/contract/changes.ts';
import { z } from '../../electron/contract/zod.ts';
import { Stored, type KeyValueStore } from '../ui/stored.ts';
import { builtInPresets, ownPreset, type OwnPreset } from './permission-presets.ts';

/** More are not found again in a menu. */
const ownMaximum = 20;

/** The presets that a person made, remembered on this machine. */
export class OwnPresets {
  #list: readonly OwnPreset[] = $state.raw([]);
  readonly #stored: Stored<OwnPreset[]>;

  constructor(store: KeyValueStore) {
    this.#stored = new Stored({ store, key: 'room-console.permission-presets', schema: z.array(ownPreset).max(ownMaximum) });
    this.#list = this.#stored.read() ?? [];
  }

  get list(): readonly OwnPreset[] {
    return this.#list;
  }

  /** Undefined where it was kept (in place of one of that name); else why not, as a sentence. */
  keep(name: string, set: PermissionSet): string | undefined {
    const { canPublish, canPublishSources, canPublishData } = set;
    const { canSubscribe, canUpdateMetadata, canSubscribeMetrics, canManageAgentSession } = set;
    const sets = {
      canPublish,
      canPublishSources,
      canPublishData,
      canSubscribe,
      canUpdateMetadata,
      canSubscribeMetrics,
      canManageAgentSession,
    };
    const parsed = ownPreset.safeParse({ name: name.trim(), sets });
    if (!parsed.success) return 'Give it a name of at most 40 characters.';
    const isSame = (one: { readonly name: string }): boolean => one.name.toLowerCase() === parsed.data.name.toLowerCase();
    if (builtInPresets.some(isSame)) return 'There is a preset of this name that comes with the console. Take another name.';
    const others = this.#list.filter((one) => !isSame(one));
    if (others.length >= ownMaximum) return `There are ${ownMaximum} already: forget one first.`;
    this.#write([...others, parsed.data]);
    return undefined;
  }

  forget(name: string): void {
    this.#write(this.#list.filter((one) => one.name !== name));
  }

  #write(list: OwnPreset[]): void {
    this.#list = list;
    this.#stored.write(list);
  }
}
