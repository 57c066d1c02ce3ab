import { expect, test } from 'vitest';
import type { Session } from '../../../../../electron/contract/domain.ts';
import { ok, refused } from '../../../../../electron/contract/result.ts';
import { Headless } from '../../../../../electron/services/headless/headless.ts';
import type { HeadlessOptions } from '../../../../../electron/services/headless/headless.ts';
import type { HeadlessPlan } from '../../../../../electron/services/headless/plan.ts';
import { makeFeeds, makeReport, makeSchedule, settled } from '../../../../support/headless-fakes.ts';

const plan: HeadlessPlan = { kind: 'live', room: 'R', role: { kind: 'participate' }, json: true };

function makeHeadless(change: Partial<HeadlessOptions> = {}) {
  const feeds = makeFeeds();
  const { schedule, pass, now } = makeSchedule();
  const world = { written: '', said: [] as string[], identities: [] as string[] };
  const never = async () => refused('unexpected', 'not expected in this test');
  const headless = new Headless({
    plan,
    profileId: ok('p'),
    pageReady: async () => true,
    sessions: {
      openWhenThere: async ({ role, ...rest }) => {
        const identity = role.kind === 'participate' ? role.identity : '';
        world.identities.push(identity);
        return ok<Session>({ id: 's1', role, identity, waitingForRoom: false, profileId: rest.profileId, room: rest.room });
      },
      waitForRoom: () => refused('unexpected', ''),
    },
    recorder: { start: never, stop: never, totals: () => undefined },
    exports: { start: never, cancel: never },
    openCapture: never,
    openFeed: feeds.openFeed,
    sendings: { send: never },
    newIdentity: () => 'made-up',
    write: async (bytes, offset) => {
      world.written += new TextDecoder().decode(bytes.subarray(offset));
      return bytes.length - offset;
    },
    say: (line) => world.said.push(line),
    schedule,
    now,
    ...change,
  });
  return { headless, world, feeds, pass };
}

test('a room: rows and the summary go to standard output, words to standard error', async () => {
  const { headless, world, feeds, pass } = makeHeadless();
  const ended = headless.run();
  await settled();
  headless.handleReport(makeReport());
  expect(world.identities).toEqual(['made-up']);
  expect(feeds.real()[0]?.request).toMatchObject({ sourceId: 's1', format: 'ndjson', from: 'oldest' });
  const stopped = headless.stop();
  await settled();
  headless.handleReport(makeReport());
  await stopped;
  await ended;
  pass(10_000);
  expect(headless.exitCode).toBe(0);
  expect(JSON.parse(world.written)).toMatchObject({ recorded: 0, exitCode: 0, room: 'R' });
  expect(world.said[0]).toBe('Joined room “R” as “made-up”.');
  expect(world.said.at(-1)).toMatch(/^Written 0 rows \(0 received, 0 sent\).*The browser counts agree\.$/);
});

test.each([
  ['ENOSPC', 1, ['Standard output could not be written: the disk is full. The summary is lost.']],
  // Nobody reads it: that is no failure.
  ['EPIPE', 0, []],
])('a summary that cannot be written: %s', async (code, exitCode, said) => {
  const write = async (): Promise<number> => Promise.reject(Object.assign(new Error(code), { code }));
  const { headless, world } = makeHeadless({ write });
  const ended = headless.run();
  await settled();
  headless.handleReport(makeReport());
  const stopped = headless.stop();
  await settled();
  headless.handleReport(makeReport());
  await stopped;
  await ended;
  expect(headless.exitCode).toBe(exitCode);
  expect(world.said.slice(2)).toEqual(said);
});

test('without a server it is wrong usage, and nothing is on standard output', async () => {
  const { headless, world } = makeHeadless({ profileId: refused('no-server', 'No server is named.') });
  await headless.run();
  expect(headless.exitCode).toBe(2);
  expect(world).toMatchObject({ written: '', said: ['No server is named.'] });
});

test('a bad filter is found before a room is waited for', async () => {
  const { headless, world, feeds } = makeHeadless({ plan: { ...plan, filter: 'bad' } });
  feeds.world.badFilters.add('bad');
  await headless.run();
  expect(headless.exitCode).toBe(2);
  expect(world).toMatchObject({ said: ['There is no field so.'], identities: [] });
});

test('stopped before it began it has seen nothing', async () => {
  const { headless } = makeHeadless();
  const ended = headless.run();
  await headless.stop();
  await ended;
  expect(headless.exitCode).toBe(4);
});

test('a message that cannot be read is wrong usage', async () => {
  const { headless, world } = makeHeadless({ plan: { ...plan, sendPath: '/none/of/this.json' } });
  await headless.run();
  expect(headless.exitCode).toBe(2);
  expect(world.said[0]).toContain('there is no file /none/of/this.json');
});
