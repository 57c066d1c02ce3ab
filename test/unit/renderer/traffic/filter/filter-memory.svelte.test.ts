import { describe, expect, it } from 'vitest';
import { FilterMemory, historyMaximum, savedMaximum } from '../../../../../renderer/traffic/filter/filter-memory.svelte.ts';
import { memoryStore } from '../../memory-store.ts';

describe('FilterMemory', () => {
  it('remembers the last filters used, the newest first, none twice', () => {
    const store = memoryStore();
    const memory = new FilterMemory(store);
    for (let index = 0; index < 60; index += 1) memory.used(`size > ${index}`);
    memory.used(' size > 50 ');
    memory.used('');
    expect(memory.history).toHaveLength(historyMaximum);
    expect(memory.history.slice(0, 2)).toEqual(['size > 50', 'size > 59']);
    expect(new FilterMemory(store).history).toEqual(memory.history);
    memory.forgetHistory();
    expect(new FilterMemory(store).history).toEqual([]);
  });

  it('saves, replaces, renames and deletes', () => {
    const store = memoryStore();
    const memory = new FilterMemory(store);
    expect(memory.save(' Chat ', 'topic == "chat"')).toBe(true);
    expect(memory.save('Big', 'size > 1300')).toBe(true);
    expect(memory.save('Chat', 'topic == "lk.chat"')).toBe(true);
    expect(memory.save('', 'a')).toBe(false);
    expect(memory.rename('Big', 'Chat')).toBe(false);
    expect(memory.rename('Big', ' ')).toBe(false);
    expect(memory.rename('Big', 'Large')).toBe(true);
    expect(new FilterMemory(store).saved).toEqual([
      { name: 'Chat', text: 'topic == "lk.chat"' },
      { name: 'Large', text: 'size > 1300' },
    ]);
    memory.remove('Chat');
    expect(memory.saved.map(({ name }) => name)).toEqual(['Large']);
  });

  it('has room for a hundred', () => {
    const memory = new FilterMemory(memoryStore());
    for (let index = 0; index < savedMaximum; index += 1) memory.save(`n${index}`, 'a');
    expect(memory.save('one more', 'a')).toBe(false);
    expect(memory.save('n1', 'b')).toBe(true);
  });

  it('begins anew where what is stored cannot be read', () => {
    expect(new FilterMemory(memoryStore({ 'room-console.filters': '{"history":3}' })).history).toEqual([]);
  });
});
