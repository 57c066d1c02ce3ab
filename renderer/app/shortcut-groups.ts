import { manyKeys, personKeys } from '../participants/person-actions.ts';
import { compareKeys } from '../captures/compare/compare-keys.ts';
import { filterBoxKeys, menuKeys, paneKeys } from '../traffic/timeline/pane-keys.ts';
import { timelineKeys } from '../traffic/timeline/timeline-keys.ts';
import { frameKeys } from './shortcuts.ts';

const signs: Readonly<Record<string, string>> = { ArrowUp: '↑', ArrowDown: '↓', ArrowLeft: '←', ArrowRight: '→', PageUp: 'Page up', PageDown: 'Page down', Escape: 'Esc', Delete: 'Del' };

/** What the sheet of shortcuts shows: the lists that the keys themselves are taken from. */
export const shortcutGroups = [
  {
    title: 'Rows of the timeline',
    keys: [
      ...timelineKeys.map(({ chords, words }) => ({ keys: chords.map(spelled).join(', '), words })),
      ...menuKeys.map(listed),
    ],
  },
  { title: 'In the list of people', keys: [...personKeys, ...manyKeys].map(listed) },
  { title: 'In the filter', keys: filterBoxKeys.map(listed) },
  { title: 'In a room', keys: paneKeys.map(listed) },
  { title: 'Two captures side by side', keys: compareKeys.map(listed) },
  { title: 'Anywhere', keys: frameKeys },
];

function listed({ chord, words }: { readonly chord: string; readonly words: string }): { keys: string; words: string } {
  return { keys: spelled(chord), words };
}

function spelled(chord: string): string {
  return chord
    .split('+')
    .map((key) => signs[key] ?? key)
    .join('+');
}
