import { preflight } from '../services/headless/preflight.ts';
import { START_USAGE, folderOfPerson, locatedArguments, parseStartArguments } from './arguments.ts';
import type { StartArguments } from './arguments.ts';
import { buildApp } from './build.ts';
import { readCommandLine } from './command-line.ts';
import { prepareStart } from './prepare-start.ts';
import { STOPPED, exitCodeOf, onEndAsked } from './run-app.ts';
import type { RunningApp } from './run-app.ts';
import { StepPrinter } from './step.ts';

/** What the command line asks for cannot be done as it stands. */
const WRONG_USAGE = 2;

/** `npm start`: makes this machine ready, builds what has changed, and runs the application. Answers the exit code. */
async function start(given: StartArguments): Promise<number> {
  // Without a window standard output belongs to the rows.
  const printer = new StepPrinter(given.headless === undefined ? {} : { sink: process.stderr });
  const fail = (message: string, code = 1): number => {
    process.stderr.write(`${message}\n`);
    return code;
  };

  let app: RunningApp | undefined;
  const release = onEndAsked(() => {
    // Until there is an application, what is under way is tied to this process and ends with it.
    if (app === undefined) process.exit(STOPPED);
    app.quit();
  });
  const wrong = given.headless === undefined ? undefined : await preflight(given.headless, process.env);
  if (wrong !== undefined) return fail(wrong, WRONG_USAGE);
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

const asked = readCommandLine(parseStartArguments, START_USAGE);
process.exit(await start(locatedArguments(asked, folderOfPerson(process.env, process.cwd()))));
