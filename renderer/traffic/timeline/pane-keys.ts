import { chordOf } from './timeline-keys.ts';

/** What a key asks of the traffic pane, wherever the focus is in its tab. */
export type PaneCommand = 'filter' | 'find' | 'go-to';

export const paneKeys: readonly { readonly chord: string; readonly words: string; readonly command: PaneCommand }[] = [
  { chord: 'Ctrl+F', words: 'Filter the rows', command: 'filter' },
  { chord: 'Ctrl+Shift+F', words: 'Look for rows, from one to the next', command: 'find' },
  { chord: 'Ctrl+G', words: 'Go to a time or a row', command: 'go-to' },
];

interface ListedKey {
  readonly chord: string;
  readonly words: string;
}

/** For the sheet of shortcuts: the system makes it ask for a menu, on the timeline and on the tables. */
export const menuKeys: readonly ListedKey[] = [
  { chord: 'Shift+F10, Menu', words: 'Menu of the cell: show only, hide, colour, copy' },
];

/** For the sheet of shortcuts: keys of the filter's box (see filter/filter-editor.ts). */
export const filterBoxKeys: readonly ListedKey[] = [
  { chord: 'ArrowDown', words: 'What could be typed here, and filters used before' },
  { chord: 'Tab', words: 'Take what is offered' },
  { chord: 'Enter', words: 'Take what was gone to, or filter at once' },
  { chord: 'Escape', words: 'Close what is offered; then clear the filter' },
];

/** What a key asks for, unless what has the focus (an editor) has found its own use for it. */
export function paneCommandOf(event: KeyboardEvent): PaneCommand | undefined {
  if (event.defaultPrevented) return undefined;
  const chord = chordOf(event);
  return paneKeys.find((key) => key.chord === chord)?.command;
}
