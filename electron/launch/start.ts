import { START_USAGE, parseStartArguments } from './arguments.ts';
import type { StartArguments } from './arguments.ts';
import { buildApp } from './build.ts';
import { readCommandLine } from './command-line.ts';
import { prepareStart } from './prepare-start.ts';
import { STOPPED, exitCodeOf, onEndAsked } from './run-app.ts';
import type { RunningApp } from './run-app.ts';
import { StepPrinter } from './step.ts';

/** `npm start`: makes this machine ready, builds what has changed, and runs the application. Answers the exit code. */
async function start(given: StartArguments): Promise<number> {
  const printer = new StepPrinter();
  const fail = (message: string): number => {
    process.stderr.write(`${message}\n`);
    return 1;
  };

  let app: RunningApp | undefined;
  const release = onEndAsked(() => {
    // Until there is an application, what is under way is tied to this process and ends with it.
    if (app === undefined) process.exit(STOPPED);
    app.quit();
  });
  const prepared = await prepareStart(given, printer);
  if (!prepared.ok) return fail(prepared.message);
  try {
    const built = await buildApp(printer);
    if (!built.ok) return fail(built.message);
    app = prepared.value.run();
    const end = await app.ended;
    if (end.error !== undefined) return fail(`Electron could not be started: ${end.error.message}`);
    return exitCodeOf(end);
  } finally {
    release();
    await prepared.value.stop();
  }
}

process.exit(await start(readCommandLine(parseStartArguments, START_USAGE)));
