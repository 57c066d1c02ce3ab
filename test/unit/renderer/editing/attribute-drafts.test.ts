import { describe, expect, it } from 'vitest';
import {
  attributeRows,
  attributesSize,
  attributesToSend,
  changeAttribute,
  forgetAttribute,
  hasAttributes,
  unsavedAttributes,
} from '../../../../renderer/editing/attribute-drafts.ts';

const live = { shift: 'day', lang: 'de' };
const none = new Map();

describe('attribute drafts', () => {
  it('send only what differs from live; an empty value deletes', () => {
    const changes = changeAttribute(
      changeAttribute(changeAttribute(none, live, 'shift', 'night'), live, 'lang', ''),
      live,
      'bed',
      '12',
    );
    expect(attributesToSend(changes, live)).toEqual({ shift: 'night', lang: '', bed: '12' });
    expect(attributeRows(live, changes).map((row) => [row.key, row.live, row.change?.value])).toEqual([
      ['bed', undefined, '12'],
      ['lang', 'de', ''],
      ['shift', 'day', 'night'],
    ]);
  });

  it('stay in their rows whatever order the server tells the keys in', () => {
    const keys = (attributes: Record<string, string>): string[] => attributeRows(attributes, none).map((row) => row.key);
    expect(keys({ b: '1', a: '2', Z: '3' })).toEqual(keys({ Z: '3', a: '2', b: '1' }));
  });

  it('are gone when the live value is typed again', () => {
    const changes = changeAttribute(changeAttribute(none, live, 'shift', 'night'), live, 'shift', 'day');
    expect(changes.size).toBe(0);
    expect(changeAttribute(none, live, 'absent', '').size).toBe(0);
    expect(forgetAttribute(changeAttribute(none, live, 'shift', 'x'), 'shift').size).toBe(0);
  });

  it('conflict when the live value changed under them, unless to the same', () => {
    const changes = changeAttribute(none, live, 'shift', 'night');
    const conflict = (shift: string | undefined): boolean | undefined =>
      attributeRows(shift === undefined ? {} : { shift }, changes).find((row) => row.key === 'shift')?.conflict;
    expect([conflict('day'), conflict('late'), conflict('night'), conflict(undefined)]).toEqual([
      false,
      true,
      false,
      true,
    ]);
    const deletion = changeAttribute(none, live, 'shift', '');
    expect(attributeRows({}, deletion)[0]?.conflict).toBe(false);
  });

  it('keep the base of the first change while typing goes on', () => {
    const changes = changeAttribute(changeAttribute(none, live, 'shift', 'a'), { shift: 'late' }, 'shift', 'b');
    expect(changes.get('shift')).toEqual({ base: 'day', value: 'b' });
  });

  it('are done when live has them; a deleted one is absent', () => {
    const changes = changeAttribute(changeAttribute(none, live, 'lang', ''), live, 'bed', '12');
    expect(unsavedAttributes(changes, { shift: 'day', bed: '12' }).size).toBe(0);
    expect([...unsavedAttributes(changes, live).keys()]).toEqual(['lang', 'bed']);
    expect(hasAttributes({ bed: '12' }, { bed: '12', lang: '' })).toBe(true);
    expect(hasAttributes(live, { lang: '' })).toBe(false);
  });

  it('know own keys only', () => {
    const changes = changeAttribute(none, {}, 'constructor', 'x');
    expect(attributeRows({}, changes)[0]).toMatchObject({ live: undefined, conflict: false });
    expect(hasAttributes({}, { constructor: '' })).toBe(true);
  });

  it('count keys and values, without the deleted', () => {
    expect(attributesSize(live, none)).toBe('shiftdaylangde'.length);
    expect(attributesSize(live, changeAttribute(none, live, 'lang', ''))).toBe('shiftday'.length);
  });
});
