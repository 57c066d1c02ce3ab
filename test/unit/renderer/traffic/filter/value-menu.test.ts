import { describe, expect, it } from 'vitest';
import { copyText, valueChoices } from '../../../../../renderer/traffic/filter/value-menu.ts';

describe('valueChoices', () => {
  it('shows only and hides', () => {
    expect(valueChoices({ field: 'topic', value: 'chat' }, '')).toEqual([
      { id: 'only', label: 'Show only', test: 'topic == "chat"', filter: 'topic == "chat"' },
      { id: 'hide', label: 'Hide', test: 'topic == "chat"', filter: 'not topic == "chat"' },
    ]);
  });

  it('adds to the filter that is there', () => {
    const choices = valueChoices({ field: 'json', path: ['user', 'id'], value: 7 }, 'a or b');
    expect(choices.map(({ id, filter }) => [id, filter])).toEqual([
      ['only', 'json.user.id == 7'],
      ['and', '(a or b) and json.user.id == 7'],
      ['hide', '(a or b) and not json.user.id == 7'],
    ]);
  });

  it.each([
    ['topic == "chat"', 'not topic == "chat"'],
    ['topic == "chat" and kind == lossy', 'not topic == "chat" and kind == lossy'],
  ])('turns the very part round that is there: %s', (current, filter) => {
    const choices = valueChoices({ field: 'topic', value: 'chat' }, current);
    expect(choices.find(({ id }) => id === 'hide')).toMatchObject({ label: 'Show all but', filter });
  });

  it('turns an absent value round too', () => {
    expect(valueChoices({ field: 'topic', value: '' }, 'not topic').at(-1)).toMatchObject({ filter: 'topic' });
  });

  it('offers both sides of a number', () => {
    const choices = valueChoices({ field: 'seq', value: 214 }, '');
    expect(choices.map(({ label, filter }) => `${label}: ${filter}`)).toEqual([
      'Show only: seq == 214',
      'Hide: not seq == 214',
      'From here on: seq >= 214',
      'Up to here: seq <= 214',
    ]);
  });

  it('asks for rows without a value where there is none', () => {
    expect(valueChoices({ field: 'topic', value: '' }, '').map(({ filter }) => filter)).toEqual(['not topic', 'topic']);
  });

  it('asks for a text by a part of it, and for nothing where no filter can', () => {
    const [only] = valueChoices({ field: 'text', value: 'once upon', isPart: true }, '');
    expect(only).toMatchObject({ label: 'Show only', filter: 'text contains "once upon"' });
    expect(valueChoices({ field: undefined, value: 'x' }, 'chat')).toEqual([]);
  });

  it('turns a time round that is there', () => {
    const time = { field: 'time', value: 1_795_529_201_348.29 } as const;
    const filter = valueChoices(time, '')[0]?.filter ?? '';
    const choices = valueChoices(time, `chat and ${filter}`);
    expect(choices.find(({ id }) => id === 'hide')).toMatchObject({ label: 'Show all but', filter: `chat and not ${filter}` });
  });

  it('copies the value, or what stands for it', () => {
    expect(copyText({ field: 'seq', value: 7 })).toBe('7');
    expect(copyText({ field: 'topic', value: undefined })).toBe('');
    expect(copyText({ field: 'time', value: 1, copy: '14:02:09.118' })).toBe('14:02:09.118');
  });
});
