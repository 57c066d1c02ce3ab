import { expect, it } from 'vitest';
import { ExportForm } from '../../../../renderer/captures/export-form.svelte.ts';
import type { CaptureSource } from '../../../../renderer/captures/capture-ask.ts';
import { parseFilter } from '../../../../renderer/traffic/filter/parse-filter.ts';
import { LogView } from '../../../../renderer/traffic/log-view.svelte.ts';

function source(given: Partial<CaptureSource> = {}): CaptureSource {
  const log = new LogView({ sessionId: 's1', parse: parseFilter, nextFrame: () => () => undefined });
  return { id: 's1', name: 'consult-42', log, isLive: true, ...given };
}

it('offers all rows and the last minutes of a room, and all rows of a capture', () => {
  expect(new ExportForm(source()).scopes.map(({ scope }) => scope)).toEqual(['all', 'minutes']);
  expect(new ExportForm(source({ isLive: false })).scopes.map(({ scope }) => scope)).toEqual(['all']);
});

it('begins with the narrowest that there is, or with what was asked for', () => {
  const from = source();
  from.log.filter.set('topic == "chat"', 'now');
  from.log.select(3, 3);
  from.log.select(9, 9, 'extend');
  const form = new ExportForm(from);
  expect([form.scope, form.scopes.map(({ scope }) => scope)]).toEqual(['selection', ['selection', 'filter', 'all', 'minutes']]);
  expect(new ExportForm(from, 'minutes').scope).toBe('minutes');
  expect(new ExportForm(source({ isLive: false }), 'minutes').scope).toBe('all');
});

it('does not take one row that is only looked at for what is to be saved', () => {
  const from = source();
  from.log.select(3, 3);
  expect(new ExportForm(from).scope).toBe('all');
});

it('saves the rows of a selection that the filter shows, those that it shows, all, or the last minutes', () => {
  const from = source();
  from.log.filter.set('topic == "chat"', 'now');
  from.log.select(3, 3);
  from.log.select(9, 9, 'extend');
  const form = new ExportForm(from);
  form.format = 'ndjson';
  const base = { sourceId: 's1', format: 'ndjson', path: '/out', payloads: true };
  expect(form.optionsFor('/out', 1_000_000)).toEqual({ ...base, rows: [[3, 9]], filter: 'topic == "chat"' });
  form.scope = 'filter';
  expect(form.optionsFor('/out', 1_000_000)).toEqual({ ...base, filter: 'topic == "chat"' });
  form.scope = 'all';
  form.payloads = false;
  expect(form.optionsFor('/out', 1_000_000)).toEqual({ ...base, payloads: false });
  form.scope = 'minutes';
  expect(form.optionsFor('/out', 1_000_000)).toEqual({ ...base, payloads: false, sinceMs: 700_000 });
  expect(form.optionsFor('/out.csv', 1_000_000)?.format).toBe('csv');
  form.minutes = null;
  expect([form.optionsFor('/out', 0), form.problem]).toEqual([undefined, 'Say how many minutes: a number above 0.']);
});

it('suggests a name after what is saved', () => {
  const form = new ExportForm(source({ name: 'night.mcap', isLive: false }));
  expect(form.suggestedName).toBe('night copy');
  expect(new ExportForm(source()).suggestedName).toBe('consult-42');
});
