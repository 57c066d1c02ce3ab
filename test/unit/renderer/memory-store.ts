import type { KeyValueStore } from '../../../renderer/ui/stored.ts';

/** A storage that keeps what it is given, as the browser's own does. */
export function memoryStore(
  initial: Readonly<Record<string, string>> = {},
): KeyValueStore & { readonly kept: Map<string, string> } {
  const kept = new Map(Object.entries(initial));
  return { kept, getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => void kept.set(key, value) };
}
