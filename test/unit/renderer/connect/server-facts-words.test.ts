import { expect, it } from 'vitest';
import type { ServerFacts } from '../../../../electron/contract/server-facts.ts';
import { factLines } from '../../../../renderer/connect/server-facts-words.ts';

const tried = { state: 'not-tried', message: '', atMs: undefined } as const;
const facts: ServerFacts = { profileId: 'p1', version: '', region: '', toldAtMs: undefined, remoteUnmute: 'not-tried', move: tried, forward: tried };
const known = (given: Partial<ServerFacts>) =>
  Object.fromEntries(factLines({ ...facts, ...given }).map((line) => [line.what, line.known]));

it('claims nothing before it was told', () => {
  expect(known({})).toMatchObject({
    Version: 'unknown until joined',
    Region: 'unknown until joined',
    'Unmuting others': 'unknown until tried',
    'Moving a participant': 'unknown until tried',
  });
});

it('tells a server without a region from one that was not joined', () => {
  expect(known({ version: '1.9.0', toldAtMs: 1 })).toMatchObject({ Version: '1.9.0', Region: 'none told' });
});

it('repeats the answer that was unclear', () => {
  const line = factLines({ ...facts, move: { state: 'unclear', message: 'Broken.', atMs: 1 } }).find(({ what }) => what === 'Moving a participant');
  expect([line?.known, line?.how]).toEqual(['unclear', expect.stringContaining('Broken.')]);
});
