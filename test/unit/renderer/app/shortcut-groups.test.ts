import { expect, it } from 'vitest';
import { shortcutGroups } from '../../../../renderer/app/shortcut-groups.ts';

it('shows each key once, spelled for people', () => {
  const keys = shortcutGroups.flatMap((group) => group.keys.map((key) => key.keys));
  expect(new Set(keys).size).toBe(keys.length);
  expect(keys).toEqual(expect.arrayContaining(['Shift+↓', 'Ctrl+C', 'Ctrl+G', 'Ctrl+W']));
});
