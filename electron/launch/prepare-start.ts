import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ok } from '../contract/result.ts';
import type { Result } from '../contract/result.ts';
import { planArgument } from '../services/headless/plan.ts';
import { compatibilityAllowed } from './arguments.ts';
import type { StartArguments } from './arguments.ts';
import { sweepFolders } from './display.ts';
import { beginServer, provideStage, sandboxFlags } from './provision.ts';
import { runApp } from './run-app.ts';
import type { RunningApp } from './run-app.ts';
import type { StepPrinter } from './step.ts';

/** All that the application needs to run is here. */
export interface PreparedStart {
  /** Starts what lies in out/app, with these variables besides. */
  run(env?: Readonly<Record<string, string>>): RunningApp;
  /** Ends the virtual display, if one was started, and removes what was kept for this run only. */
  stop(): Promise<void>;
}

/** What `npm start` and `npm run dev` do first: runtime, system packages, display and, for the demo, the server. */
export async function prepareStart(given: StartArguments, printer: StepPrinter): Promise<Result<PreparedStart>> {
  const env: NodeJS.ProcessEnv = { ...process.env };
  // Building the server takes the longest: it begins first, and is waited for last.
  const server = given.demo ? beginServer({ printer, env }) : undefined;
  const stage = await provideStage({
    printer,
    env,
    compatAllowed: compatibilityAllowed(given, env),
    hasWindow: given.headless === undefined,
  });
  if (!stage.ok) return stage;
  const found = await server?.();
  if (found?.ok === false) {
    await stage.value.stop();
    return found;
  }
  if (found !== undefined) env['ROOM_CONSOLE_LIVEKIT_SERVER'] = found.value.path;

  const electronFlags = [...sandboxFlags(printer), ...given.passedOn];
  const { headless, open } = given;
  const appFlags = [
    ...(given.demo ? ['--demo'] : []),
    ...(given.verbose ? ['--verbose'] : []),
    ...(headless === undefined ? [] : [planArgument(headless)]),
  ];
  if (open !== undefined) env['ROOM_CONSOLE_OPEN'] = open.path;
  if (open?.filter !== undefined) env['ROOM_CONSOLE_OPEN_FILTER'] = open.filter;
  // A window may be open on the person's own; what Chromium stores there it stores for one application at a time.
  const sessionData = headless === undefined ? undefined : await makeSessionData();
  if (sessionData !== undefined) env['ROOM_CONSOLE_SESSION_DATA'] = sessionData;
  return ok({
    run: (besides = {}) =>
      runApp({
        runtime: stage.value.runtime,
        env: { ...env, ...stage.value.env, ...besides },
        electronFlags,
        appFlags,
        verbose: given.verbose,
        ownsStdout: headless !== undefined,
      }),
    stop: async () => {
      await stage.value.stop();
      if (sessionData !== undefined) await rm(sessionData, { recursive: true, force: true }).catch(() => undefined);
    },
  });
}

/** Folders of session data, named after the process that they belong to: one that is killed leaves its own behind. */
const SESSION_DATA = 'room-console-headless-';

async function makeSessionData(): Promise<string> {
  await sweepFolders(tmpdir(), SESSION_DATA);
  return mkdtemp(path.join(tmpdir(), `${SESSION_DATA}${process.pid}-`));
}
