/** What `npm start -- …` and `npm run dev -- …` understand. */
export interface StartArguments {
  readonly demo: boolean;
  readonly verbose: boolean;
  readonly compatRuntime: boolean;
  /** For the application, in order. */
  readonly passedOn: readonly string[];
}

export const START_USAGE = `usage: npm start -- [--demo] [--verbose] [--compat-runtime]

  --demo              a real livekit-server on this machine with a live demo room, and the console joined to it
  --verbose           a status line every two seconds, and everything that Chromium says
  --compat-runtime    allow an older Electron without security fixes where the official one cannot be downloaded
                      (ROOM_CONSOLE_COMPAT_RUNTIME=1 says the same); not for production credentials
  --help              this text

LIVEKIT_URL, LIVEKIT_API_KEY and LIVEKIT_API_SECRET, where set, appear as a profile "from the environment".
ROOM_CONSOLE_USER_DATA=DIR keeps profiles and settings in DIR.`;

/** Chromium's own switches that are of use from outside; they take their value after `=`. */
const PASSED_ON = ['remote-debugging-port', 'force-device-scale-factor', 'lang'];

export type ParsedArguments<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly message: string };

/** Reads the arguments after `npm start --`. An unknown one is refused by name: a typo must not start something else. */
export function parseStartArguments(argv: readonly string[]): ParsedArguments<StartArguments> {
  const flags = new Set<string>();
  const passedOn: string[] = [];
  for (const argument of argv) {
    if (['--demo', '--verbose', '--compat-runtime'].includes(argument)) {
      flags.add(argument);
      continue;
    }
    const name = /^--([a-z-]+)=./.exec(argument)?.[1];
    if (name !== undefined && PASSED_ON.includes(name)) {
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
    },
  };
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
