import { describe, expect, test } from 'vitest';
import { rollingBufferDefault } from '../../../electron/contract/captures.ts';
import type { ParticipantInfo, Session } from '../../../electron/contract/domain.ts';
import { ok, refused } from '../../../electron/contract/result.ts';
import type { Result } from '../../../electron/contract/result.ts';
import { makeRequestHandlers } from '../../../electron/request-handlers.ts';
import type { RequestServices } from '../../../electron/request-handlers.ts';
import type { Credentials } from '../../../electron/services/credentials.ts';
import { makeProfile } from '../renderer/fake-bridge.ts';

const stored = { url: 'wss://lk.example', apiKey: 'APIx', secret: 'stored-secret' };
const tried = { state: 'not-tried', message: '', atMs: undefined } as const;
const facts = { profileId: 'p1', version: '', region: '', toldAtMs: undefined, remoteUnmute: 'not-tried', move: tried, forward: tried } as const;
const no = refused('unexpected', 'not expected in this test');
const refuse = () => Promise.resolve(no);

const typed = {
  name: '',
  url: stored.url,
  apiKey: 'APIx',
  colour: 'none',
  label: '',
  readOnly: false,
  withoutKeyring: 'memory',
} as const;

function makeHandlers(
  change: Partial<RequestServices> = {},
  more: { readonly readOnly?: boolean; readonly sessions?: readonly Session[] } = {},
) {
  const profile = makeProfile({ id: 'p1', readOnly: more.readOnly ?? false });
  const calls: string[] = [];
  const tested: Credentials[] = [];
  const api = {
    listRooms: refuse,
    listParticipants: (room: string): Promise<Result<readonly ParticipantInfo[]>> => {
      calls.push(`list ${room}`);
      return Promise.resolve(ok([]));
    },
    sendData: (): Promise<Result<undefined>> => {
      calls.push('send');
      return Promise.resolve(ok(undefined));
    },
  };
  const handlers = makeRequestHandlers({
    appInfo: () => {
      throw new Error('not expected');
    },
    writeClipboard: async (text) => void calls.push(`clipboard ${text}`),
    settings: { setMemoryBudget: (mebibytes) => Promise.resolve(mebibytes !== 64) },
    profiles: {
      list: () => [profile],
      save: (input) => {
        calls.push(`save ${input.id ?? 'new'}`);
        return refuse();
      },
      remove: (id) => Promise.resolve(id === 'p1' ? ok(undefined) : refused('not-saved', 'full')),
      credentials: (id) => (id === 'p1' ? ok(stored) : refused('profile-not-found', 'gone')),
      credentialsFor: (id, typed) => (id === 'p1' ? ok({ ...stored, ...typed }) : refused('profile-not-found', 'gone')),
    },
    connectionTest: {
      run: (credentials) => {
        tested.push(credentials);
        const { url } = credentials;
        return Promise.resolve({ outcome: 'ok', title: '', message: '', url, latencyMs: 1, clockOffsetS: 0 });
      },
    },
    apiOf: (credentials) => {
      calls.push(`api of ${credentials.url}`);
      return api;
    },
    sessions: {
      open: refuse,
      list: () => more.sessions ?? [],
      close: () => undefined,
      closeAllOf: (profileId) => void calls.push(`close all of ${profileId}`),
      rejoin: refuse,
      waitForRoom: () => no,
      handleReport: () => undefined,
    },
    captures: {
      recordings: { start: refuse, stop: refuse, continue: refuse, totals: () => undefined, list: () => [] },
      writtenPaths: { claim: () => ok({ replaces: false }), use: () => undefined },
      rollingBuffer: { state: rollingBufferDefault, set: refuse },
      chooseCapturePath: () => Promise.resolve(undefined),
      captureLibrary: { list: () => Promise.resolve([]), rename: refuse, reveal: refuse, remove: refuse },
      openCaptures: { open: refuse, close: () => undefined, list: () => [] },
      exports: { start: refuse, cancel: refuse, list: () => [] },
    },
    changes: {
      changes: {
        changeParticipant: refuse,
        changeRoom: ({ room, change }) => {
          calls.push(`${change.kind} ${room}`);
          return Promise.resolve(ok({ changeId: 'c', before: undefined, after: undefined, doubts: [] }));
        },
        createRoom: refuse,
        cancel: () => undefined,
        reportOwn: refuse,
      },
      bulkChanges: { start: () => no, cancel: () => no, retry: () => no, dismiss: () => no, list: () => [] },
      standingOrders: { start: () => no, stop: () => no, list: () => [] },
      newId: () => 'c1',
      auditLog: { list: refuse },
      exportAudit: refuse,
      revealAudit: () => no,
    },
    servers: { of: () => facts, learnJoin: () => undefined, learnUnmute: () => undefined, forget: (id) => void calls.push(`forget ${id}`) },
    trial: { run: refuse, isTrial: ({ room }) => room === 'trial' },
    sendings: { settle: (id, failure) => void calls.push(`sending ${id} ${failure ?? 'went out'}`) },
    reportTrouble: () => undefined,
    demo: {
      start: () => {
        throw new Error('not expected');
      },
      stop: () => Promise.reject(new Error('not expected')),
      state: {
        phase: 'stopped',
        message: '',
        elapsedMs: 0,
        profileId: undefined,
        room: undefined,
        serverVersion: undefined,
      },
    },
    sessionPage: { handleAnnounced: () => void calls.push('announced'), whenReady: () => Promise.resolve(true) },
    simulatorPage: { handleAnnounced: () => undefined },
    joinPages: (header) => {
      calls.push(`join ${JSON.stringify(header)}`);
      return true;
    },
    ...change,
  });
  const context = { signal: new AbortController().signal };
  return { handlers, calls, tested, context };
}

