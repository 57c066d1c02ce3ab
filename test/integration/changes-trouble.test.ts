import { createServer } from 'node:http';
import type { Server, ServerResponse } from 'node:http';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { ok } from '../../electron/contract/result.ts';
import { Changes } from '../../electron/services/changes/changes.ts';
import { LivekitApi } from '../../electron/services/livekit-api.ts';

/** A server that reads as it should, and answers a change as the test says; `undefined`: never. */
let answer: ((response: ServerResponse) => void) | undefined;
let http: Server;
let url = '';
let asked: string[] = [];

beforeAll(async () => {
  http = createServer((request, response) => {
    const call = request.url?.split('/').at(-1) ?? '';
    asked.push(call);
    request.resume();
    if (call === 'GetParticipant')
      send(response, 200, { identity: 'nurse', sid: 'PA_1', name: 'Eva', state: 'ACTIVE' });
    else if (call === 'ListParticipants') send(response, 200, { participants: [] });
    else answer?.(response);
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const address = http.address();
  if (typeof address === 'string' || address === null) throw new Error('no port');
  url = `ws://127.0.0.1:${address.port}`;
});
afterAll(async () => {
  http.closeAllConnections();
  await new Promise((resolve) => http.close(resolve));
});
beforeEach(() => {
  asked = [];
  answer = undefined;
});

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

const lines: string[] = [];

function makeChanges() {
  const schedule = (run: () => void, afterMs: number): (() => void) => {
    const timer = setTimeout(run, afterMs);
    return () => clearTimeout(timer);
  };
  const credentials = { url, apiKey: 'key', secret: 'secret' };
  const changes = new Changes({
    profileOf: (id) => ({ id, name: 'Test', url, readOnly: false }),
    credentialsOf: () => ok(credentials),
    apiOf: () => new LivekitApi({ credentials, now: () => Date.now(), timeoutS: 1 }),
    sessions: () => [],
    audit: {
      asked: async () => true,
      settled: async (_subject, phase) => {
        lines.push(phase);
        return true;
      },
    },
    schedule,
  });
  const rename = () =>
    changes.changeParticipant({
      profileId: 'p',
      room: 'r',
      changeId: 'c',
      target: { identity: 'nurse' },
      change: { kind: 'name', value: 'x' },
    });
  return { changes, rename };
}

test('429: refused, nothing was done, slower', async () => {
  answer = (response) => send(response, 429, { code: 'resource_exhausted', msg: 'rate limit exceeded' });
  expect(await makeChanges().rename()).toMatchObject({
    kind: 'refused',
    reason: 'too-many-requests',
    message: expect.stringContaining('Nothing was done.'),
  });
  expect(lines.at(-1)).toBe('refused');
});

test('503 of a call for a person: who is there is read, and has left', async () => {
  answer = (response) => send(response, 503, { code: 'unavailable', msg: 'no response from servers' });
  expect(await makeChanges().rename()).toMatchObject({ kind: 'refused', reason: 'participant-not-found' });
  expect(asked).toEqual(['GetParticipant', 'UpdateParticipant', 'ListParticipants']);
});

test('401 in the middle: the key, and nothing else', async () => {
  answer = (response) => send(response, 401, { code: 'unauthenticated', msg: 'invalid API key: key' });
  expect(await makeChanges().rename()).toMatchObject({ kind: 'refused', reason: 'unknown-key' });
});

test.each<[string, ((response: ServerResponse) => void) | undefined, string]>([
  ['an answer that never comes', undefined, 'timeout'],
  ['one that breaks off', (response) => response.destroy(), 'connection-lost'],
  ['500', (response) => send(response, 500, { code: 'internal', msg: 'oops' }), 'server-error'],
  ['one that is no LiveKit answer', (response) => response.writeHead(200).end('<html>'), 'not-livekit'],
])('%s: unknown, and read again', async (_what, given, reason) => {
  answer = given;
  const result = await makeChanges().rename();
  expect(result).toMatchObject({
    kind: 'unknown',
    reason,
    message: expect.stringMatching(/Read again: it is not so\./),
  });
  expect(asked).toEqual(['GetParticipant', 'UpdateParticipant', 'GetParticipant']);
  expect(lines.at(-1)).toBe('unknown');
});

test('given up by the person: unknown at once, and read again', async () => {
  const { changes, rename } = makeChanges();
  const running = rename();
  await vi.waitFor(() => expect(asked).toContain('UpdateParticipant'));
  const begun = Date.now();
  changes.cancel('c');
  expect(await running).toMatchObject({
    kind: 'unknown',
    reason: 'cancelled',
    message: expect.stringContaining('Read again'),
  });
  expect(Date.now() - begun).toBeLessThan(800);
});
