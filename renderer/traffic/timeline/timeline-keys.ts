import type { LogView } from '../log-view.svelte.ts';

export type LogActions = Pick<LogView, 'paused' | 'selectBy' | 'selectAt' | 'follow' | 'pause' | 'resume' | 'deselect'>;
type KeyPress = Pick<KeyboardEvent, 'key' | 'target' | 'currentTarget' | 'preventDefault'> &
  Partial<Pick<KeyboardEvent, 'ctrlKey' | 'metaKey' | 'altKey'>>;

/** What the timeline does at a key; the keys of a list anywhere. `fit`: rows on screen. */
export function actOnKey(event: KeyPress, log: LogActions, fit: number): void {
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
