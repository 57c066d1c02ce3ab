import path from 'node:path';
import { captureFormats } from '../../contract/captures.ts';
import { feedFormats } from '../../contract/feed.ts';
import { z } from '../../contract/zod.ts';

/** What a run without a window is to do: read from the command line by the launcher, handed to the application. */
const file = z.object({
  /** Absolute once it is `located`. */
  path: z.string().min(1),
  format: z.enum(feedFormats),
  /** A file that is there already is replaced; else it ends the run before it begins. */
  overwrite: z.boolean(),
});

const expectation = z.object({
  filter: z.string().min(1),
  /** So many rows must match. */
  count: z.number().int().min(1),
  /** Since the run began; left out: as long as it lasts. */
  withinMs: z.number().min(1).optional(),
});
export type Expectation = z.infer<typeof expectation>;

const livePlan = z.object({
  kind: z.literal('live'),
  room: z.string().min(1),
  role: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('observe') }),
    /** Without an identity: one is made up. */
    z.object({ kind: z.literal('participate'), identity: z.string().min(1).optional() }),
  ]),
  /** Left out: rows go to standard output as NDJSON. */
  record: file.extend({ format: z.enum(captureFormats) }).optional(),
  /** Of the whole run, waiting included. */
  forMs: z.number().min(1).optional(),
  filter: z.string().optional(),
  expect: expectation.optional(),
  /** File of one message that is sent once joined. */
  sendPath: z.string().optional(),
  /** The summary as the last line on standard output. */
  json: z.boolean(),
});
export type LivePlan = z.infer<typeof livePlan>;

const capturePlan = z.object({
  kind: z.literal('capture'),
  path: z.string().min(1),
  filter: z.string().optional(),
  expect: expectation.optional(),
  export: file.extend({ payloads: z.boolean() }).optional(),
  /** Rows that match go to standard output as NDJSON. */
  rows: z.boolean(),
  json: z.boolean(),
});
export type CapturePlan = z.infer<typeof capturePlan>;

export const headlessPlan = z.discriminatedUnion('kind', [livePlan, capturePlan]);
export type HeadlessPlan = z.infer<typeof headlessPlan>;

/** The plan with its paths made absolute; `from`: the folder that the person is in. */
export function located(plan: HeadlessPlan, from: string): HeadlessPlan {
  const at = (given: string): string => path.resolve(from, given);
  if (plan.kind === 'live') {
    const { record, sendPath } = plan;
    return {
      ...plan,
      ...(record === undefined ? {} : { record: { ...record, path: at(record.path) } }),
      ...(sendPath === undefined ? {} : { sendPath: at(sendPath) }),
    };
  }
  const out = plan.export;
  return {
    ...plan,
    path: at(plan.path),
    ...(out === undefined ? {} : { export: { ...out, path: at(out.path) } }),
  };
}

/**
 * The one argument that carries a plan to the application. Its own words would reach Chromium, whose `--headless` is
 * another thing; and Electron takes what looks like `word:` for a URL.
 */
const argument = '--room-console-headless=';

export function planArgument(plan: HeadlessPlan): string {
  return argument + Buffer.from(JSON.stringify(plan)).toString('base64url');
}

/** The plan among the arguments of the application; undefined: it runs with a window. */
export function planAmong(argv: readonly string[]): HeadlessPlan | undefined {
  const found = argv.find((word) => word.startsWith(argument));
  if (found === undefined) return undefined;
  return headlessPlan.parse(JSON.parse(Buffer.from(found.slice(argument.length), 'base64url').toString('utf8')));
}
