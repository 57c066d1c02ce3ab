import { captureFormats, captureSuffixes } from '../../contract/captures.ts';
import type { CaptureFormat } from '../../contract/captures.ts';
import { feedFormats } from '../../contract/feed.ts';
import type { FeedFormat } from '../../contract/feed.ts';
import { readWords } from './command-words.ts';
import type { CommandWords } from './command-words.ts';
import type { Expectation, HeadlessPlan } from './plan.ts';

/** A capture that is opened in the window. */
export interface OpenInWindow {
  readonly path: string;
  readonly filter: string | undefined;
}

/** What the command line asks for: a run without a window, or a window with a capture in it. */
export interface HeadlessCommand {
  readonly plan: HeadlessPlan | undefined;
  readonly open: OpenInWindow | undefined;
  readonly verbose: boolean;
  readonly compatRuntime: boolean;
}

export type ParsedCommand =
  | { readonly ok: true; readonly value: HeadlessCommand }
  | { readonly ok: false; readonly message: string };

export const HEADLESS_USAGE = `without a window:

  npm start -- --headless (--observe | --participate) --room ROOM [options]
  npm start -- --open FILE [--filter EXPR] [--json] [--export OUT]

  --room ROOM         the room; it is waited for, and never created
  --observe           join hidden; or --participate [--identity NAME], seen by the others
  --record FILE       record to FILE (.mcap or .ndjson); without it rows go to standard output as NDJSON
  --for SECONDS       end after this time, waiting included; without it at Ctrl-C or SIGTERM
  --filter EXPR       only rows that match
  --expect EXPR       end with 0 as soon as rows match, [--count N] of them (1), [--within SECONDS]; with 5 if not
  --send FILE         send one message (JSON, fields as in an NDJSON row) once joined; needs --participate
  --json              a summary as the last line on standard output
  --open FILE         a capture: in the window; with --headless its rows go to standard output, with --json they are
                      counted, with --export OUT (.mcap, .ndjson, .csv) written [--without-payloads]
  --overwrite         replace the file of --record or --export if there is one

  exit codes: 0 recorded, counts agree · 1 mismatch, or a file could not be written · 2 wrong usage
              3 whole, but partly unverified · 4 the room never appeared · 5 --expect was not met

LIVEKIT_URL, LIVEKIT_API_KEY and LIVEKIT_API_SECRET name the server. npm's own lines on standard output: npm start -s.`;

const flags = [
  '--headless',
  '--observe',
  '--participate',
  '--json',
  '--overwrite',
  '--without-payloads',
  '--verbose',
  '--compat-runtime',
];
/** Those that a plain start has as well. */
const shared = ['--verbose', '--compat-runtime'];
const values = [
  '--room',
  '--identity',
  '--record',
  '--for',
  '--filter',
  '--expect',
  '--count',
  '--within',
  '--send',
  '--open',
  '--export',
];

/** Whether these are words for this reader rather than for a plain start. */
export function isHeadlessCommand(argv: readonly string[]): boolean {
  const ours = [...flags.filter((flag) => !shared.includes(flag)), ...values];
  return argv.some((word) => ours.includes(word.split('=', 1)[0] ?? ''));
}

/** Reads the words after `npm start --`. Pure: whether files are there is for others to look at. */
export function parseHeadlessCommand(argv: readonly string[]): ParsedCommand {
  const read = readWords(argv, { flags, values });
  if (!read.ok) return read;
  try {
    return { ok: true, value: read.value.values.has('--open') ? captureCommand(read.value) : liveCommand(read.value) };
  } catch (error) {
    if (error instanceof WrongUsage) return { ok: false, message: error.message };
    throw error;
  }
}

/** Ends the reading of a command line; never leaves this module. */
class WrongUsage extends Error {}

