import path from 'node:path';
import { parseNoArguments } from './arguments.ts';
import { buildApp } from './build.ts';
import { readCommandLine } from './command-line.ts';
import { PROJECT_ROOT } from './project.ts';
import { beginServer, provideStage } from './provision.ts';
import { exitCodeOf } from './run-app.ts';
import { StepPrinter } from './step.ts';
import { runTool } from './tool.ts';

const FOLDER = path.join(PROJECT_ROOT, 'out', 'shots');

const USAGE = `usage: npm run shots

Pictures of every view, light and dark, at 1280×800, from the running demo, into out/shots. Takes no arguments.`;

/** `npm run shots`: pictures of every view, light and dark, at 1280×800, from the running demo. Answers the exit code. */
async function shots(): Promise<number> {
  const printer = new StepPrinter();
  const env = { ...process.env };
  const server = beginServer({ printer, env });
  const stage = await provideStage({ printer, env, compatAllowed: 'for the pictures of the demo' });
  if (!stage.ok) return fail(stage.message);
  try {
    const built = await buildApp(printer);
    if (!built.ok) return fail(built.message);
    const found = await server();
    if (!found.ok) return fail(found.message);
    const compatibility = stage.value.runtime.kind === 'compatibility' ? { ROOM_CONSOLE_COMPAT_RUNTIME_USED: '1' } : {};
    const end = await runTool('test/support/shots.ts', [FOLDER], {
      env: {
        ...stage.value.env,
        ...compatibility,
        ELECTRON_OVERRIDE_DIST_PATH: stage.value.runtime.dist,
        ROOM_CONSOLE_LIVEKIT_SERVER: found.value.path,
      },
    });
    process.stdout.write(`pictures in ${FOLDER}\n`);
    return exitCodeOf(end);
  } finally {
    await stage.value.stop();
  }
}

function fail(message: string): number {
  process.stderr.write(`${message}\n`);
  return 1;
}

readCommandLine(parseNoArguments, USAGE);
process.exit(await shots());
