import type { AppState } from '../../app/app-state.svelte.ts';
import type { LogView } from '../../traffic/log-view.svelte.ts';
import type { CompareChoice } from './compare-choices.ts';

/** A choice with its log. */
export interface CompareSource extends CompareChoice {
  readonly log: LogView;
  /** Identities of who recorded it, to be told as "you". */
  readonly own: readonly string[];
}

/** The captures and rooms that are open in tabs. */
export function compareSources(app: Pick<AppState, 'captures' | 'openRooms'>): readonly CompareSource[] {
  const captures = [...app.captures.opened.byId.values()].map(({ id, capture, log }): CompareSource => {
    const origin = log.status?.reading?.origin;
    const room = origin?.room ?? app.captures.library.find(capture.path)?.room ?? '';
    const own = origin === undefined || origin.identity === '' ? [] : [origin.identity];
    const who = origin === undefined ? '' : origin.role === 'observe' ? 'observing' : origin.identity;
    return { id, kind: 'capture', name: capture.name, room, who, log, own };
  });
  const rooms = [...app.openRooms.values()].map(
    ({ id, session: { room, role, identity }, log }): CompareSource => {
      const who = role.kind === 'observe' ? 'observing' : identity;
      return { id, kind: 'room', name: room, room, who, log, own: [identity] };
    },
  );
  return [...captures, ...rooms];
}
