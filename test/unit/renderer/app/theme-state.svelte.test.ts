import { expect, it } from 'vitest';
import { ThemeState } from '../../../../renderer/app/theme-state.svelte.ts';
import { memoryStore } from '../memory-store.ts';

it('writes the theme to the root, and leaves it to the system by saying nothing', () => {
  const store = memoryStore();
  const root: { dataset: DOMStringMap } = { dataset: {} };
  const theme = new ThemeState({ store, root });
  expect([theme.theme, root.dataset['theme']]).toEqual(['system', undefined]);
  theme.choose('dark');
  const later: { dataset: DOMStringMap } = { dataset: {} };
  expect(new ThemeState({ store, root: later }).theme).toBe('dark');
  expect([root.dataset['theme'], later.dataset['theme']]).toEqual(['dark', 'dark']);
  theme.choose('system');
  expect('theme' in root.dataset).toBe(false);
});
