import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { readCommandLine } from '../../../../electron/launch/command-line.ts';
import { parseTestArguments } from '../../../../electron/launch/test-plan.ts';
import { PROJECT_ROOT } from '../../../../electron/launch/project.ts';

class Ended extends Error {}

function read(...argv: string[]) {
  const said: { out: string; error: string; code: number | undefined } = { out: '', error: '', code: undefined };
  const ends = {
    out: (text: string) => void (said.out += text),
    error: (text: string) => void (said.error += text),
    exit: (code: number): never => {
      said.code = code;
      throw new Ended();
    },
  };
  try {
    return { value: readCommandLine(parseTestArguments, 'usage: this', argv, ends), ...said };
  } catch (error) {
    if (!(error instanceof Ended)) throw error;
    return { value: undefined, ...said };
  }
}

describe('readCommandLine', () => {
  it('answers what was parsed', () => {
    expect(read('unit', 'x')).toEqual({ value: { parts: ['unit'], rest: ['x'] }, out: '', error: '', code: undefined });
  });

  it('prints the usage and ends well where help is asked for, wherever', () => {
    for (const argv of [['--help'], ['-h'], ['unit', '--help']]) {
      expect(read(...argv)).toEqual({ value: undefined, out: 'usage: this\n', error: '', code: 0 });
    }
  });

  it('names what it does not know, with the usage, and ends with 2', () => {
    expect(read('unti')).toEqual({ value: undefined, out: '', error: 'unknown part: unti\n\nusage: this\n', code: 2 });
  });
});

describe('the commands', () => {
  const run = (name: string, argument: string) =>
    spawnSync(process.execPath, [`electron/launch/${name}.ts`, argument], { cwd: PROJECT_ROOT, encoding: 'utf8' });

  it.each(['start', 'test', 'package', 'make', 'check', 'shots'])('%s knows --help, and refuses what it does not', (name) => {
    expect(run(name, '--help')).toMatchObject({ status: 0, stderr: '', stdout: expect.stringMatching(/^usage: npm /) });
    expect(run(name, '--hepl')).toMatchObject({ status: 2, stdout: '', stderr: expect.stringContaining('--hepl') });
  });
});
