import { defineConfig } from '@playwright/test';

/** Where `npm test` wants the counts. */
const report = process.env['ROOM_CONSOLE_TEST_REPORT'];

/**
 * End-to-end tests: the real Electron, the real livekit-server. `npm test` makes both ready and passes them by
 * ELECTRON_OVERRIDE_DIST_PATH and ROOM_CONSOLE_LIVEKIT_SERVER.
 */
export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.spec.ts',
  outputDir: '../out/test-results/e2e',
  // One window at a time: the machine may have two cores, and times are asserted.
  workers: 1,
  fullyParallel: false,
  // A test that passes at the second try has found something.
  retries: 0,
  forbidOnly: true,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: report === undefined ? [['list']] : [['list'], ['json', { outputFile: report }]],
});
