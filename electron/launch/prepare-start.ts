import { ok } from '../contract/result.ts';
import type { Result } from '../contract/result.ts';
import { compatibilityAllowed } from './arguments.ts';
import type { StartArguments } from './arguments.ts';
import { beginServer, provideStage, sandboxFlags } from './provision.ts';
import { runApp } from './run-app.ts';
import type { RunningApp } from './run-app.ts';
import type { StepPrinter } from './step.ts';

/** All that the application needs to run is here. */
export interface PreparedStart {
  /** Starts what lies in out/app, with these variables besides. */
  run(env?: Readonly<Record<string, string>>): RunningApp;
  /** Ends the virtual display, if one was started. */
  stop(): Promise<void>;
}

/** What `npm start` and `npm run dev` do first: runtime, system packages, display and, for the demo, the server. */
export async function prepareStart(given: StartArguments, printer: StepPrinter): Promise<Result<PreparedStart>> {
  const env: NodeJS.ProcessEnv = { ...process.env };
  // Building the server takes the longest: it begins first, and is waited for last.
  const server = given.demo ? beginServer({ printer, env }) : undefined;
  const stage = await provideStage({ printer, env, compatAllowed: compatibilityAllowed(given, env) });
  if (!stage.ok) return stage;
  const found = await server?.();
  if (found?.ok === false) {
    await stage.value.stop();
    return found;
  }
  if (found !== undefined) env['ROOM_CONSOLE_LIVEKIT_SERVER'] = found.value.path;

  const electronFlags = [...sandboxFlags(printer), ...given.passedOn];
  const appFlags = [...(given.demo ? ['--demo'] : []), ...(given.verbose ? ['--verbose'] : [])];
  return ok({
    run: (besides = {}) =>
      runApp({
        runtime: stage.value.runtime,
        env: { ...env, ...stage.value.env, ...besides },
        electronFlags,
        appFlags,
        verbose: given.verbose,
      }),
    stop: () => stage.value.stop(),
  });
}
