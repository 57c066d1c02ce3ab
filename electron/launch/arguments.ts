import path from 'node:path';
import { HEADLESS_USAGE, isHeadlessCommand, parseHeadlessCommand } from '../services/headless/command.ts';
import type { OpenInWindow } from '../services/headless/command.ts';
import { located } from '../services/headless/plan.ts';
import type { HeadlessPlan } from '../services/headless/plan.ts';

/** What `npm start -- …` and `npm run dev -- …` understand. */
export interface StartArguments {
  readonly demo: boolean;
  readonly verbose: boolean;
  readonly compatRuntime: boolean;
  /** For the application, in order. */
  readonly passedOn: readonly string[];
  /** Without a window; its paths are as they were typed. */
  readonly headless: HeadlessPlan | undefined;
  /** A capture for the window; likewise. */
  readonly open: OpenInWindow | undefined;
}

export const START_USAGE = `usage: npm start -- [--demo] [--verbose] [--compat-runtime]

  --demo              a real livekit-server on this machine with a live demo room, and the console joined to it
  --verbose           a status line every two seconds, and everything that Chromium says
  --compat-runtime    allow an older Electron without security fixes where the official one cannot be downloaded
                      (ROOM_CONSOLE_COMPAT_RUNTIME=1 says the same); not for production credentials
  --help              this text

LIVEKIT_URL, LIVEKIT_API_KEY and LIVEKIT_API_SECRET, where set, appear as a profile "from the environment".
ROOM_CONSOLE_USER_DATA=DIR keeps profiles and settings in DIR.

${HEADLESS_USAGE}`;

/** Chromium's own switches that are of use from outside; they take their value after `=`. */
const PASSED_ON = ['remote-debugging-port', 'force-device-scale-factor', 'lang'];

function isPassedOn(word: string): boolean {
  return PASSED_ON.includes(/^--([a-z-]+)=./.exec(word)?.[1] ?? '');
}

export type ParsedArguments<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly message: string };

/** Reads the arguments after `npm start --`. An unknown one is refused by name: a typo must not start something else. */
export function parseStartArguments(argv: readonly string[]): ParsedArguments<StartArguments> {
  if (isHeadlessCommand(argv)) {
    const passedOn = argv.filter(isPassedOn);
    const demo = argv.includes('--demo');
    const parsed = parseHeadlessCommand(argv.filter((word) => word !== '--demo' && !isPassedOn(word)));
    if (!parsed.ok) return parsed;
    const { plan, open, verbose, compatRuntime } = parsed.value;
    if (demo && plan !== undefined) return { ok: false, message: '--demo needs a window, and this would have none' };
    return { ok: true, value: { demo, verbose, compatRuntime, passedOn, headless: plan, open } };
  }
  const flags = new Set<string>();
  const passedOn: string[] = [];
  for (const argument of argv) {
    if (['--demo', '--verbose', '--compat-runtime'].includes(argument)) {
      flags.add(argument);
      continue;
    }
    if (isPassedOn(argument)) {
      passedOn.push(argument);
      continue;
    }
    return { ok: false, message: `unknown argument: ${argument}` };
  }
  return {
    ok: true,
    value: {
      demo: flags.has('--demo'),
      verbose: flags.has('--verbose'),
      compatRuntime: flags.has('--compat-runtime'),
      passedOn,
      headless: undefined,
      open: undefined,
    },
  };
}

/** The arguments with their paths made absolute; `from`: the folder that they were typed in. */
export function locatedArguments(given: StartArguments, from: string): StartArguments {
  const { headless, open } = given;
  return {
    ...given,
    headless: headless === undefined ? undefined : located(headless, from),
    open: open === undefined ? undefined : { ...open, path: path.resolve(from, open.path) },
  };
}

/** Where the person is: npm runs scripts in the project's folder and says where it was called. */
export function folderOfPerson(env: NodeJS.ProcessEnv, cwd: string): string {
  const byNpm = env['npm_lifecycle_event'] === 'start' || env['npm_lifecycle_event'] === 'dev';
  return (byNpm ? env['INIT_CWD'] : undefined) ?? cwd;
}

/** For what takes no arguments at all. */
export function parseNoArguments(argv: readonly string[]): ParsedArguments<undefined> {
  const [first] = argv;
  return first === undefined ? { ok: true, value: undefined } : { ok: false, message: `unknown argument: ${first}` };
}

/**
 * Why the compatibility runtime may be used, as a phrase for its announcement; `undefined`: it may not, because a
 * start without `--demo` is one for real credentials.
 */
export function compatibilityAllowed(
  given: { readonly demo: boolean; readonly compatRuntime: boolean },
  env: NodeJS.ProcessEnv,
): string | undefined {
  if (given.compatRuntime) return 'as allowed by --compat-runtime';
  if (env['ROOM_CONSOLE_COMPAT_RUNTIME'] === '1') return 'as allowed by ROOM_CONSOLE_COMPAT_RUNTIME=1';
  if (given.demo) return 'for the demo';
  return undefined;
}
