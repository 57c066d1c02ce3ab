import { expect, test } from 'vitest';
import type { DemoState } from '../../../../electron/contract/domain.ts';
import { DemoProgress } from '../../../../electron/services/demo-progress.ts';

const state = (phase: DemoState['phase'], message: string, elapsedMs: number): DemoState => ({
  phase,
  message,
  elapsedMs,
  profileId: undefined,
  room: undefined,
  serverVersion: undefined,
});

test('a line for each step, not for each tick of it', () => {
  const lines: string[] = [];
  const progress = new DemoProgress({ print: (line) => lines.push(line) });
  progress.show(state('starting', 'Building livekit-server', 0));
  progress.show(state('starting', 'Building livekit-server', 1_000));
  progress.show(state('running', 'livekit-server 1.13.5 at 127.0.0.1:20000', 75_000));
  progress.show(state('stopped', '', 0));
  expect(lines).toEqual([
    'demo starting · Building livekit-server',
    'demo running · livekit-server 1.13.5 at 127.0.0.1:20000',
    'demo stopped',
  ]);
});
