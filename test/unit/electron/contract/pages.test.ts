import { expect, test } from 'vitest';
import { pages } from '../../../../electron/contract/pages.ts';
import { requestInputs } from '../../../../electron/contract/requests.ts';

const all: readonly string[] = Object.values(pages).flatMap((page) => page.requests);

test('each request belongs to exactly one page', () => {
  expect([...all].sort()).toEqual(Object.keys(requestInputs).sort());
});

test('the pages that run livekit-client can ask for nothing that uses the credentials', () => {
  expect([...pages.session.requests, ...pages.simulator.requests]).toEqual([
    'announceSessionPage',
    'reportSession',
    'reportSending',
    'lookForRoom',
    'reportTrouble',
    'reportOwnChange',
    'announceSimulatorPage',
  ]);
});

test('only the console page may ask for ports', () => {
  const ports = all.filter((name) => name.endsWith('Port'));
  expect(ports).not.toHaveLength(0);
  expect(pages.console.requests).toEqual(expect.arrayContaining(ports));
});
