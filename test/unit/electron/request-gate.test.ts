import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ok } from '../../../electron/contract/result.ts';
import type { Result } from '../../../electron/contract/result.ts';
import { RequestGate } from '../../../electron/request-gate.ts';
import type { RequestHandlers } from '../../../electron/request-gate.ts';
import { requestPolicies } from '../../../electron/request-policies.ts';
import { makeLog, refusingHandlers } from '../../support/electron-fakes.ts';

/** A gate whose handlers are all real except those given here. */
function makeGate(handlers: Partial<RequestHandlers>) {
  const { log, lines } = makeLog();
  const gate = new RequestGate({ handlers: { ...refusingHandlers, ...handlers }, policies: requestPolicies, log });
  let calls = 0;
  const ask = (name: string, input?: unknown, more: Partial<Parameters<RequestGate['handle']>[0]> = {}) =>
    gate.handle({ page: 'console', callerId: 1, callId: String((calls += 1)), name, input, ...more });
  return { gate, ask, lines };
}

const never = (): Promise<Result<never>> => new Promise(() => undefined);

describe('judging', () => {
  test('runs what the page may ask for, with parsed input', async () => {
    const asked: string[] = [];
    const { ask } = makeGate({ closeSession: ({ sessionId }) => (asked.push(sessionId), ok(undefined)) });
    expect(await ask('closeSession', { sessionId: 's1', more: 'left out' })).toEqual(ok(undefined));
    expect(asked).toEqual(['s1']);
  });

  test('refuses what another page may ask for, and says so in the log', async () => {
    const { ask, lines } = makeGate({});
    const result = await ask('listProfiles', undefined, { page: 'session' });
    expect(result).toMatchObject({ kind: 'refused', reason: 'not-allowed' });
    expect(lines).toEqual(['room-console: warning: The session page asked for listProfiles, which it may not.']);
  });

  test.each(['toString', '__proto__', 'nonsense', 7, undefined])('refuses the name %s', async (name) => {
    const { gate } = makeGate({});
    const result = await gate.handle({ page: 'console', callerId: 1, callId: '1', name, input: undefined });
    expect(result).toMatchObject({ kind: 'refused', reason: 'bad-input' });
  });

  test('refuses bad input in a sentence', async () => {
    const { ask } = makeGate({});
    expect(await ask('listRooms', { profileId: '' })).toEqual({
      ok: false,
      kind: 'refused',
      reason: 'bad-input',
      message: 'The server is empty. Nothing was done; correct it and try again.',
    });
  });

  test('refuses a call id that is already under way, and takes it again afterwards', async () => {
    let finish: (result: Result<[]>) => void = () => undefined;
    const { ask } = makeGate({ listSessions: () => new Promise((resolve) => (finish = resolve)) });
    const first = ask('listSessions', undefined, { callId: 'a' });
    expect(await ask('listSessions', undefined, { callId: 'a' })).toMatchObject({ reason: 'busy' });
    finish(ok([]));
    expect(await first).toEqual(ok([]));
    const again = ask('listSessions', undefined, { callId: 'a' });
    finish(ok([]));
    expect(await again).toEqual(ok([]));
  });
});

describe('a bug', () => {
  test('comes out as a refusal that tells nothing, and as a line in the log', async () => {
    const { ask, lines } = makeGate({
      listSessions: () => {
        throw new Error('secret detail');
      },
    });
    const result = await ask('listSessions');
    expect(result).toMatchObject({ kind: 'refused', reason: 'bug' });
    expect(JSON.stringify(result)).not.toContain('secret detail');
    expect(lines.join()).toContain('error: Bug in listSessions: Error: secret detail');
  });
});

describe('ending early', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  test('a read that takes too long is refused: nothing was changed', async () => {
    const { ask } = makeGate({ listRooms: never });
    const result = ask('listRooms', { profileId: 'p' });
    await vi.advanceTimersByTimeAsync(requestPolicies.listRooms.deadlineMs);
    expect(await result).toEqual({
      ok: false,
      kind: 'refused',
      reason: 'timeout',
      message: 'No answer after 35 s while listing the rooms. Nothing was changed; try again.',
    });
  });

  test('a write that takes too long may have happened', async () => {
    const { ask } = makeGate({ waitForRoom: never });
    const result = ask('waitForRoom', { sessionId: 's', wait: true });
    await vi.advanceTimersByTimeAsync(requestPolicies.waitForRoom.deadlineMs);
    expect(await result).toEqual({
      ok: false,
      kind: 'unknown',
      reason: 'timeout',
      message:
        'No answer after 10 s while waiting for the room. It may have happened all the same: look again before you ' +
        'repeat it.',
    });
  });

  test('cancelling tells the handler, and frees the page at once', async () => {
    let signal: AbortSignal | undefined;
    const { gate, ask } = makeGate({
      listRooms: (_input, context) => {
        signal = context.signal;
        return never();
      },
    });
    const result = ask('listRooms', { profileId: 'p' }, { callId: 'c' });
    gate.cancel(2, 'c');
    expect(signal?.aborted).toBe(false);
    gate.cancel(1, 'c');
    expect(await result).toMatchObject({ kind: 'refused', reason: 'cancelled' });
    expect(signal?.aborted).toBe(true);
    expect(vi.getTimerCount()).toBe(0);
  });

  test('a page that is gone ends its own calls and no others', async () => {
    const { gate, ask } = makeGate({ waitForRoom: never });
    const input = { sessionId: 's', wait: true };
    const gone = ask('waitForRoom', input, { callerId: 1 });
    const other = ask('waitForRoom', input, { callerId: 11 });
    gate.cancelAll(1);
    expect(await gone).toMatchObject({ kind: 'unknown', reason: 'cancelled' });
    gate.cancelAll(11);
    expect(await other).toMatchObject({ kind: 'unknown' });
  });
});
