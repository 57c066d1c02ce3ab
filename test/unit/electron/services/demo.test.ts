import { describe, expect, test } from 'vitest';
import type { DemoState, RoomSummary, Session, SimulationGrant } from '../../../../electron/contract/domain.ts';
import { ok, refused } from '../../../../electron/contract/result.ts';
import type { Result } from '../../../../electron/contract/result.ts';
import { Demo } from '../../../../electron/services/demo.ts';
import type { DemoOptions } from '../../../../electron/services/demo.ts';
import type { FindServerOptions, FoundServer } from '../../../../electron/services/local-server/find-server.ts';
import type { LocalServerOptions, RunningServer } from '../../../../electron/services/local-server/local-server.ts';
import { makeLog } from '../../../support/electron-fakes.ts';

const found: FoundServer = { path: '/bin/livekit-server', version: '1.13.5', source: 'path' };
const running: RunningServer = {
  url: 'ws://127.0.0.1:20000',
  httpUrl: 'http://127.0.0.1:20000',
  ports: { http: 20_000, rtcTcp: 20_001, rtcUdp: 20_002 },
  pid: 1,
  apiKey: 'APIx',
  apiSecret: 'hunter22',
};
const room: RoomSummary = {
  sid: 'RM_1',
  name: 'demo',
  numParticipants: 0,
  numPublishers: 0,
  createdAtMs: 0,
  metadata: '',
  emptyTimeoutS: 3_600,
  departureTimeoutS: 3_600,
  maxParticipants: 0,
  activeRecording: false,
};

function makeDemo(change: Partial<DemoOptions> = {}) {
  const { log, lines } = makeLog();
  const states: DemoState[] = [];
  const calls: string[] = [];
  const played: SimulationGrant[] = [];
  const servers: LocalServerOptions[] = [];
  let open: readonly Session[] = [];
  const waiting: { phase: DemoState['phase']; done: () => void }[] = [];
  const until = (phase: DemoState['phase']): Promise<void> =>
    new Promise((resolve) => waiting.push({ phase, done: resolve }));
  const demo = new Demo({
    findServer: () => Promise.resolve(ok(found)),
    makeServer: (options) => {
      servers.push(options);
      return {
        start: () => {
          calls.push('server start');
          return Promise.resolve(ok(running));
        },
        stop: () => {
          calls.push('server stop');
          return Promise.resolve();
        },
      };
    },
    schedule: () => () => undefined,
    profiles: {
      addTransient: (source, name) => {
        calls.push(`profile ${source} ${name}`);
        return 'local';
      },
      removeTransient: (id) => calls.push(`profile ${id} gone`),
    },
    sessions: {
      open: async ({ profileId, room: name, role, takeOverIdentity }) => {
        calls.push(`open ${name} ${role.kind} ${takeOverIdentity}`);
        const session = { id: 's1', profileId, room: name, role, identity: 'x', waitingForRoom: false };
        open = [session];
        return ok(session);
      },
      rejoin: async (id) => {
        calls.push(`rejoin ${id}`);
        const [session] = open;
        return session === undefined ? refused('session-not-found', 'gone') : ok(session);
      },
      list: () => open,
      closeAllOf: (id) => {
        calls.push(`close sessions of ${id}`);
        open = [];
      },
    },
    apiOf: () => ({
      createRoom: async (input) => {
        calls.push(`create ${input.room} ${input.emptyTimeoutS}`);
        return ok(room);
      },
      updateRoomMetadata: async (name) => {
        calls.push(`metadata of ${name}`);
        return ok(room);
      },
    }),
    mint: async (_credentials, request) => `token of ${request.identity}`,
    simulator: { play: (grant) => played.push(grant), stop: () => calls.push('simulator stop') },
    onChanged: (state) => {
      states.push(state);
      for (const waiter of waiting.filter(({ phase }) => phase === state.phase)) waiter.done();
    },
    log,
    now: () => 1_000,
    ...change,
  });
  return { demo, states, calls, played, servers, lines, until };
}

