import { expect, test } from 'vitest';
import { PageDirectory } from '../../../electron/page-directory.ts';
import { FakeContents } from '../../support/electron-fakes.ts';

const contents = (id: number) => new FakeContents(id);

test('a page is known by what it was created for, until it is gone', () => {
  const directory = new PageDirectory();
  const console = contents(3);
  directory.register('console', console);
  expect(directory.pageOf(3)).toBe('console');
  expect(directory.contentsOf('console')).toBe(console);
  expect(directory.pageOf(4)).toBeUndefined();
  expect(directory.pageOf(undefined)).toBeUndefined();
  expect(directory.contentsOf('session')).toBeUndefined();
  console.destroy();
  expect(directory.pageOf(3)).toBeUndefined();
  expect(directory.contentsOf('console')).toBeUndefined();
});

test('the newest page of a role is the one that is spoken to', () => {
  const directory = new PageDirectory();
  const [old, young] = [contents(1), contents(2)];
  directory.register('session', old);
  directory.register('session', young);
  expect(directory.contentsOf('session')).toBe(young);
  expect(directory.pageOf(1)).toBe('session');
  young.destroyed = true;
  expect(directory.contentsOf('session')).toBeUndefined();
});
