import { START_USAGE, compatibilityAllowed, parseStartArguments } from './arguments.ts';
import type { StartArguments } from './arguments.ts';
import { buildApp } from './build.ts';
import { provideServer, provideStage, sandboxFlags } from './provision.ts';
import { exitCodeOf, onEndAsked, runApp } from './run-app.ts';
import { StepPrinter } from './step.ts';

/** `npm start`: makes this machine ready, builds what has changed, and runs the application. Answers the exit code. */
async function start(given: StartArguments): Promise<number> {
  const printer = new StepPrinter();
  const env: NodeJS.ProcessEnv = { ...process.env };
  const fail = (message: string): number => {
    process.stderr.write(`${message}\n`);
    return 1;
  };

  const stage = await provideStage({ printer, env, compatAllowed: compatibilityAllowed(given, env) });
  if (!stage.ok) return fail(stage.message);
  try {
    if (given.demo) {
      const server = await provideServer({ printer, env });
      if (!server.ok) return fail(server.message);
      env['ROOM_CONSOLE_LIVEKIT_SERVER'] = server.value.path;
    }
    const built = await buildApp(printer);
    if (!built.ok) return fail(built.message);

    const app = runApp({
      runtime: stage.value.runtime,
      env: { ...env, ...stage.value.env },
      electronFlags: [...sandboxFlags(printer), ...given.passedOn],
      appFlags: [...(given.demo ? ['--demo'] : []), ...(given.verbose ? ['--verbose'] : [])],
      verbose: given.verbose,
    });
    const release = onEndAsked(() => app.quit());
    const end = await app.ended;
    release();
    if (end.error !== undefined) return fail(`Electron could not be started: ${end.error.message}`);
    return exitCodeOf(end);
  } finally {
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