describe('starting', () => {
  test('answers at once, says each step, and ends in a room that is observed', async () => {
    const { demo, states, calls, played, until } = makeDemo();
    const isRunning = until('running');
    expect(demo.start()).toMatchObject({ phase: 'starting', message: 'Looking for livekit-server' });
    await isRunning;
    expect(calls).toEqual([
      'server start',
      'profile local This machine',
      'create demo 3600',
      'open demo observe false',
    ]);
    expect(states.map((state) => state.message)).toEqual([
      'Looking for livekit-server',
      'Starting livekit-server 1.13.5',
      'Creating the room and letting four participants in',
      'livekit-server 1.13.5 at 127.0.0.1:20000, with a key made for this run',
    ]);
    expect(demo.state).toEqual({
      phase: 'running',
      message: 'livekit-server 1.13.5 at 127.0.0.1:20000, with a key made for this run',
      elapsedMs: 0,
      profileId: 'local',
      room: 'demo',
      serverVersion: '1.13.5',
    });
    expect(played).toHaveLength(1);
    expect(played[0]).toMatchObject({ url: 'ws://127.0.0.1:20000', room: 'demo' });
    expect(played[0]?.participants.map(({ token, part }) => [token, part])).toEqual([
      ['token of maria@clinic', 'host'],
      ['token of patient-8812', 'guest'],
      ['token of sensor-7', 'sensor'],
      ['token of guest-19', 'rule-breaker'],
    ]);
    expect(JSON.stringify([states, played])).not.toContain('hunter22');
  });

  test('a second start changes nothing', async () => {
    const { demo, calls, until } = makeDemo();
    const isRunning = until('running');
    demo.start();
    demo.start();
    await isRunning;
    expect(demo.start().phase).toBe('running');
    expect(calls.filter((call) => call === 'server start')).toHaveLength(1);
  });

  test('a room that a reconnecting client created before gets its metadata', async () => {
    const calls: string[] = [];
    const apiOf: DemoOptions['apiOf'] = () => ({
      createRoom: () => Promise.resolve(refused('room-exists', 'there')),
      updateRoomMetadata: async (name) => {
        calls.push(name);
        return ok(room);
      },
    });
    const { demo, until } = makeDemo({ apiOf });
    const isRunning = until('running');
    demo.start();
    await isRunning;
    expect(calls).toEqual(['demo']);
  });

  test('what takes long is told as it goes', async () => {
    const findServer = async (options: FindServerOptions): Promise<Result<FoundServer>> => {
      options.onProgress?.({ step: 'building livekit-server', detail: '12 packages', elapsedMs: 5 });
      return ok(found);
    };
    const { demo, states, until } = makeDemo({ findServer });
    const isRunning = until('running');
    demo.start();
    await isRunning;
    expect(states[1]).toMatchObject({ phase: 'starting', message: 'building livekit-server: 12 packages' });
  });
});

describe('failing', () => {
  test('without a server it says what to do, and leaves nothing behind', async () => {
    const no = refused('server-not-found', 'Install Go.');
    const { demo, calls, until } = makeDemo({ findServer: () => Promise.resolve(no) });
    const hasFailed = until('failed');
    demo.start();
    await hasFailed;
    expect(demo.state).toMatchObject({ phase: 'failed', message: 'Install Go.' });
    expect(calls).toEqual(['simulator stop']);
  });

  test('a bug is no silence', async () => {
    const { demo, lines, until } = makeDemo({ mint: () => Promise.reject(new Error('oops')) });
    const hasFailed = until('failed');
    demo.start();
    await hasFailed;
    expect(demo.state.message).toContain('Something went wrong inside Room Console');
    expect(lines.join()).toContain('oops');
  });

  test('a server that dies costs no tab, and the same one is started again for it', async () => {
    const { demo, calls, servers, until } = makeDemo();
    const isRunning = until('running');
    demo.start();
    await isRunning;
    calls.length = 0;
    const hasFailed = until('failed');
    servers[0]?.onExit?.({
      code: null,
      signal: 'SIGKILL',
      expected: false,
      tail: ['INFO all is well', 'panic: oops', 'INFO x'],
    });
    await hasFailed;
    expect(demo.state.message).toBe(
      'The local server was ended by SIGKILL; it said: “panic: oops”. Start the demo again.',
    );
    expect(calls).toEqual(['simulator stop', 'server stop']);
    calls.length = 0;
    const runsAgain = until('running');
    demo.start();
    await runsAgain;
    expect(servers).toHaveLength(1);
    expect(calls).toEqual(['server start', 'profile local This machine', 'create demo 3600', 'rejoin s1']);
  });

  test('an exit that was meant is no failure', async () => {
    const { demo, servers, until } = makeDemo();
    const isRunning = until('running');
    demo.start();
    await isRunning;
    servers[0]?.onExit?.({ code: 0, signal: null, expected: true, tail: [] });
    expect(demo.state.phase).toBe('running');
  });
});

describe('stopping', () => {
  test('ends everything, in this order', async () => {
    const { demo, calls, until } = makeDemo();
    const isRunning = until('running');
    demo.start();
    await isRunning;
    calls.length = 0;
    expect(await demo.stop()).toMatchObject({ phase: 'stopped', message: '' });
    expect(calls).toEqual(['simulator stop', 'close sessions of local', 'profile local gone', 'server stop']);
  });

  test('while it still looks for the server: the search is called off, and its end changes nothing', async () => {
    let finish: (result: Result<FoundServer>) => void = () => undefined;
    let signal: AbortSignal | undefined;
    const findServer = (options: FindServerOptions): Promise<Result<FoundServer>> => {
      signal = options.signal;
      return new Promise((resolve) => (finish = resolve));
    };
    const { demo, calls } = makeDemo({ findServer });
    demo.start();
    await demo.stop();
    expect(signal?.aborted).toBe(true);
    finish(ok(found));
    await new Promise((resolve) => setImmediate(resolve));
    expect(demo.state.phase).toBe('stopped');
    expect(calls).not.toContain('server start');
  });
});
