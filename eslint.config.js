import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';

/** Imports that a wall forbids: a pattern of the module, and what to use instead. */
const forbid = {
  serverSdk: {
    regex: '^livekit-server-sdk(/|$)',
    message: 'Only services/livekit-api.ts and services/join-tokens.ts talk to the server API: ask them.',
  },
  client: {
    regex: '^livekit-client(/|$)',
    message: 'Only session/ and probe/ import livekit-client at run time; the console page gets plain rows from them.',
  },
  plainZod: {
    regex: '^zod(/|$)',
    message: 'Take z from electron/contract/zod.ts: it keeps zod from trying eval.',
  },
  electron: {
    regex: '^electron(/|$)',
    message: 'Pages ask through renderer/bridge.ts; services get what they need in their constructor.',
    allowTypeImports: true,
  },
  node: { regex: '^node:', message: 'Pages are sandboxed: ask the main process through renderer/bridge.ts.' },
  mainProcess: {
    regex: '/electron/(?!contract/)',
    message: 'Pages and main process meet in electron/contract only.',
  },
  renderer: { regex: '/renderer/', message: 'The main process knows no page: what both need lives in electron/contract.' },
  /** Features meet through `session`, `traffic`, `payload` and `ui`; only the shell puts them together. */
  otherFeatures: {
    regex: '^\\.\\./(\\.\\./)*(app|connect|rooms|participants|compose)/',
    message: 'A feature knows no other feature: what both need lives in session/, traffic/, payload/ or ui/.',
  },
  sessionInsides: {
    regex: '/session/(?!(client|protocol)\\.ts$)',
    message: 'The console page takes sessions from session/client.ts; the rest of session/ loads livekit-client.',
  },
};

/** A wall around files: no static, no dynamic import of these. */
function wall(files, patterns, ignores = []) {
  return {
    files,
    ignores,
    rules: {
      '@typescript-eslint/no-restricted-imports': ['error', { patterns }],
      'no-restricted-syntax': [
        'error',
        ...patterns.map(({ regex, message }) => ({
          selector: `ImportExpression[source.value=/${regex.replaceAll('/', '\\/')}/]`,
          message,
        })),
      ],
    },
  };
}

const inPages = [forbid.serverSdk, forbid.electron, forbid.node, forbid.mainProcess, forbid.plainZod];
const inConsolePage = [...inPages, forbid.client, forbid.sessionInsides];
const inMainProcess = [forbid.serverSdk, forbid.client, forbid.renderer, forbid.plainZod];

export default ts.config(
  { ignores: ['out/', 'node_modules/', 'test/**/fixtures/'] },
  js.configs.recommended,
  ...ts.configs.strict,
  ...svelte.configs.recommended,
  {
    languageOptions: { globals: { ...globals.es2023 } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      eqeqeq: 'error',
      'no-console': 'error',
      'no-eval': 'error',
      'no-implied-eval': 'error',
      // TypeScript's noUnusedLocals says the same and knows `??=`.
      'no-unused-private-class-members': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/explicit-function-return-type': ['error', { allowExpressions: true }],
      '@typescript-eslint/no-extraneous-class': 'off',
      '@typescript-eslint/unified-signatures': 'off',
      'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }],
    },
  },
  { files: ['**/*.ts', '**/*.js'], languageOptions: { globals: { ...globals.node, ...globals.browser } } },
  {
    files: ['**/*.ts'],
    ignores: ['**/*.svelte.ts'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { globals: globals.browser, parserOptions: { parser: ts.parser } },
    rules: {
      'no-undef': 'off',
      'svelte/no-at-html-tags': 'error',
      'svelte/require-each-key': 'error',
      // Most maps and sets in state classes are bookkeeping that no view reads.
      'svelte/prefer-svelte-reactivity': 'off',
      '@typescript-eslint/explicit-function-return-type': 'off',
    },
  },
  wall(['electron/*.ts', 'electron/launch/**'], inMainProcess),
  wall(
    ['electron/services/**'],
    [...inMainProcess, forbid.electron],
    ['electron/services/livekit-api.ts', 'electron/services/join-tokens.ts'],
  ),
  wall(['electron/services/livekit-api.ts', 'electron/services/join-tokens.ts'], [
    forbid.client,
    forbid.renderer,
    forbid.electron,
  ]),
  wall(['electron/contract/**'], [...inMainProcess, forbid.electron, forbid.node], ['electron/contract/zod.ts']),
  wall(['renderer/session.ts', 'renderer/simulator.ts', 'renderer/probe/**'], inPages),
  wall(['renderer/session/**'], [...inPages, forbid.otherFeatures]),
  wall(['renderer/*.ts', 'renderer/app/**'], inConsolePage, ['renderer/session.ts', 'renderer/simulator.ts']),
  wall(
    ['renderer/connect/**', 'renderer/rooms/**', 'renderer/participants/**', 'renderer/compose/**'],
    [...inConsolePage, forbid.otherFeatures],
  ),
  wall(['renderer/traffic/**', 'renderer/payload/**', 'renderer/ui/**', 'renderer/editing/**'], [...inConsolePage, forbid.otherFeatures]),
  {
    files: ['electron/**/*.ts'],
    ignores: ['electron/preload.ts', 'electron/main.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: [
            { name: 'electron', importNames: ['ipcRenderer', 'contextBridge'], message: 'Only preload.ts touches ipcRenderer.' },
            { name: 'electron', importNames: ['ipcMain'], message: 'Only ipc.ts listens; main.ts hands ipcMain to it.' },
          ],
        },
      ],
    },
  },
  {
    files: ['renderer/**'],
    ignores: ['renderer/bridge.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        { property: 'roomConsole', message: 'renderer/bridge.ts is the one place that touches the main process.' },
      ],
    },
  },
  {
    // Electron 25 loads no module as its main script.
    files: ['**/*.cjs'],
    languageOptions: { sourceType: 'commonjs', globals: globals.node },
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },
  { files: ['**/*.js'], rules: { '@typescript-eslint/explicit-function-return-type': 'off' } },
  // Playwright asks that a fixture's first argument is a pattern, also an empty one.
  { files: ['test/e2e/fixtures.ts', 'test/e2e/cluster.spec.ts'], rules: { 'no-empty-pattern': 'off' } },
  { files: ['electron/launch/**', 'electron/services/log.ts', 'test/**'], rules: { 'no-console': 'off' } },
  { files: ['test/**'], rules: { '@typescript-eslint/explicit-function-return-type': 'off' } },
);
