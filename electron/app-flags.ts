import { planAmong } from './services/headless/plan.ts';
import type { HeadlessPlan } from './services/headless/plan.ts';

/** What command line and environment say about this run. Everything else in argv is Chromium's or Electron's. */
export interface AppFlags {
  /** Straight into the demo: local server, live room, observing it. */
  readonly demo: boolean;
  /** Says on stderr what it does. */
  readonly verbose: boolean;
  /** Prints the status line every two seconds: asked for, or there is no display to look at. */
  readonly statusLine: boolean;
  /** Other place for the user's data; tests keep out of the person's own with it. */
  readonly userData: string | undefined;
  /** Other folder for captures; likewise. */
  readonly captures: string | undefined;
  /** Pages from this development server instead of the built ones. */
  readonly devUrl: string | undefined;
  /** The launcher holds the other end of stdin: when it closes, the launcher is gone, however that happened. */
  readonly endsWithParent: boolean;
  /** A run without a window; undefined: with one. */
  readonly headless: HeadlessPlan | undefined;
  /** A capture to open in the window, and the filter to show it with; empty: all rows. */
  readonly open: { readonly path: string; readonly filter: string } | undefined;
  /** Where what pages store is kept, apart from the person's own; undefined: in the user data. */
  readonly sessionData: string | undefined;
  /** Set by the launcher where the end-of-life runtime runs this. */
  readonly compatRuntime: boolean;
}

/** Pure: `argv` as in `process.argv`, `env` as in `process.env`. An empty variable counts as not set. */
export function parseAppFlags(argv: readonly string[], env: Readonly<Record<string, string | undefined>>): AppFlags {
  const verbose = argv.includes('--verbose');
  const headless = planAmong(argv);
  const path = textOf(env['ROOM_CONSOLE_OPEN']);
  return {
    demo: argv.includes('--demo'),
    verbose,
    // Without a window standard output belongs to the rows.
    statusLine: headless === undefined && (verbose || env['ROOM_CONSOLE_STATUS'] === '1'),
    userData: textOf(env['ROOM_CONSOLE_USER_DATA']),
    captures: textOf(env['ROOM_CONSOLE_CAPTURES']),
    devUrl: loopbackOrigin(env['ROOM_CONSOLE_DEV_URL']),
    endsWithParent: env['ROOM_CONSOLE_PARENT_PIPE'] === '1',
    headless,
    open: path === undefined ? undefined : { path, filter: env['ROOM_CONSOLE_OPEN_FILTER'] ?? '' },
    sessionData: textOf(env['ROOM_CONSOLE_SESSION_DATA']),
    compatRuntime: env['ROOM_CONSOLE_COMPAT_RUNTIME_USED'] === '1',
  };
}

function textOf(value: string | undefined): string | undefined {
  return value === undefined || value === '' ? undefined : value;
}

/** Only a server on this machine may stand in for the built pages. */
function loopbackOrigin(value: string | undefined): string | undefined {
  const found = /^http:\/\/(127\.0\.0\.1|localhost|\[::1\])(:\d+)?(?=\/|$)/.exec(value ?? '');
  return found === null ? undefined : found[0];
}
