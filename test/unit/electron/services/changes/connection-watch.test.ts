import { expect, test } from 'vitest';
import { ConnectionWatch } from '../../../../../electron/services/changes/connection-watch.ts';
import { person } from './people.ts';

test('a new sid is a new connection, whether or not a look saw the participant away', () => {
  const watch = new ConnectionWatch('alice');
  expect(watch.look([person('bob', 'PA_0')], 0)).toMatchObject({ person: undefined, isNew: false, hasLeft: false });
  expect(watch.look([person('alice', 'PA_1')], 1_000)).toMatchObject({ isNew: true, awayMs: undefined });
  expect(watch.look([person('alice', 'PA_1')], 2_000)).toMatchObject({ isNew: false });
  expect(watch.look([person('alice', 'PA_2')], 3_000)).toMatchObject({ isNew: true, hasLeft: false, awayMs: undefined });
  expect(watch.look([], 4_000)).toMatchObject({ person: undefined, hasLeft: true });
  expect(watch.look([], 5_000)).toMatchObject({ hasLeft: false });
  expect(watch.look([person('alice', 'PA_3')], 7_000)).toMatchObject({ isNew: true, awayMs: 3_000 });
});

test('who is listed as disconnected, or is the connection that was removed, is not there', () => {
  const watch = new ConnectionWatch('alice', 500, 'PA_1');
  expect(watch.look([person('alice', 'PA_1')], 1_000)).toMatchObject({ person: undefined, hasLeft: false });
  expect(watch.look([person('alice', 'PA_2', { state: 'disconnected' })], 2_000)).toMatchObject({ person: undefined });
  expect(watch.look([person('alice', 'PA_2')], 3_500)).toMatchObject({ isNew: true, awayMs: 3_000 });
});
