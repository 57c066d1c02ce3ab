import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const projectRoot = new URL('../..', import.meta.url).pathname;
const unitRoot = join(projectRoot, 'test/unit');

/** What a unit test may be named after: the module beside the same path in the source tree. */
const sourceEndings = ['.ts', '.svelte.ts', '.svelte', '/index.ts', '.html'];

test('each unit test stands where its source stands', () => {
  const strays = readdirSync(unitRoot, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.test.ts') && file !== 'mirror.test.ts')
    .map((file) => file.replace(/\.test\.ts$/, ''))
    // The tests of one source may be parted: `recording.missing.test.ts` is a part of those of `recording.ts`.
    .map((stem) => (stem.endsWith('.svelte') ? stem : stem.replace(/\.[^./]+$/, '')))
    .filter((stem) => !sourceEndings.some((ending) => existsSync(join(projectRoot, `${stem}${ending}`))));
  expect(strays).toEqual([]);
});
