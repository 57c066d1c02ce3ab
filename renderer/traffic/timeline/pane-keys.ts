import { chordOf } from './timeline-keys.ts';

/** What a key asks of the traffic pane, wherever the focus is in its tab. */
export type PaneCommand = 'filter' | 'find' | 'go-to';

export const paneKeys: readonly { readonly chord: string; readonly words: string; readonly command: PaneCommand }[] = [
  { chord: 'Ctrl+F', words: 'Filter the rows', command: 'filter' },
  { chord: 'Ctrl+Shift+F', words: 'Look for rows, from one to the next', command: 'find' },
  { chord: 'Ctrl+G', words: 'Go to a time or a row', command: 'go-to' },
];

/** What a key asks for, unless what has the focus (an editor) has found its own use for it. */
export function paneCommandOf(event: KeyboardEvent): PaneCommand | undefined {
  if (event.defaultPrevented) return undefined;
  const chord = chordOf(event);
  return paneKeys.find((key) => key.chord === chord)?.command;
}
