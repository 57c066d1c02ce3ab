import { builtinModules } from 'node:module';
import path from 'node:path';
import { lezer } from '@lezer/generator/rollup';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import type { InlineConfig } from 'vite';
import { PROJECT_ROOT } from './project.ts';

/** The oldest Electron that runs this: 25, with Chromium 114 and Node 18.15. */
const NODE_TARGET = 'node18.15';
const CHROME_TARGET = 'chrome114';
/** As Lightning CSS writes versions: major in the third byte. */
const CHROME_FOR_CSS = 114 << 16;

/** The bundler's remark that plugins take most of its time, which nobody starting the application can act on. */
const QUIET = { bundlerTimings: false };

export const PAGES = ['console', 'session', 'simulator'] as const;

/**
 * Main process and preload: one CommonJS file each (no ESM main before Electron 28, none at all in a sandboxed
 * preload), with everything but Electron and Node bundled, so that a package needs no node_modules.
 */
export function nodeOptions(entry: 'main' | 'preload', outDir: string): InlineConfig {
  return {
    configFile: false,
    envDir: false,
    root: PROJECT_ROOT,
    mode: 'production',
    logLevel: 'warn',
    define: { 'process.env.NODE_ENV': JSON.stringify('production') },
    build: {
      ssr: path.join(PROJECT_ROOT, 'electron', `${entry}.ts`),
      outDir,
      emptyOutDir: false,
      copyPublicDir: false,
      target: entry === 'main' ? NODE_TARGET : CHROME_TARGET,
      minify: false,
      sourcemap: true,
      reportCompressedSize: false,
      rolldownOptions: {
        checks: QUIET,
        external: ['electron', 'electron/main', 'electron/renderer', /^node:/, ...builtinModules],
        output: { format: 'cjs', entryFileNames: `${entry}.cjs`, codeSplitting: false },
      },
    },
    ssr: { noExternal: true, target: 'node' },
  };
}

/** The three pages. No script or style stands in the HTML itself: the content security policy allows none. */
export function rendererOptions(outDir: string): InlineConfig {
  const root = path.join(PROJECT_ROOT, 'renderer');
  return {
    configFile: false,
    envDir: false,
    root,
    base: './',
    mode: 'production',
    logLevel: 'warn',
    publicDir: false,
    // No vitePreprocess: Svelte strips types itself, and Lightning CSS does not read Svelte's `@keyframes :global`.
    // Lezer's: builds traffic/filter/filter.grammar into a parser.
    plugins: [svelte({ configFile: false, compilerOptions: { runes: true } }), lezer()],
    // Chromium 114 has no light-dark(): Lightning CSS lowers it, and what else it does not know.
    css: { transformer: 'lightningcss', lightningcss: { targets: { chrome: CHROME_FOR_CSS } } },
    worker: { format: 'es' },
    build: {
      outDir,
      emptyOutDir: false,
      target: CHROME_TARGET,
      cssTarget: CHROME_TARGET,
      cssMinify: 'lightningcss',
      sourcemap: true,
      reportCompressedSize: false,
      // Assets as data: URLs would need a hole in the policy.
      assetsInlineLimit: 0,
      chunkSizeWarningLimit: 4_000,
      modulePreload: { polyfill: false },
      rolldownOptions: {
        checks: QUIET,
        input: Object.fromEntries(PAGES.map((page) => [page, path.join(root, `${page}.html`)])),
        output: {
          entryFileNames: 'assets/[name]-[hash].js',
          chunkFileNames: 'assets/[name]-[hash].js',
          // The tap must stand before livekit-client is evaluated. livekit-client is shared by two pages and so gets
          // a chunk of its own, which an entry imports before its own body runs: the tap gets one too, imported
          // first. build.ts checks the outcome.
          codeSplitting: { groups: [{ name: 'install-tap', test: /[\\/]session[\\/]install-tap\.ts$/, priority: 10 }] },
        },
      },
    },
  };
}

/** The scripts that `npm run bench` puts into pages; no part of the application. */
export const BENCH_SCRIPTS = ['bare', 'flood', 'injector', 'watch'] as const;

/** One script of the benchmarks, all in one file, as it is loaded into a page that knows nothing of modules. */
export function benchScriptOptions(script: (typeof BENCH_SCRIPTS)[number], outDir: string): InlineConfig {
  return {
    configFile: false,
    envDir: false,
    root: PROJECT_ROOT,
    mode: 'production',
    logLevel: 'warn',
    publicDir: false,
    build: {
      outDir,
      emptyOutDir: false,
      target: CHROME_TARGET,
      reportCompressedSize: false,
      chunkSizeWarningLimit: 4_000,
      rolldownOptions: {
        checks: QUIET,
        input: path.join(PROJECT_ROOT, 'renderer', 'probe', 'bench', `${script}.ts`),
        output: { format: 'iife', entryFileNames: `${script}.js`, codeSplitting: false },
      },
    },
  };
}
