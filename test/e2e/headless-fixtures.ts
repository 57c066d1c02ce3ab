import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startHeadless, type HeadlessRun, type HeadlessRunOptions } from '../support/headless.ts';
import { test as base } from './fixtures.ts';

interface HeadlessFixtures {
  /** A folder of the test's own; the runs are in it. */
  folder: string;
  /** Starts a run on the test server; one that is still there at the end is killed. */
  begin(args: readonly string[], options?: Partial<HeadlessRunOptions>): HeadlessRun;
}

export const test = base.extend<HeadlessFixtures>({
  folder: async ({ server: _server }, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'room-console-headless-test-'));
    await use(folder);
    await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 500 });
  },
  begin: async ({ folder, server }, use, info) => {
    const runs: HeadlessRun[] = [];
    await use((args, options = {}) => {
      const run = startHeadless(args, { folder, server, ...options });
      runs.push(run);
      return run;
    });
    for (const run of runs) {
      run.process.kill('SIGKILL');
      if (info.status !== info.expectedStatus) await info.attach('stderr', { body: run.stderr() });
    }
  },
});

export { expect } from './fixtures.ts';
