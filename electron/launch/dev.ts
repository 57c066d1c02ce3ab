import { START_USAGE, folderOfPerson, locatedArguments, parseStartArguments } from './arguments.ts';
import type { StartArguments } from './arguments.ts';
import { readCommandLine } from './command-line.ts';
import { startDevServer } from './dev-server.ts';
import { watchApp } from './dev-watch.ts';
import { prepareStart } from './prepare-start.ts';
import { STOPPED, exitCodeOf, onEndAsked } from './run-app.ts';
import type { RunningApp } from './run-app.ts';
import { StepPrinter } from './step.ts';

/** Changes that come together restart the application once. */
const RESTART_AFTER_MS = 150;

/** `npm run dev`: as `npm start`, with hot reload of the pages and a restart when the main process changes. */
async function dev(given: StartArguments): Promise<number> {
  const printer = new StepPrinter();
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

  const prepared = await prepareStart(given, printer);
  if (!prepared.ok) {
    process.stderr.write(`${prepared.message}\n`);
    return 1;
  }
  const pages = await startDevServer();
  printer.note(`Pages are served from ${pages.url}; a change of electron/ restarts the application.`);

  const finished = new Promise<number>((resolve) => {
    const run = (): void => {
      const started = prepared.value.run({ ROOM_CONSOLE_DEV_URL: pages.url });
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
  await prepared.value.stop();
  return code;
}

const asked = readCommandLine(parseStartArguments, START_USAGE.replace('npm start', 'npm run dev'));
if (asked.headless !== undefined) {
  process.stderr.write('npm run dev is for the window. Use npm start -- with these arguments.\n');
  process.exit(2);
}
process.exit(await dev(locatedArguments(asked, folderOfPerson(process.env, process.cwd()))));
