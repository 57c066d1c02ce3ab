import { expect, it } from 'vitest';
import { sessionOf } from '../../../../renderer/rooms/room-opener.ts';
import { makeSession } from '../support.ts';

it('takes the session that participates before one that observes', () => {
  const observing = makeSession({ id: 'o', role: { kind: 'observe', as: 'agent' } });
  const participating = makeSession({ id: 'p' });
  expect(sessionOf([observing, participating], 'consult-42')?.id).toBe('p');
  expect(sessionOf([observing], 'consult-42')?.id).toBe('o');
  expect(sessionOf([observing], 'other')).toBeUndefined();
});
