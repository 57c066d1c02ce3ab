import { describe, expect, it } from 'vitest';
import { LayoutState, layoutDefaults } from '../../../../renderer/app/layout-state.svelte.ts';
import { memoryStore } from '../memory-store.ts';

describe('LayoutState', () => {
  it('remembers sizes and what is shown', () => {
    const store = memoryStore();
    const first = new LayoutState(store);
    expect([first.size('side'), first.isShown('inspector'), first.isShown('side')]).toEqual([
      layoutDefaults.side,
      false,
      true,
    ]);
    first.resize('side', 20);
    first.toggle('inspector');
    first.show('compose', false);
    const second = new LayoutState(store);
    expect([second.size('side'), second.size('compose')]).toEqual([20, layoutDefaults.compose]);
    expect([second.isShown('inspector'), second.isShown('compose')]).toEqual([true, false]);
  });

  it('opens one pane over the timeline in a narrow window, and tells the toggles so', () => {
    const store = memoryStore();
    const layout = new LayoutState(store);
    layout.narrow = true;
    expect([layout.isShown('side'), layout.isShown('compose')]).toEqual([false, true]);
    layout.toggle('side');
    layout.show('inspector', true);
    expect([layout.isShown('side'), layout.isShown('inspector')]).toEqual([false, true]);
    layout.show('side', false);
    expect(layout.isShown('inspector')).toBe(true);
    layout.narrow = false;
    expect([layout.isShown('side'), layout.isShown('inspector')]).toEqual([true, false]);
    expect(store.kept.size).toBe(0);
  });

  it('starts anew from what it cannot read', () => {
    const layout = new LayoutState(memoryStore({ 'room-console.layout': '{"sizes":{"side":-1},"hidden":[]}' }));
    expect(layout.size('side')).toBe(layoutDefaults.side);
  });
});
