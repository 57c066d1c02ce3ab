import type { ParsedArguments } from './arguments.ts';

/** Where the texts go and how the process ends; a test gives its own. */
export interface CommandLineEnds {
  readonly out: (text: string) => void;
  readonly error: (text: string) => void;
  readonly exit: (code: number) => never;
}

const real: CommandLineEnds = {
  out: (text) => void process.stdout.write(text),
  error: (text) => void process.stderr.write(text),
  exit: (code) => process.exit(code),
};

/**
 * Reads what stands after `npm run … --`. `--help` prints the usage and ends this process with 0, before anything is
 * prepared; what is not understood is named beside the usage, and ends it with 2.
 */
export function readCommandLine<T>(
  parse: (argv: readonly string[]) => ParsedArguments<T>,
  usage: string,
  argv: readonly string[] = process.argv.slice(2),
  ends: CommandLineEnds = real,
): T {
  if (argv.includes('--help') || argv.includes('-h')) {
    ends.out(`${usage}\n`);
    return ends.exit(0);
  }
  const parsed = parse(argv);
  if (parsed.ok) return parsed.value;
  ends.error(`${parsed.message}\n\n${usage}\n`);
  return ends.exit(2);
}
