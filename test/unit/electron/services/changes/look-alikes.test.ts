import { expect, test } from 'vitest';
import { LookAlikes } from '../../../../../electron/services/changes/look-alikes.ts';
import { person } from './people.ts';

function watch(name = 'Alice', metadata = '{"device":7}') {
  const lookAlikes = new LookAlikes({ identity: 'alice', name, metadata });
  return (...people: readonly ReturnType<typeof person>[]) =>
    lookAlikes.look(people).map((found) => `${found.person.identity}: ${found.same}`);
}

test('those who were there before are none, those who come after with the same name or metadata are', () => {
  const look = watch();
  const before = person('before', 'PA_1', { name: 'Alice' });
  expect(look(before)).toEqual([]);
  expect(look(before, person('other', 'PA_2', { name: 'Bob' }))).toEqual([]);
  expect(look(before, person('by-name', 'PA_3', { name: 'Alice' }))).toEqual(['by-name: name']);
  expect(look(person('by-data', 'PA_4', { metadata: '{"device":7}' }))).toEqual(['by-data: metadata']);
  expect(look(person('both', 'PA_5', { name: 'Alice', metadata: '{"device":7}' }))).toEqual(['both: name and metadata']);
});

test('each connection is told once, also where it takes the name later; the next connection again', () => {
  const look = watch();
  look();
  expect(look(person('new', 'PA_2', { name: 'x' }))).toEqual([]);
  expect(look(person('new', 'PA_2', { name: 'Alice' }))).toEqual(['new: name']);
  expect(look(person('new', 'PA_2', { name: 'Alice' }))).toEqual([]);
  expect(look(person('new', 'PA_3', { name: 'Alice' }))).toEqual(['new: name']);
});

test('an empty name and empty metadata are nobody’s, and the same identity is no look-alike', () => {
  const look = watch('', '');
  look();
  expect(look(person('new', 'PA_2'), person('alice', 'PA_3'))).toEqual([]);
  const again = watch();
  again();
  expect(again(person('alice', 'PA_3', { name: 'Alice' }))).toEqual([]);
});
