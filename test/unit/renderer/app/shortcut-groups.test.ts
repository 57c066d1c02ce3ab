import { expect, it } from 'vitest';
import { shortcutGroups } from '../../../../renderer/app/shortcut-groups.ts';

it('shows each key of a place once, spelled for people', () => {
  const groups = shortcutGroups.map((group) => group.keys.map((key) => key.keys));
  for (const keys of groups) expect(new Set(keys).size).toBe(keys.length);
  expect(groups.flat()).toEqual(expect.arrayContaining(['←', 'Shift+↓', 'Shift+F10, Menu', 'Ctrl+C', 'Ctrl+G', 'Ctrl+W']));
});
