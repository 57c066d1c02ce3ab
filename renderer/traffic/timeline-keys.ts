import type { LogView } from './log-view.svelte.ts';

/** What the timeline does at a key; the keys of a list anywhere. `fit`: rows on screen. */
export function actOnKey(event: KeyboardEvent, log: LogView, fit: number): void {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target !== event.currentTarget) return;
  const page = Math.max(1, Math.floor(fit) - 1);
  const actions: Readonly<Record<string, () => void>> = {
    ArrowUp: () => log.selectBy(-1),
    ArrowDown: () => log.selectBy(1),
    PageUp: () => log.selectBy(-page),
    PageDown: () => log.selectBy(page),
    Home: () => log.selectAt(0),
    End: () => log.follow(),
    ' ': () => (log.paused ? log.resume() : log.pause()),
    Escape: () => log.deselect(),
  };
  const act = Object.hasOwn(actions, event.key) ? actions[event.key] : undefined;
  if (act === undefined) return;
  event.preventDefault();
  act();
}
