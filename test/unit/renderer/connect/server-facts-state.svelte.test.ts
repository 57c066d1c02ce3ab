import { describe, expect, it } from 'vitest';
import { ok, refused } from '../../../../electron/contract/result.ts';
import type { ServerFacts } from '../../../../electron/contract/server-facts.ts';
import { ServerFactsState } from '../../../../renderer/connect/server-facts-state.svelte.ts';
import { FakeBridge } from '../fake-bridge.ts';

const tried = { state: 'not-tried', message: '', atMs: undefined } as const;
const facts: ServerFacts = { profileId: 'p1', version: '', region: '', toldAtMs: undefined, remoteUnmute: 'not-tried', move: tried, forward: tried };

describe('ServerFactsState', () => {
  it('reads, and follows what is learnt', async () => {
    const bridge = new FakeBridge({ getServerFacts: () => ok(facts) });
    const state = new ServerFactsState(bridge);
    const stop = state.start();
    expect(state.of('p1')).toBeUndefined();
    await state.read('p1');
    expect(state.of('p1')?.version).toBe('');
    bridge.emit('serverFactsChanged', { ...facts, version: '1.9.0' });
    expect(state.of('p1')?.version).toBe('1.9.0');
    stop();
    expect(bridge.listenerCount).toBe(0);
  });

  it('says why a trial was not made', async () => {
    const bridge = new FakeBridge({ tryMoveAndForward: () => refused('read-only', 'Read only.') });
    const state = new ServerFactsState(bridge);
    const trial = state.tryMoveAndForward('p1');
    expect(state.trying).toBe('p1');
    await state.tryMoveAndForward('p1');
    await trial;
    expect([state.trying, state.problem, bridge.inputs('tryMoveAndForward').length]).toEqual([undefined, 'Read only.', 1]);
  });
});
