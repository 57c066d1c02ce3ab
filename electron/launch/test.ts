import { mkdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { buildApp } from './build.ts';
import { readCommandLine } from './command-line.ts';
import { PROJECT_ROOT, toolScript } from './project.ts';
import { beginServer, provideStage } from './provision.ts';
import { STOPPED, exitCodeOf, onEndAsked } from './run-app.ts';
import { StepPrinter } from './step.ts';
import { TEST_USAGE, closingLine, parseTestArguments, sumCounts } from './test-plan.ts';
import type { TestCounts, TestPlan } from './test-plan.ts';
import { countPlaywright, countVitest, withExitCode } from './test-reports.ts';
import { runTool } from './tool.ts';

const RESULTS = path.join(PROJECT_ROOT, 'out', 'test-results');

/** `npm test`: makes this machine ready, builds once, runs the parts of the plan. Answers the exit code. */
async function test(plan: TestPlan): Promise<number> {
  const printer = new StepPrinter();
  const stop = new AbortController();
  let testing = false;
  const release = onEndAsked(() => {
    // Until tests run, what is under way is tied to this process and ends with it.
    if (!testing) process.exit(STOPPED);
    stop.abort();
  });
  await rm(RESULTS, { recursive: true, force: true });
  await mkdir(RESULTS, { recursive: true });

  const env = plainEnvironment();
  let endStage = (): Promise<void> => Promise.resolve();
  const fail = (message: string): number => {
    process.stderr.write(`${message}\n`);
    process.stdout.write(`${closingLine({ passed: 0, failed: 1, skipped: 0 })}\n`);
    return 1;
  };
  const server = plan.parts.some((part) => part !== 'unit') ? beginServer({ printer, env }) : undefined;
  try {
    if (plan.parts.includes('e2e')) {
      const stage = await provideStage({ printer, env, compatAllowed: 'for the tests' });
      if (!stage.ok) return fail(stage.message);
      endStage = () => stage.value.stop();
      Object.assign(env, stage.value.env, { ELECTRON_OVERRIDE_DIST_PATH: stage.value.runtime.dist });
      if (stage.value.runtime.kind === 'compatibility') env['ROOM_CONSOLE_COMPAT_RUNTIME_USED'] = '1';
      const built = await buildApp(printer);
      if (!built.ok) return fail(built.message);
    }
    if (server !== undefined) {
      const found = await server();
      if (!found.ok) return fail(found.message);
      env['ROOM_CONSOLE_LIVEKIT_SERVER'] = found.value.path;
    }

    testing = true;
    const counts: TestCounts[] = [];
    const projects = plan.parts.filter((part) => part !== 'e2e');
    if (projects.length > 0) counts.push(await runVitest(projects, plan.rest, env, stop.signal));
    if (plan.parts.includes('e2e') && !stop.signal.aborted) {
      counts.push(await runPlaywright(plan.rest, env, stop.signal));
    }
    const sum = sumCounts(counts);
    const nothing = sum.passed + sum.failed === 0;
    if (nothing) process.stderr.write('No test ran.\n');
    if (stop.signal.aborted) process.stderr.write('Stopped before the end.\n');
    process.stdout.write(`\n${closingLine(sum)}\n`);
    return sum.failed > 0 || nothing || stop.signal.aborted ? 1 : 0;
  } finally {
    await endStage();
    release();
  }
}

async function runVitest(
  projects: readonly string[],
  rest: readonly string[],
  env: NodeJS.ProcessEnv,
  signal: AbortSignal,
): Promise<TestCounts> {
  const report = path.join(RESULTS, 'vitest.json');
  const end = await runTool(
    toolScript('vitest', 'vitest'),
    [
      'run',
      '--config',
      'test/vitest.config.ts',
      ...projects.flatMap((project) => ['--project', project]),
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
      ...rest,
    ],
    { env, signal },
  );
  return withExitCode(await readReport(report, countVitest), exitCodeOf(end));
}

async function runPlaywright(
  rest: readonly string[],
  env: NodeJS.ProcessEnv,
  signal: AbortSignal,
): Promise<TestCounts> {
  const report = path.join(RESULTS, 'playwright.json');
  const end = await runTool(
    toolScript('@playwright/test', 'playwright'),
    ['test', '--config', 'test/playwright.config.ts', ...rest],
    { env: { ...env, ROOM_CONSOLE_TEST_REPORT: report }, signal },
  );
  return withExitCode(await readReport(report, countPlaywright), exitCodeOf(end));
}

async function readReport(file: string, count: (report: unknown) => TestCounts): Promise<TestCounts | undefined> {
  try {
    return count(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    return undefined;
  }
}

/** Without the person's own LiveKit credentials: no test may ever talk to a server of theirs. */
function plainEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith('LIVEKIT_'));
  // Tests start the application through the launcher too.
  return { ...Object.fromEntries(kept), ROOM_CONSOLE_COMPAT_RUNTIME: '1' };
}

process.exit(await test(readCommandLine(parseTestArguments, TEST_USAGE)));