test('a memory budget that could not be saved holds all the same, and that is said', async () => {
  const { handlers, context } = makeHandlers();
  expect(await handlers.setMemoryBudget({ mebibytes: 128 }, context)).toEqual(ok(undefined));
  expect(await handlers.setMemoryBudget({ mebibytes: 64 }, context)).toMatchObject({ ok: false, reason: 'not-saved' });
});

test('what became of a message that was sent is passed on', async () => {
  const { handlers, calls, context } = makeHandlers();
  await handlers.reportSending({ sendId: 'm1', sent: true, message: '' }, context);
  await handlers.reportSending({ sendId: 'm2', sent: false, message: 'too large' }, context);
  expect(calls).toEqual(['sending m1 went out', 'sending m2 too large']);
});

describe('the server API', () => {
  test('is asked with the profile’s credentials', async () => {
    const { handlers, calls, context } = makeHandlers();
    expect(await handlers.listParticipants({ profileId: 'p1', room: 'demo' }, context)).toEqual(ok([]));
    expect(calls).toEqual(['api of wss://lk.example', 'list demo']);
  });

  test('is not asked for a profile that is gone', async () => {
    const { handlers, calls, context } = makeHandlers();
    expect(await handlers.listParticipants({ profileId: 'p2', room: 'demo' }, context)).toMatchObject({
      reason: 'profile-not-found',
    });
    expect(calls).toEqual([]);
  });

  test('is changed by way of the changes alone', async () => {
    const { handlers, calls, context } = makeHandlers();
    const change = { kind: 'deleteRoom' } as const;
    await handlers.changeRoom({ profileId: 'p1', room: 'demo', changeId: 'c', change }, context);
    expect(calls).toEqual(['deleteRoom demo']);
  });
});

