import { START_USAGE, compatibilityAllowed, parseStartArguments } from './arguments.ts';
import type { StartArguments } from './arguments.ts';
import { startDevServer } from './dev-server.ts';
import { watchApp } from './dev-watch.ts';
import { beginServer, provideStage, sandboxFlags } from './provision.ts';
import { STOPPED, exitCodeOf, onEndAsked, runApp } from './run-app.ts';
import type { RunningApp } from './run-app.ts';
import { StepPrinter } from './step.ts';

/** Changes that come together restart the application once. */
const RESTART_AFTER_MS = 150;

/** `npm run dev`: as `npm start`, with hot reload of the pages and a restart when the main process changes. */
async function dev(given: StartArguments): Promise<number> {
  const printer = new StepPrinter();
  const env: NodeJS.ProcessEnv = { ...process.env };
  const fail = (message: string): number => {
    process.stderr.write(`${message}\n`);
    return 1;
  };
  let app: RunningApp | undefined;
  let restarting = false;
  let pending: NodeJS.Timeout | undefined;
  let onBuilt: () => void = () => undefined;
  const release = onEndAsked(() => {
    // Until there is an application, what is under way is tied to this process and ends with it.
    if (app === undefined) process.exit(STOPPED);
    restarting = false;
    clearTimeout(pending);
    app.quit();
  });

  const server = given.demo ? beginServer({ printer, env }) : undefined;
  const stage = await provideStage({ printer, env, compatAllowed: compatibilityAllowed(given, env) });
  if (!stage.ok) return fail(stage.message);
  if (server !== undefined) {
    const found = await server();
    if (!found.ok) {
      await stage.value.stop();
      return fail(found.message);
    }
    env['ROOM_CONSOLE_LIVEKIT_SERVER'] = found.value.path;
  }

  const pages = await startDevServer();
  printer.note(`Pages are served from ${pages.url}; a change of electron/ restarts the application.`);
  const flags = [...sandboxFlags(printer), ...given.passedOn];
  const start = (): RunningApp =>
    runApp({
      runtime: stage.value.runtime,
      env: { ...env, ...stage.value.env, ROOM_CONSOLE_DEV_URL: pages.url },
      electronFlags: flags,
      appFlags: [...(given.demo ? ['--demo'] : []), ...(given.verbose ? ['--verbose'] : [])],
      verbose: given.verbose,
    });

  const finished = new Promise<number>((resolve) => {
    const run = (): void => {
      const started = start();
      app = started;
      void started.ended.then((end) => {
        if (!restarting) return resolve(exitCodeOf(end));
        restarting = false;
        run();
      });
    };
    onBuilt = (): void => {
      clearTimeout(pending);
      pending = setTimeout(() => {
        if (app === undefined) return run();
        if (restarting) return;
        printer.note('The main process changed: restarting.');
        restarting = true;
        app.quit();
      }, RESTART_AFTER_MS);
    };
  });
  const closeWatch = await watchApp(
    () => onBuilt(),
    (message) => printer.note(`Not built: ${message}`),
  );

  const code = await finished;
  release();
  clearTimeout(pending);
  await Promise.all([closeWatch(), pages.close()]);
  await stage.value.stop();
  return code;
}

const parsed = parseStartArguments(process.argv.slice(2));
if (!parsed.ok) {
  process.stderr.write(`${parsed.message}\n\n${START_USAGE.replace('npm start', 'npm run dev')}\n`);
  process.exit(2);
}
if (parsed.value.help) {
  process.stdout.write(`${START_USAGE.replace('npm start', 'npm run dev')}\n`);
  process.exit(0);
}
process.exit(await dev(parsed.value));
