import { expect, it } from 'vitest';
import { OwnPresets } from '../../../../renderer/moderation/own-presets.svelte.ts';
import { memoryStore } from '../memory-store.ts';
import { makePermissions } from '../support.ts';

const set = (given: Parameters<typeof makePermissions>[0] = {}) => {
  const { canPublishSources, ...flags } = makePermissions(given);
  return { ...flags, canPublishSources: [...canPublishSources] };
};

it('remembers presets, without what somebody is', () => {
  const store = memoryStore();
  const presets = new OwnPresets(store);
  expect(presets.keep(' Host ', set({ hidden: true, canPublishSources: ['camera'] }))).toBeUndefined();
  const [kept] = new OwnPresets(store).list;
  expect(kept).toMatchObject({ name: 'Host', sets: { canPublishSources: ['camera'] } });
  expect(kept?.sets).not.toHaveProperty('hidden');
  presets.forget('Host');
  expect(new OwnPresets(store).list).toEqual([]);
});

it('replaces one of the same name, and refuses those that come with the console', () => {
  const presets = new OwnPresets(memoryStore());
  presets.keep('Host', set());
  presets.keep('host', set({ canPublish: false }));
  expect(presets.list.map(({ name, sets }) => [name, sets.canPublish])).toEqual([['host', false]]);
  expect(presets.keep('viewer', set())).toMatch(/comes with the console/);
  expect(presets.keep('', set())).toMatch(/name/);
});

it('reads nothing of what somebody else wrote', () => {
  const store = memoryStore();
  store.setItem('room-console.permission-presets', '[{"name":"x","sets":{}}]');
  expect(new OwnPresets(store).list).toEqual([]);
});
