import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';

/** A wall between folders: what must not be imported, and what to use instead. */
function wall(files, patterns, ignores = []) {
  return {
    files,
    ignores,
    rules: { '@typescript-eslint/no-restricted-imports': ['error', { patterns }] },
  };
}

const noServerSdk = {
  regex: '^livekit-server-sdk(/|$)',
  message: 'Only services/livekit-api.ts and services/join-tokens.ts talk to the server API: ask them.',
};
const noClientAtRunTime = {
  regex: '^livekit-client(/|$)',
  message: 'Only session/ and probe/ import livekit-client at run time; the console page gets plain rows from them.',
};
const noPlainZod = {
  regex: '^zod(/|$)',
  message: 'Take z from electron/contract/zod.ts: it keeps zod from trying eval.',
};
const noElectron = {
  regex: '^electron(/|$)',
  message: 'Pages ask through renderer/bridge.ts; services get what they need in their constructor.',
};
const noNode = {
  regex: '^node:',
  message: 'Pages are sandboxed: ask the main process through renderer/bridge.ts.',
};
const noMainProcess = {
  group: ['**/electron/services/**', '**/electron/launch/**', '**/electron/ipc.ts', '**/electron/main.ts'],
  message: 'Pages and main process meet in electron/contract only.',
};
const noRenderer = {
  group: ['**/renderer/**'],
  message: 'The main process knows no page: what both need lives in electron/contract.',
};

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
  wall(['electron/contract/**'], [noElectron, noNode, noRenderer, noServerSdk, noClientAtRunTime, noPlainZod], [
    'electron/contract/zod.ts',
  ]),
  wall(
    ['electron/**/*.ts'],
    [noServerSdk, noClientAtRunTime, noRenderer, noPlainZod],
    [
      'electron/services/livekit-api.ts',
      'electron/services/join-tokens.ts',
      'electron/contract/**',
      'electron/launch/**',
    ],
  ),
  wall(
    ['renderer/**/*.ts', 'renderer/**/*.svelte'],
    [noServerSdk, noElectron, noNode, noMainProcess, noClientAtRunTime, noPlainZod],
    ['renderer/session.ts', 'renderer/simulator.ts', 'renderer/session/**', 'renderer/probe/**'],
  ),
  wall(['renderer/session.ts', 'renderer/simulator.ts', 'renderer/session/**', 'renderer/probe/**'], [noServerSdk, noElectron, noNode, noMainProcess, noPlainZod]),
  {
    files: ['electron/**/*.ts'],
    ignores: ['electron/preload.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'electron', property: 'ipcRenderer', message: 'Only preload.ts touches ipcRenderer.' },
      ],
    },
  },
  { files: ['**/*.js'], rules: { '@typescript-eslint/explicit-function-return-type': 'off' } },
  // Playwright asks that a fixture's first argument is a pattern, also an empty one.
  { files: ['test/e2e/fixtures.ts'], rules: { 'no-empty-pattern': 'off' } },
  { files: ['electron/launch/**', 'electron/services/log.ts', 'test/**'], rules: { 'no-console': 'off' } },
  // What a test's makeFoo() gives is told by its return statement; a type of its own would say it twice.
  { files: ['test/**'], rules: { '@typescript-eslint/explicit-function-return-type': 'off' } },
);
