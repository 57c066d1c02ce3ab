import { expect, it } from 'vitest';
import { personKey, personOf } from '../../../../renderer/participants/person-actions.ts';
import type { PersonRow } from '../../../../renderer/participants/people-rows.ts';
import { makeParticipant } from '../support.ts';

const press = (key: string, more: Partial<KeyboardEvent> = {}) =>
  personKey({ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...more });

it('takes Delete and M, and no key that is held with another', () => {
  expect(press('Delete')).toBe('remove');
  expect(press('m')).toBe('mute');
  expect(press('M')).toBe('mute');
  expect(press('m', { ctrlKey: true })).toBeUndefined();
  expect(press('Delete', { shiftKey: true })).toBeUndefined();
  expect(press('ArrowDown')).toBeUndefined();
});

it('knows of whom only the server’s list tells, and that nothing is known without a connection', () => {
  const row: PersonRow = { participant: makeParticipant(), own: undefined, look: undefined };
  expect(personOf(row, { hidden: [] }, 'connected')).toMatchObject({ from: 'room', isOwn: false });
  expect(personOf(row, { hidden: [row] }, 'connected')).toMatchObject({ from: 'list' });
  expect(personOf(row, { hidden: [row] }, 'rejoining')).toMatchObject({ from: 'unknown' });
  const own: PersonRow = { ...row, own: 'console' };
  expect(personOf(own, { hidden: [own] }, 'connected')).toMatchObject({ from: 'room', isOwn: true });
});
