import { describe, expect, it } from 'vitest';
import type { DemoState } from '../../../../electron/contract/domain.ts';
import { ok, refused } from '../../../../electron/contract/result.ts';
import { DemoProgress } from '../../../../renderer/connect/demo-progress.svelte.ts';
import { FakeBridge } from '../fake-bridge.ts';

const running: DemoState = {
  phase: 'running',
  message: '',
  elapsedMs: 5,
  profileId: 'local',
  room: 'demo',
  serverVersion: '1.13.5',
};

describe('DemoProgress', () => {
  it('shows the steps as they come and the refusal where there is one', async () => {
    const bridge = new FakeBridge({ startDemo: () => refused('no-server', 'Install Go.') });
    const demo = new DemoProgress(bridge);
    const done = demo.run();
    expect(demo.state.phase).toBe('starting');
    await done;
    expect(demo.state).toMatchObject({ phase: 'failed', message: 'Install Go.' });
  });

  it('does not put the first answer over an event that came before it', async () => {
    const bridge = new FakeBridge({ getDemo: () => ok({ ...running, phase: 'starting' }) });
    const demo = new DemoProgress(bridge);
    const stop = demo.start();
    bridge.emit('demoChanged', running);
    await Promise.resolve();
    await Promise.resolve();
    expect(demo.state.phase).toBe('running');
    stop();
    expect(bridge.listenerCount).toBe(0);
  });
});
