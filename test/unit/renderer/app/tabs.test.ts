import { expect, it } from 'vitest';
import { tabAfterClosing, tabIdentity, tabStep, troubleWords } from '../../../../renderer/app/tabs.ts';
import { makeSession } from '../support.ts';

const tabs = ['rooms', 'a', 'b'];

it('steps round the ends', () => {
  expect([tabStep(tabs, 'b', 1), tabStep(tabs, 'rooms', -1), tabStep(tabs, 'a', 1)]).toEqual(['rooms', 'b', 'b']);
});

it('goes to the right neighbour, else the left, and stays where another tab closed', () => {
  expect(tabAfterClosing(tabs, 'a', 'a')).toBe('b');
  expect(tabAfterClosing(tabs, 'b', 'b')).toBe('a');
  expect(tabAfterClosing(tabs, 'b', 'a')).toBe('a');
});

it('says what keeps a session out of its room', () => {
  expect((['joining', 'connected', undefined] as const).map((state) => troubleWords(makeSession(), state))).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
  expect(troubleWords(makeSession(), 'resuming')).toBe('resuming');
  expect(troubleWords(makeSession(), 'rejoining')).toBe('rejoining');
  expect(troubleWords(makeSession(), 'disconnected')).toBe('not connected');
  expect(troubleWords(makeSession({ waitingForRoom: true }), 'disconnected')).toBe('waiting for the room');
});

it('names the identity where two tabs have the same room of the same server', () => {
  const one = makeSession();
  const two = makeSession({ id: 's2', role: { kind: 'observe', as: 'agent' } });
  const elsewhere = makeSession({ id: 's3', profileId: 'p2' });
  expect(tabIdentity(one, [one, elsewhere])).toBeUndefined();
  expect([tabIdentity(one, [one, two]), tabIdentity(two, [one, two])]).toEqual(['ops-1', 'observing']);
});
