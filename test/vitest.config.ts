import { lezer } from '@lezer/generator/rollup';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

/**
 * Two projects in one run: `unit` (pure, no server, no Electron) and `integration` (services against a real
 * livekit-server). `vitest run --config test/vitest.config.ts --project unit [pattern]` runs a part.
 */
export default defineConfig({
  root: new URL('..', import.meta.url).pathname,
  test: {
    projects: [
      {
        // For *.svelte.ts: runes outside of components. `hot` would want a dev server. And for *.grammar.
        plugins: [svelte({ configFile: false, compilerOptions: { runes: true } }), lezer()],
        // Svelte's client build, or `$effect` and `$state` would be the server's.
        resolve: { conditions: ['browser'] },
        test: {
          name: 'unit',
          // The files share workers: a worker for each costs more than all that they test. They keep no state of
          // their own, and whoever takes fake timers gives them back.
          isolate: false,
          include: ['test/unit/**/*.test.ts'],
          environment: 'node',
          testTimeout: 10_000,
        },
      },
      {
        test: {
          name: 'integration',
          include: ['test/integration/**/*.test.ts'],
          environment: 'node',
          // One file at a time: the machine may have two cores, and each file starts a server.
          fileParallelism: false,
          testTimeout: 30_000,
          // The first start may have to build the server.
          hookTimeout: 300_000,
        },
      },
    ],
  },
});
