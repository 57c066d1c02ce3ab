import { parseNoArguments } from './arguments.ts';
import { readCommandLine } from './command-line.ts';
import { toolScript } from './project.ts';
import { exitCodeOf } from './run-app.ts';
import { duration } from './step.ts';
import { runTool } from './tool.ts';

interface Check {
  readonly name: string;
  readonly script: string;
  readonly args: readonly string[];
}

/** The slowest first, so that the two lanes end at about the same time. */
const CHECKS: readonly Check[] = [
  {
    name: 'lint',
    script: toolScript('eslint', 'eslint'),
    args: ['.', '--max-warnings', '0'],
  },
  { name: 'types', script: toolScript('typescript', 'tsc'), args: ['-b', '--pretty', 'false'] },
  {
    name: 'svelte-check',
    script: toolScript('svelte-check', 'svelte-check'),
    args: ['--tsconfig', 'renderer/tsconfig.json', '--output', 'human', '--fail-on-warnings'],
  },
  {
    name: 'unit tests',
    script: toolScript('vitest', 'vitest'),
    args: ['run', '--config', 'test/vitest.config.ts', '--project', 'unit', '--reporter=dot'],
  },
];

const USAGE = `usage: npm run check

Lint, types, the components' types and the unit tests, two at a time. Takes no arguments.`;

/** The machine may have two cores. */
const LANES = 2;

/** `npm run check`: all checks, two at a time; each one's output when it is over, all of them whatever the outcome. */
async function check(): Promise<number> {
  const startedAt = Date.now();
  const waiting = [...CHECKS];
  const failed: string[] = [];
  const lane = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const begun = Date.now();
      const lines: string[] = [];
      const end = await runTool(next.script, next.args, { onLine: (line) => lines.push(line) });
      const good = exitCodeOf(end) === 0;
      if (!good) failed.push(next.name);
      process.stdout.write(`${good ? '✓' : '✗'} ${next.name} · ${duration(Date.now() - begun)}\n`);
      if (!good) process.stdout.write(`${lines.join('\n')}\n\n`);
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  const total = duration(Date.now() - startedAt);
  process.stdout.write(failed.length === 0 ? `All well · ${total}\n` : `Failed: ${failed.join(', ')} · ${total}\n`);
  return failed.length === 0 ? 0 : 1;
}

readCommandLine(parseNoArguments, USAGE);
process.exit(await check());
