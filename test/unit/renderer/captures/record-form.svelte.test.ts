import { expect, it } from 'vitest';
import { RecordChoices } from '../../../../renderer/captures/record-choices.svelte.ts';
import { RecordForm } from '../../../../renderer/captures/record-form.svelte.ts';
import { defaultWords } from '../../../../renderer/captures/record-words.ts';
import { memoryStore } from '../memory-store.ts';

it('begins as it was chosen last, and is what the button uses from then on', () => {
  const store = memoryStore();
  const choices = new RecordChoices(store);
  expect(choices.optionsFor('s1')).toEqual({ sessionId: 's1', format: 'mcap', from: 'now' });
  const form = new RecordForm(choices, '');
  form.begin = 'minutes';
  form.minutes = 15;
  form.setFormat('ndjson');
  form.rotateMebibytes = 64;
  form.rotateMinutes = 10;
  const expected = { sessionId: 's1', format: 'ndjson', from: 900_000, rotation: { bytes: 67_108_864, ms: 600_000 } };
  expect(form.optionsFor('s1')).toEqual(expected);
  form.remember(choices);
  const again = new RecordChoices(store);
  expect(again.optionsFor('s2')).toEqual({ ...expected, sessionId: 's2' });
  expect(defaultWords(again)).toBe('Record with the last 15 min, as NDJSON, a new file every 64 MiB or 10 min');
  expect(new RecordForm(again, '')).toMatchObject({ begin: 'minutes', minutes: 15 });
});

it('records only what a filter shows, and waits for a row that matches', () => {
  const choices = new RecordChoices(memoryStore());
  const form = new RecordForm(choices, 'topic == "chat"');
  form.begin = 'match';
  form.isFiltered = true;
  expect(form.optionsFor('s1')).toBeUndefined();
  expect(form.problem).toContain('starts the recording');
  form.trigger = 'topic == "alarm" and (';
  expect(form.optionsFor('s1')).toBeUndefined();
  form.trigger = ' topic == "alarm" ';
  expect(form.optionsFor('s1')).toEqual({
    sessionId: 's1',
    format: 'mcap',
    from: 'now',
    filter: 'topic == "chat"',
    trigger: 'topic == "alarm"',
  });
  expect(form.problem).toBeUndefined();
  form.remember(choices);
  // The next press of the button must not wait for anything.
  expect(choices.optionsFor('s1')).toEqual({ sessionId: 's1', format: 'mcap', from: 'now' });
});

it.each([
  [{ begin: 'minutes' as const, minutes: null }, 'how many minutes'],
  [{ rotateMebibytes: 0 }, 'MiB'],
  [{ rotateMinutes: 1.5 }, 'whole number of minutes'],
  [{ isFiltered: true, filter: ' ' }, 'record all rows'],
])('says what is not right: %o', (given, words) => {
  const form = Object.assign(new RecordForm(new RecordChoices(memoryStore()), ''), given);
  expect(form.optionsFor('s1')).toBeUndefined();
  expect(form.problem).toContain(words);
});

it('lets go of a place whose name has another format', () => {
  const form = new RecordForm(new RecordChoices(memoryStore()), '');
  form.path = '/elsewhere/a.mcap';
  form.setFormat('mcap');
  expect(form.path).toBe('/elsewhere/a.mcap');
  form.setFormat('ndjson');
  expect(form.path).toBeUndefined();
  form.choose('/elsewhere/b.MCAP');
  expect([form.format, form.path]).toEqual(['mcap', '/elsewhere/b.MCAP']);
  form.choose('/elsewhere/c.jsonl');
  expect(form.format).toBe('ndjson');
});

it('takes what another version remembered as nothing', () => {
  const choices = new RecordChoices(memoryStore({ 'room-console.record': '{"format":"wav"}' }));
  expect([choices.format, choices.from, choices.newRooms]).toEqual(['mcap', 'now', false]);
});
