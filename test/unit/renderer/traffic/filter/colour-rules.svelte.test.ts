import { describe, expect, it } from 'vitest';
import { ColourRulesState, colourNames } from '../../../../../renderer/traffic/filter/colour-rules.svelte.ts';
import { colourRulesMaximum, colours, viewMessage } from '../../../../../renderer/traffic/protocol/index.ts';
import { memoryStore } from '../../memory-store.ts';

describe('ColourRulesState', () => {
  it('puts a new rule on top, with a colour that is free', () => {
    const store = memoryStore();
    const state = new ColourRulesState(store);
    state.add('topic == "chat"');
    state.add('size >');
    state.add('flag == duplicate', 4);
    expect(state.list).toEqual([
      { text: 'flag == duplicate', colour: 4, on: true },
      { text: 'size >', colour: 1, on: true },
      { text: 'topic == "chat"', colour: 0, on: true },
    ]);
    expect(new ColourRulesState(store).list).toEqual(state.list);
  });

  it('gives the worker those that are on and right', () => {
    const state = new ColourRulesState(memoryStore());
    for (const text of ['lossy', 'size >', '', 'topic']) state.add(text);
    state.change(3, { on: false });
    expect(state.rules).toEqual([{ tree: { type: 'has', field: 'topic' }, colour: 3 }]);
    expect(viewMessage.safeParse({ type: 'colours', rules: state.rules }).success).toBe(true);
  });

  it('moves and removes', () => {
    const state = new ColourRulesState(memoryStore());
    for (const text of ['c', 'b', 'a']) state.add(text);
    state.move(0, 1);
    state.move(2, 1);
    state.move(0, -1);
    expect(state.list.map(({ text }) => text)).toEqual(['b', 'a', 'c']);
    state.remove(1);
    expect(state.list.map(({ text }) => text)).toEqual(['b', 'c']);
  });

  it('is bounded, as the protocol is', () => {
    const state = new ColourRulesState(memoryStore());
    for (let index = 0; index < 40; index += 1) state.add(`n${index}`);
    expect(state.list).toHaveLength(colourRulesMaximum);
    expect(state.canAdd).toBe(false);
    expect(colourNames).toHaveLength(colours);
  });
});
