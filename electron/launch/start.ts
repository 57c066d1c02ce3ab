import { START_USAGE, compatibilityAllowed, parseStartArguments } from './arguments.ts';
import type { StartArguments } from './arguments.ts';
import { buildApp } from './build.ts';
import { beginServer, provideStage, sandboxFlags } from './provision.ts';
import { STOPPED, exitCodeOf, onEndAsked, runApp } from './run-app.ts';
import type { RunningApp } from './run-app.ts';
import { StepPrinter } from './step.ts';

/** `npm start`: makes this machine ready, builds what has changed, and runs the application. Answers the exit code. */
async function start(given: StartArguments): Promise<number> {
  const printer = new StepPrinter();
  const env: NodeJS.ProcessEnv = { ...process.env };
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
  const server = given.demo ? beginServer({ printer, env }) : undefined;
  const stage = await provideStage({ printer, env, compatAllowed: compatibilityAllowed(given, env) });
  if (!stage.ok) return fail(stage.message);
  try {
    if (server !== undefined) {
      const found = await server();
      if (!found.ok) return fail(found.message);
      env['ROOM_CONSOLE_LIVEKIT_SERVER'] = found.value.path;
    }
    const built = await buildApp(printer);
    if (!built.ok) return fail(built.message);

    app = runApp({
      runtime: stage.value.runtime,
      env: { ...env, ...stage.value.env },
      electronFlags: [...sandboxFlags(printer), ...given.passedOn],
      appFlags: [...(given.demo ? ['--demo'] : []), ...(given.verbose ? ['--verbose'] : [])],
      verbose: given.verbose,
    });
    const end = await app.ended;
    if (end.error !== undefined) return fail(`Electron could not be started: ${end.error.message}`);
    return exitCodeOf(end);
  } finally {
    release();
    await stage.value.stop();
  }
}

const parsed = parseStartArguments(process.argv.slice(2));
if (!parsed.ok) {
  process.stderr.write(`${parsed.message}\n\n${START_USAGE}\n`);
  process.exit(2);
}
if (parsed.value.help) {
  process.stdout.write(`${START_USAGE}\n`);
  process.exit(0);
}
process.exit(await start(parsed.value));
