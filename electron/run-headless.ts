import { randomBytes, randomUUID } from 'node:crypto';
import { app } from 'electron';
import type { CaptureServices } from './capture-handlers.ts';
import type { FeedRequest } from './contract/feed.ts';
import { ok, refused } from './contract/result.ts';
import type { Result } from './contract/result.ts';
import type { Front } from './front.ts';
import type { HiddenPage } from './hidden-page.ts';
import type { Ipc } from './ipc.ts';
import { FeedLink } from './services/captures/feed-link.ts';
import type { FeedLine, OpenFeed } from './services/headless/followed-feed.ts';
import { Headless } from './services/headless/headless.ts';
import type { HeadlessPlan } from './services/headless/plan.ts';
import type { Schedule } from './services/headless/schedule.ts';
import { writerTo } from './services/headless/write-descriptor.ts';
import type { Log } from './services/log.ts';
import type { Sendings } from './services/sendings.ts';
import type { SessionRegistry } from './services/session-registry.ts';

export interface RunHeadlessOptions {
  readonly plan: HeadlessPlan;
  /** That of LIVEKIT_*; undefined: they are not set. */
  readonly profileId: Result<string> | undefined;
  readonly ipc: Ipc;
  readonly sessionPage: HiddenPage;
  readonly sessions: SessionRegistry;
  readonly captures: CaptureServices;
  readonly sendings: Sendings;
  readonly schedule: Schedule;
  readonly log: Log;
}

const stdout = 1;
/** A last look at the counts, and all files whole; the launcher gives 10 s in all. ms */
const endsWithinMs = 9_000;

/** Runs a plan in place of a window; the application ends with it. */
export function runHeadless(options: RunHeadlessOptions): Front {
  const { plan, profileId, ipc, sessionPage, sessions, captures, sendings, schedule, log } = options;
  const headless = new Headless({
    plan,
    profileId: profileId ?? noServer,
    pageReady: () => sessionPage.whenReady(new AbortController().signal),
    sessions,
    recorder: captures.recordings,
    exports: captures.exports,
    openCapture: async (path) => {
      const opened = await captures.openCaptures.open(path);
      if (!opened.ok) return opened;
      return opened.value === undefined ? refused('not-opened', `${path} was not opened.`) : ok(opened.value);
    },
    openFeed: feedsOf(ipc, log),
    sendings,
    newIdentity: () => `room-console-${randomBytes(4).toString('hex')}`,
    write: writerTo(stdout),
    say: (line) => process.stderr.write(`${line}\n`),
    schedule,
    now: () => performance.now(),
  });
  ipc.listeners = {
    sessionsChanged: (list) => headless.handleSessions(list),
    recordingsChanged: (list) => headless.handleRecordings(list),
    exportsChanged: (list) => headless.handleExports(list),
  };
  const { onReport } = sessions;
  sessions.onReport = (report) => {
    onReport(report);
    headless.handleReport(report);
  };
  const { onGone } = sessionPage;
  sessionPage.onGone = () => {
    onGone();
    headless.handlePageGone();
  };
  // The hidden page is a window too: while it is started again there is none, and Electron would end.
  app.on('window-all-closed', () => undefined);
  void headless
    .run()
    .catch((error: unknown) => log.error('Bug in a run without a window', error))
    .finally(() => app.quit());
  return {
    end: () => headless.stop(),
    exit: () => app.exit(headless.exitCode),
    endsWithinMs,
  };
}

const noServer = refused(
  'no-server',
  'No server is named: set LIVEKIT_URL, LIVEKIT_API_KEY and LIVEKIT_API_SECRET in the environment.',
);

function feedsOf(ipc: Ipc, log: Log): OpenFeed {
  return (request: FeedRequest, listener): FeedLine | undefined => {
    const port = ipc.openPort({ port: 'feed', feedId: randomUUID(), request });
    if (port === undefined) return undefined;
    return new FeedLink(port, { ...listener, onTrouble: (message) => log.error(message) });
  };
}
