import path from 'node:path';
import { BENCH_USAGE, parseBenchArguments } from './bench-plan.ts';
import { buildApp } from './build.ts';
import { readCommandLine } from './command-line.ts';
import { PROJECT_ROOT } from './project.ts';
import { beginServer, provideStage } from './provision.ts';
import { STOPPED, exitCodeOf, onEndAsked } from './run-app.ts';
import { StepPrinter } from './step.ts';
import { runTool } from './tool.ts';

const MAIN = 'test/bench/main.ts';

/** `npm run bench`: makes this machine ready, builds, and runs the benchmarks. Answers the exit code. */
async function bench(argv: readonly string[]): Promise<number> {
  const printer = new StepPrinter();
  const env = plainEnvironment();
  const stop = new AbortController();
  let measuring = false;
  const release = onEndAsked(() => {
    // Until something is measured, what is under way is tied to this process and ends with it.
    if (!measuring) process.exit(STOPPED);
    stop.abort();
  });
  const server = beginServer({ printer, env });
  const stage = await provideStage({ printer, env, compatAllowed: 'for the benchmarks' });
  if (!stage.ok) return fail(stage.message);
  try {
    const built = await buildApp(printer);
    if (!built.ok) return fail(built.message);
    await printer.run('building the scripts of the benchmarks', buildScripts);
    const found = await server();
    if (!found.ok) return fail(found.message);
    const compatibility = stage.value.runtime.kind === 'compatibility' ? { ROOM_CONSOLE_COMPAT_RUNTIME_USED: '1' } : {};
    measuring = true;
    const end = await runTool(MAIN, argv, {
      env: {
        ...stage.value.env,
        ...compatibility,
        ELECTRON_OVERRIDE_DIST_PATH: stage.value.runtime.dist,
        ROOM_CONSOLE_LIVEKIT_SERVER: found.value.path,
      },
      signal: stop.signal,
    });
    return exitCodeOf(end);
  } finally {
    await stage.value.stop();
    release();
  }
}

async function buildScripts(): Promise<void> {
  const { build } = await import('vite');
  const { BENCH_SCRIPTS, benchScriptOptions } = await import('./vite-options.ts');
  const folder = path.join(PROJECT_ROOT, 'out', 'bench', 'scripts');
  for (const script of BENCH_SCRIPTS) await build(benchScriptOptions(script, folder));
}

/** Without the person's own LiveKit credentials: no benchmark may ever flood a server of theirs. */
function plainEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('LIVEKIT_')));
}

function fail(message: string): number {
  process.stderr.write(`${message}\n`);
  return 1;
}

readCommandLine(parseBenchArguments, BENCH_USAGE);
process.exit(await bench(process.argv.slice(2)));