describe('a read-only profile', () => {
  const message = { room: 'demo', kind: 'reliable', destinationIdentities: [], payload: new Uint8Array(1) } as const;

  test('sends nothing', async () => {
    const { handlers, calls, context } = makeHandlers({}, { readOnly: true });
    const input = { ...message, destinationIdentities: [], profileId: 'p1' };
    expect(await handlers.sendData(input, context)).toMatchObject({ reason: 'read-only' });
    expect(calls).toEqual([]);
    const other = makeHandlers();
    expect(await other.handlers.sendData(input, context)).toEqual(ok(undefined));
  });

  test('is not made of one whose room has a participant of ours', async () => {
    const role = {
      kind: 'participate',
      identity: 'a',
      name: '',
      metadata: '',
      attributes: {},
      canUpdateOwnMetadata: true,
    } as const;
    const { handlers, calls, context } = makeHandlers();
    const input = { ...typed, id: 'p1', readOnly: true };
    await handlers.saveProfile(input, context);
    expect(calls).toEqual(['save p1']);
    const session: Session = { id: 's', profileId: 'p1', room: 'r', role, identity: 'a', waitingForRoom: false };
    const busy = makeHandlers({}, { sessions: [session] });
    expect(await busy.handlers.saveProfile(input, context)).toMatchObject({ reason: 'participating' });
    expect(await busy.handlers.saveProfile({ ...input, readOnly: false }, context)).toMatchObject({ reason: 'unexpected' });
    expect(await busy.handlers.saveProfile({ ...input, id: 'p2' }, context)).toMatchObject({ reason: 'unexpected' });
  });
});

describe('testing a connection', () => {
  test('with what was typed, mended and trimmed', async () => {
    const { handlers, tested, context } = makeHandlers();
    const input = { url: 'https://other.example/', apiKey: ' k ', secret: ' s ' };
    expect(await handlers.testConnection(input, context)).toMatchObject({ ok: true });
    expect(tested).toEqual([{ url: 'wss://other.example', apiKey: 'k', secret: 's' }]);
  });

  test('with the stored secret, where none was typed', async () => {
    const { handlers, tested, context } = makeHandlers();
    await handlers.testConnection({ profileId: 'p1', url: 'lk.example:444', apiKey: 'APIy', secret: '' }, context);
    expect(tested).toEqual([{ url: 'wss://lk.example:444', apiKey: 'APIy', secret: 'stored-secret' }]);
  });

  test.each([
    [{ url: 'ftp://x', apiKey: 'k', secret: 's' }, 'bad-url'],
    [{ url: 'lk.example', apiKey: ' ', secret: 's' }, 'bad-input'],
    [{ url: 'lk.example', apiKey: 'k' }, 'bad-input'],
    [{ profileId: 'p2', url: 'lk.example', apiKey: 'k' }, 'profile-not-found'],
  ])('%j is refused before anybody is asked: %s', async (input, reason) => {
    const { handlers, tested, context } = makeHandlers();
    expect(await handlers.testConnection(input, context)).toMatchObject({ reason });
    expect(tested).toEqual([]);
  });
});

describe('removing a profile', () => {
  test('closes its rooms', async () => {
    const { handlers, calls, context } = makeHandlers();
    expect(await handlers.removeProfile({ id: 'p1' }, context)).toEqual(ok(undefined));
    expect(calls).toEqual(['close all of p1', 'forget p1']);
  });

  test('that was not removed leaves them open', async () => {
    const { handlers, calls, context } = makeHandlers();
    expect(await handlers.removeProfile({ id: 'p2' }, context)).toMatchObject({ reason: 'not-saved' });
    expect(calls).toEqual([]);
  });
});

describe('ports', () => {
  test('join the pages once the session page runs', async () => {
    const { handlers, calls, context } = makeHandlers();
    expect(await handlers.connectSessionPort(undefined, context)).toEqual(ok(undefined));
    expect(await handlers.connectTrafficPort({ sessionId: 's1' }, context)).toEqual(ok(undefined));
    expect(calls).toEqual(['join {"port":"session"}', 'join {"port":"traffic","sessionId":"s1"}']);
  });

  test('are refused where it does not come, or is gone again', async () => {
    const sessionPage = { handleAnnounced: () => undefined, whenReady: () => Promise.resolve(false) };
    const without = makeHandlers({ sessionPage });
    expect(await without.handlers.connectSessionPort(undefined, without.context)).toMatchObject({
      reason: 'no-session-page',
    });
    const gone = makeHandlers({ joinPages: () => false });
    expect(await gone.handlers.connectSessionPort(undefined, gone.context)).toMatchObject({
      reason: 'no-session-page',
    });
  });
});

test('the clipboard is written', async () => {
  const { handlers, calls, context } = makeHandlers();
  expect(await handlers.writeClipboard({ text: 'PA_1' }, context)).toEqual(ok(undefined));
  expect(calls).toEqual(['clipboard PA_1']);
});
