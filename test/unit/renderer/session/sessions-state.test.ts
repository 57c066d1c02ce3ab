import { describe, expect, test } from 'vitest';
import { ok } from '../../../../electron/contract/result.ts';
import { SessionsState } from '../../../../renderer/session/client.ts';
import { makeSnapshot } from '../support.ts';
import { sessionCall, type SessionMessage } from '../../../../renderer/session/protocol.ts';

const note = { name: 'noteAction', title: 't', text: '', severity: 'info' } as const;

/** The other end of the port, as the session page has it. */
function setUp(): { state: SessionsState; host: MessagePort; post(message: SessionMessage): void } {
  const channel = new MessageChannel();
  const state = new SessionsState();
  state.connect(channel.port1);
  return { state, host: channel.port2, post: (message) => channel.port2.postMessage(message) };
}

describe('SessionsState', () => {
  test('a call is answered by the message with its id', async () => {
    const { state, host, post } = setUp();
    host.onmessage = ({ data }: MessageEvent<unknown>) =>
      post({ type: 'answer', answer: { id: sessionCall.parse(data).id, result: ok(undefined) } });
    await expect(state.call('s1', note)).resolves.toEqual(ok(undefined));
    state.disconnect();
  });

  test('a session page that goes away leaves the outcome unknown, never failed', async () => {
    const { state } = setUp();
    const answer = state.call('s1', note);
    state.disconnect();
    await expect(answer).resolves.toMatchObject({ ok: false, kind: 'unknown', reason: 'session-page-gone' });
  });

  test('without a port a call is refused at once', async () => {
    await expect(new SessionsState().call('s1', note)).resolves.toMatchObject({ kind: 'refused', reason: 'no-session-page' });
  });

  test('tells since when nothing new was heard of the counts', async () => {
    let now = 1_000;
    const channel = new MessageChannel();
    const state = new SessionsState(() => now);
    state.connect(channel.port1);
    const tell = async (sampledAtMs: number | undefined) => {
      const completeness = { ...makeSnapshot().completeness, sampledAtMs };
      const arrived = new Promise<void>((resolve) => state.onSnapshot(() => resolve()));
      channel.port2.postMessage({ type: 'snapshot', snapshot: makeSnapshot({ sessionId: 's1', completeness }) });
      await arrived;
    };
    expect(state.silentMs('s1')).toBe(0);
    await tell(undefined);
    now += 500;
    expect(state.silentMs('s1')).toBe(500);
    await tell(7);
    now += 2_000;
    // With the sample of before: somebody joined.
    await tell(7);
    expect(state.silentMs('s1')).toBe(2_000);
    await tell(8);
    expect(state.silentMs('s1')).toBe(0);
    state.disconnect();
  });

  test('listeners get each snapshot until they unsubscribe; forgotten sessions go', async () => {
    const { state, post } = setUp();
    const seen: string[] = [];
    const arrived = new Promise<void>((resolve) => {
      const stop = state.onSnapshot((snapshot) => {
        seen.push(snapshot.sessionId);
        stop();
        resolve();
      });
    });
    post({ type: 'snapshot', snapshot: makeSnapshot({ sessionId: 's1' }) });
    await arrived;
    expect([...state.sessions.keys()]).toEqual(['s1']);
    const forgotten = new Promise<void>((resolve) => state.onSnapshot(() => resolve()));
    post({ type: 'forgotten', sessionId: 's1' });
    post({ type: 'snapshot', snapshot: makeSnapshot({ sessionId: 's2' }) });
    await forgotten;
    expect([...state.sessions.keys()]).toEqual(['s2']);
    expect(seen).toEqual(['s1']);
    state.disconnect();
  });
});
