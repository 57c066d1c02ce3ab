import { rm } from 'node:fs/promises';
import { build } from 'vite';
import { APP_FOLDER } from './project.ts';
import { nodeOptions } from './vite-options.ts';

/**
 * Builds main process and preload into out/app and again whenever their sources change.
 *
 * @param onBuilt called when both are built for the first time, and after each later build
 * @param onError called with the message of a build that failed; the watch goes on
 * @returns ends the watch
 */
export async function watchApp(onBuilt: () => void, onError: (message: string) => void): Promise<() => Promise<void>> {
  // What will lie there was not made by build.ts: a later start must build anew.
  await rm(APP_FOLDER, { recursive: true, force: true });
  const missing = new Set(['main', 'preload']);
  const closers = await Promise.all(
    (['main', 'preload'] as const).map(async (entry) => {
      const options = nodeOptions(entry, APP_FOLDER);
      const watcher = await build({ ...options, build: { ...options.build, watch: {} } });
      if (!('on' in watcher)) throw new Error('vite did not answer with a watcher');
      watcher.on('event', (event) => {
        if (event.code === 'ERROR') onError(event.error.message);
        if (event.code !== 'END') return;
        missing.delete(entry);
        if (missing.size === 0) onBuilt();
      });
      return () => watcher.close();
    }),
  );
  return async () => {
    await Promise.all(closers.map((close) => close()));
  };
}
