import { expect, it } from 'vitest';
import { TrafficChoices } from '../../../../renderer/traffic/traffic-choices.svelte.ts';
import { memoryStore } from '../memory-store.ts';

it('remembers how traffic is looked at', () => {
  const store = memoryStore();
  const choices = new TrafficChoices(store);
  expect(choices).toMatchObject({ view: 'timeline', rates: true, copyAs: 'json' });
  choices.view = 'statistics';
  choices.rates = false;
  choices.copyAs = 'table';
  choices.showColumn('seq', false);
  choices.showColumn('time', false);
  choices.resizeColumn('sender', 9.5);
  choices.resizeColumn('topic', 4);
  choices.resizeColumn('topic', undefined);
  const again = new TrafficChoices(store);
  expect(again).toMatchObject({ view: 'statistics', rates: false, copyAs: 'table', widths: { sender: 9.5 } });
  expect(again.columns).toContain('time');
  expect(again.columns).not.toContain('seq');
  again.resetColumns();
  expect(again.columns).toContain('seq');
  expect(again.widths).toEqual({});
});

it('passes over what it cannot read', () => {
  const store = memoryStore({ 'room-console.traffic': '{"view":"other"}' });
  expect(new TrafficChoices(store).view).toBe('timeline');
});