function liveCommand(words: CommandWords): HeadlessCommand {
  refuseThose(words, ['--export', '--without-payloads'], 'is for --open');
  if (!words.flags.has('--headless')) throw new WrongUsage('that is done without a window only: add --headless');
  const room = words.values.get('--room');
  if (room === undefined) throw new WrongUsage('--headless needs --room ROOM, or --open FILE');
  if (room.trim() === '') throw new WrongUsage('--room is empty');
  const identity = words.values.get('--identity');
  const observes = words.flags.has('--observe');
  if (observes === words.flags.has('--participate')) {
    throw new WrongUsage('say how to join: either --observe (hidden) or --participate');
  }
  const sendPath = words.values.get('--send');
  if (observes && identity !== undefined) throw new WrongUsage('--identity is for --participate: an observer is hidden');
  if (observes && sendPath !== undefined) throw new WrongUsage('--send needs --participate: a hidden observer cannot send');
  const recordPath = words.values.get('--record');
  if (recordPath === undefined) refuseThose(words, ['--overwrite'], 'is for --record FILE');
  const forMs = milliseconds(words, '--for');
  const filter = words.values.get('--filter');
  const expect = expectation(words);
  if (expect?.withinMs !== undefined && forMs !== undefined && expect.withinMs > forMs) {
    throw new WrongUsage('--within is longer than --for: the run would end before it');
  }
  const plan: HeadlessPlan = {
    kind: 'live',
    room,
    role: observes ? { kind: 'observe' } : { kind: 'participate', ...(identity === undefined ? {} : { identity }) },
    ...(recordPath === undefined
      ? {}
      : { record: { path: recordPath, format: recordFormat(recordPath), overwrite: words.flags.has('--overwrite') } }),
    ...(forMs === undefined ? {} : { forMs }),
    ...(filter === undefined ? {} : { filter }),
    ...(expect === undefined ? {} : { expect }),
    ...(sendPath === undefined ? {} : { sendPath }),
    json: words.flags.has('--json'),
  };
  return commandOf(words, { plan });
}

function captureCommand(words: CommandWords): HeadlessCommand {
  const forRooms = ['--room', '--observe', '--participate', '--identity', '--record', '--for', '--send', '--within'];
  refuseThose(words, forRooms, 'is for a room, and --open is for a file');
  const path = words.values.get('--open') ?? '';
  const filter = words.values.get('--filter');
  const out = words.values.get('--export');
  const expect = expectation(words);
  if (out === undefined) refuseThose(words, ['--overwrite', '--without-payloads'], 'is for --export OUT');
  const json = words.flags.has('--json');
  const inWindow = !words.flags.has('--headless') && !json && out === undefined && expect === undefined;
  if (inWindow) return commandOf(words, { open: { path, filter } });
  const plan: HeadlessPlan = {
    kind: 'capture',
    path,
    ...(filter === undefined ? {} : { filter }),
    ...(expect === undefined ? {} : { expect }),
    ...(out === undefined
      ? {}
      : {
          export: {
            path: out,
            format: exportFormat(out),
            overwrite: words.flags.has('--overwrite'),
            payloads: !words.flags.has('--without-payloads'),
          },
        }),
    rows: !json && out === undefined && expect === undefined,
    json,
  };
  return commandOf(words, { plan });
}

function commandOf(
  { flags: given }: CommandWords,
  { plan, open }: { readonly plan?: HeadlessPlan; readonly open?: OpenInWindow },
): HeadlessCommand {
  return { plan, open, verbose: given.has('--verbose'), compatRuntime: given.has('--compat-runtime') };
}

function expectation(words: CommandWords): Expectation | undefined {
  const filter = words.values.get('--expect');
  if (filter === undefined) {
    refuseThose(words, ['--count', '--within'], 'is for --expect EXPR');
    return undefined;
  }
  const count = words.values.get('--count') ?? '1';
  if (!/^[1-9]\d{0,8}$/.test(count)) throw new WrongUsage('--count needs a whole number from 1');
  const withinMs = milliseconds(words, '--within');
  return { filter, count: Number(count), ...(withinMs === undefined ? {} : { withinMs }) };
}

/** 23 days: what one timer can wait. */
const secondsMaximum = 2_000_000;

function milliseconds(words: CommandWords, name: string): number | undefined {
  const text = words.values.get(name);
  if (text === undefined) return undefined;
  const seconds = /^\d+(\.\d+)?$/.test(text) ? Number(text) : 0;
  if (seconds < 0.001 || seconds > secondsMaximum) {
    throw new WrongUsage(`${name} needs seconds, more than 0 and at most 2,000,000 (23 days)`);
  }
  return Math.round(seconds * 1_000);
}

function recordFormat(path: string): CaptureFormat {
  const found = captureFormats.find((format) => path.toLowerCase().endsWith(captureSuffixes[format]));
  if (found !== undefined) return found;
  throw new WrongUsage('--record FILE must end with .mcap or .ndjson: the suffix says the format');
}

function exportFormat(path: string): FeedFormat {
  const found = feedFormats.find((format) => path.toLowerCase().endsWith(captureSuffixes[format]));
  if (found !== undefined) return found;
  throw new WrongUsage('--export OUT must end with .mcap, .ndjson or .csv: the suffix says the format');
}

function refuseThose(words: CommandWords, names: readonly string[], why: string): void {
  const found = names.find((name) => words.flags.has(name) || words.values.has(name));
  if (found !== undefined) throw new WrongUsage(`${found} ${why}`);
}
