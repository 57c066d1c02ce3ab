import type { LogView } from '../log-view.svelte.ts';
import type { TrafficChoices } from '../traffic-choices.svelte.ts';
import type { CellCursor } from './cell-cursor.ts';
import type { TimelineActions } from './timeline-actions.ts';

/** What a key of the timeline acts on. `fit`: rows on screen. */
export interface KeyTarget {
  readonly log: Pick<LogView, 'selectBy' | 'selectAt' | 'selectAll' | 'deselect' | 'readable'> & {
    readonly scroll: Pick<LogView['scroll'], 'paused' | 'follow' | 'pause' | 'resume'>;
  };
  readonly actions: Pick<
    TimelineActions,
    'copy' | 'stopCopying' | 'toggleMark' | 'nextMarked' | 'nextFlagged' | 'findNext' | 'setReference' | 'clearReference'
  >;
  readonly choices: Pick<TrafficChoices, 'copyAs'>;
  readonly cursor: Pick<CellCursor, 'move'>;
  readonly fit: number;
}

export interface TimelineKey {
  /** As `chordOf` spells them. */
  readonly chords: readonly string[];
  /** What it does, for the sheet of shortcuts; one without is an older habit of another one. */
  readonly words: string;
  readonly act: (target: KeyTarget) => unknown;
}

const page = ({ fit }: KeyTarget): number => Math.max(1, Math.floor(fit) - 1);

/** The keys of the timeline while it has the focus; the sheet of shortcuts shows this very list. */
export const timelineKeys: readonly TimelineKey[] = [
  { chords: ['ArrowUp'], words: 'Row above', act: ({ log }) => log.selectBy(-1) },
  { chords: ['ArrowDown'], words: 'Row below', act: ({ log }) => log.selectBy(1) },
  { chords: ['ArrowLeft'], words: 'Cell to the left; before the first, the whole row', act: ({ cursor }) => cursor.move(-1) },
  { chords: ['ArrowRight'], words: 'Cell to the right', act: ({ cursor }) => cursor.move(1) },
  { chords: ['PageUp'], words: 'Page up', act: (target) => target.log.selectBy(-page(target)) },
  { chords: ['PageDown'], words: 'Page down', act: (target) => target.log.selectBy(page(target)) },
  { chords: ['Home'], words: 'Oldest row', act: ({ log }) => log.selectAt(0) },
  { chords: ['End'], words: 'Newest row, and follow', act: ({ log }) => log.scroll.follow() },
  { chords: ['Space'], words: 'Pause or resume the view', act: ({ log }) => (log.scroll.paused ? log.scroll.resume() : log.scroll.pause()) },
  { chords: ['Escape'], words: 'Stop copying; else select nothing', act: ({ actions, log }) => actions.stopCopying() || log.deselect() },
  { chords: ['Shift+ArrowUp'], words: 'Select the row above too', act: ({ log }) => log.selectBy(-1, 'extend') },
  { chords: ['Shift+ArrowDown'], words: 'Select the row below too', act: ({ log }) => log.selectBy(1, 'extend') },
  { chords: ['Shift+PageUp'], words: 'Select a page up', act: (target) => target.log.selectBy(-page(target), 'extend') },
  { chords: ['Shift+PageDown'], words: 'Select a page down', act: (target) => target.log.selectBy(page(target), 'extend') },
  { chords: ['Shift+Home'], words: 'Select to the oldest row', act: ({ log }) => log.selectAt(0, 'extend') },
  { chords: ['Shift+End'], words: 'Select to the newest row', act: ({ log }) => log.selectAt(log.readable - 1, 'extend') },
  { chords: ['Ctrl+A'], words: 'Select all rows that are shown', act: ({ log }) => log.selectAll() },
  { chords: ['Ctrl+C'], words: 'Copy the selected rows', act: ({ actions, choices }) => actions.copy(choices.copyAs) },
  { chords: ['M'], words: 'Mark the selected rows, or take the mark away', act: ({ actions }) => actions.toggleMark() },
  { chords: ['J'], words: 'Next marked row', act: ({ actions }) => actions.nextMarked(1) },
  { chords: ['Shift+J'], words: 'Previous marked row', act: ({ actions }) => actions.nextMarked(-1) },
  { chords: ['F'], words: 'Next flagged row', act: ({ actions }) => actions.nextFlagged(1) },
  { chords: ['Shift+F'], words: 'Previous flagged row', act: ({ actions }) => actions.nextFlagged(-1) },
  { chords: ['N'], words: 'Next row that is looked for', act: ({ actions }) => actions.findNext(1) },
  { chords: ['Shift+N'], words: 'Previous row that is looked for', act: ({ actions }) => actions.findNext(-1) },
  { chords: ['T'], words: 'Tell times from the selected row', act: ({ actions }) => actions.setReference() },
  { chords: ['Shift+T'], words: 'Tell times from the row above again', act: ({ actions }) => actions.clearReference() },
];

const byChord: ReadonlyMap<string, TimelineKey> = new Map(
  timelineKeys.flatMap((key) => key.chords.map((chord) => [chord, key] as const)),
);

type Keystroke = Pick<KeyboardEvent, 'key'> & Partial<Pick<KeyboardEvent, 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>>;
type KeyPress = Keystroke & Pick<KeyboardEvent, 'target' | 'currentTarget' | 'preventDefault'>;

/** `Ctrl+Shift+F`, `Space`, `?`: Cmd is Ctrl, letters are capitals, and Shift is not told where it makes another sign. */
export function chordOf(event: Keystroke): string {
  const { key } = event;
  const isLetter = /^\p{L}$/u.test(key);
  const parts = [
    event.ctrlKey === true || event.metaKey === true ? 'Ctrl' : '',
    event.altKey === true ? 'Alt' : '',
    event.shiftKey === true && (isLetter || key.length > 1) ? 'Shift' : '',
    key === ' ' ? 'Space' : isLetter ? key.toUpperCase() : key,
  ];
  return parts.filter((part) => part !== '').join('+');
}

/** What the timeline does at a key. Keys of what is inside it (a menu, a handle) are not its own. */
export function actOnKey(event: KeyPress, target: KeyTarget): void {
  if (event.target !== event.currentTarget) return;
  const key = byChord.get(chordOf(event));
  if (key === undefined) return;
  event.preventDefault();
  key.act(target);
}
