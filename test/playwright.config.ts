import { defineConfig } from '@playwright/test';

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
  reporter: process.env['PLAYWRIGHT_JSON_OUTPUT_FILE'] === undefined ? [['list']] : [['list'], ['json']],
});
