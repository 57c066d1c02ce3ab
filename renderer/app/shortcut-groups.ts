import { paneKeys } from '../traffic/timeline/pane-keys.ts';
import { timelineKeys } from '../traffic/timeline/timeline-keys.ts';
import { frameKeys } from './shortcuts.ts';

const signs: Readonly<Record<string, string>> = { ArrowUp: '↑', ArrowDown: '↓', PageUp: 'Page up', PageDown: 'Page down', Escape: 'Esc' };

/** What the sheet of shortcuts shows: the lists that the keys themselves are taken from. */
export const shortcutGroups = [
  { title: 'Rows of the timeline', keys: timelineKeys.map(({ chords, words }) => ({ keys: chords.map(spelled).join(', '), words })) },
  { title: 'In a room', keys: paneKeys.map(({ chord, words }) => ({ keys: chord, words })) },
  { title: 'Anywhere', keys: frameKeys },
];

function spelled(chord: string): string {
  return chord
    .split('+')
    .map((key) => signs[key] ?? key)
    .join('+');
}
