import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { MessageChannelMain, app, clipboard, ipcMain, safeStorage } from 'electron';
import { parseAppFlags } from './app-flags.ts';
import type { AppFlags } from './app-flags.ts';
import { appInfo } from './app-info.ts';
import { registerAppScheme } from './app-protocol.ts';
import { capturesFolder, makeCaptureServices } from './capture-services.ts';
import type { Captures } from './capture-services.ts';
import { makeChangeServices } from './change-services.ts';
import type { ChangingServices } from './change-services.ts';
import { ok } from './contract/result.ts';
import type { Result } from './contract/result.ts';
import { makeDemoServices } from './demo-services.ts';
import type { Front } from './front.ts';
import { HiddenPage } from './hidden-page.ts';
import { Ipc } from './ipc.ts';
import { lockNavigation } from './locks.ts';
import { openWindow } from './open-window.ts';
import { PageDirectory } from './page-directory.ts';
import { quitInOrder } from './quitting.ts';
import { RequestGate } from './request-gate.ts';
import { makeRequestHandlers } from './request-handlers.ts';
import { requestPolicies } from './request-policies.ts';
import { runHeadless } from './run-headless.ts';
import { ConnectionTest } from './services/connection-test.ts';
import type { Credentials } from './services/credentials.ts';
import type { Demo } from './services/demo.ts';
import { takeEnvironmentProfile } from './services/environment-profile.ts';
import { LivekitApi } from './services/livekit-api.ts';
import { Log, Redactor } from './services/log.ts';
import { ProfileFile } from './services/profile-file.ts';
import { Profiles } from './services/profiles.ts';
import { SecretVault } from './services/secret-vault.ts';
import type { Sendings } from './services/sendings.ts';
import type { SessionRegistry } from './services/session-registry.ts';
import { Settings } from './services/settings.ts';
import type { Simulator } from './services/simulator.ts';
import { StatusLine } from './services/status-line.ts';
import { trustSystemCertificates } from './services/system-certificates.ts';
import { makeServerServices } from './server-services.ts';
import type { ServerServices } from './server-services.ts';
import { makeSessionServices } from './session-services.ts';
import { raiseWalls } from './walls.ts';
import { provideWebCrypto } from './web-crypto.ts';
import { createHiddenWindow } from './window.ts';

main();

/** What must stand before the app is ready: the scheme, the locks, and no secret left in the environment. */
function main(): void {
  provideWebCrypto();
  const flags = parseAppFlags(process.argv, process.env);
  const environment = takeEnvironmentProfile(process.env);
  if (flags.userData !== undefined) app.setPath('userData', flags.userData);
  if (flags.sessionData !== undefined) app.setPath('sessionData', flags.sessionData);
  registerAppScheme();
  lockNavigation(app);
  const redactor = new Redactor();
  const log = new Log({ write: (line) => process.stderr.write(`${line}\n`), redactor, verbose: flags.verbose });
  app
    .whenReady()
    .then(() => run({ flags, environment, redactor, log }))
    .catch((error: unknown) => {
      log.error('Room Console could not start', error);
      app.exit(1);
    });
}

interface Start {
  readonly flags: AppFlags;
  readonly environment: Result<Credentials> | undefined;
  readonly redactor: Redactor;
  readonly log: Log;
}

async function run(start: Start): Promise<void> {
  const pages = makePages(start);
  const services = makeServices(start, pages);
  const gate = listenToPages(start, pages, services);
  raiseWalls({
    ...services,
    captureRange: services.captures.captureRange,
    rendererFolder: path.join(appFolder(), 'renderer'),
    devUrl: devUrlOf(start.flags),
    directory: pages.directory,
    log: start.log,
  });
  await services.settings.load();
  const environment = await loadProfiles(start, services);
  const front = await openFront(start, pages, services, gate, environment);
  pages.sessionPage.open();
  trustSystemCertificates(start.log);
  endInOrder(start, pages, services, front);
  if (start.flags.statusLine) services.statusLine.start();
  if (start.flags.headless === undefined) services.captures.start();
  if (start.flags.demo) services.demo.start();
}

/** The hidden pages, and the one way to speak with pages. */
interface Pages {
  readonly directory: PageDirectory;
  readonly ipc: Ipc;
  readonly sessionPage: HiddenPage;
  readonly simulatorPage: HiddenPage;
}

/** What happens when they are ready is for `listenToPages`: services are made in between. */
function makePages({ log }: Start): Pages {
  const directory = new PageDirectory();
  const ipc = new Ipc({ ipcMain, directory, makeChannel: () => new MessageChannelMain(), log });
  const hiddenPage = (page: 'session' | 'simulator'): HiddenPage =>
    new HiddenPage({
      page,
      createWindow: () => createHiddenWindow(page, { appFolder: appFolder(), directory }),
      log,
      now,
    });
  return { directory, ipc, sessionPage: hiddenPage('session'), simulatorPage: hiddenPage('simulator') };
}

interface Services {
  readonly vault: SecretVault;
  readonly settings: Settings;
  readonly profiles: Profiles;
  readonly apiOf: (credentials: Credentials) => LivekitApi;
  readonly connectionTest: ConnectionTest;
  readonly sessions: SessionRegistry;
  readonly simulator: Simulator;
  readonly demo: Demo;
  readonly statusLine: StatusLine;
  readonly captures: Captures;
  readonly changes: ChangingServices;
  readonly server: ServerServices;
  readonly sendings: Sendings;
}

function makeServices({ flags, redactor, log }: Start, { ipc, sessionPage, simulatorPage }: Pages): Services {
  const vault = new SecretVault({ safeStorage, platform: process.platform, redactor });
  const settings = new Settings({
    path: inUserData('settings.json'),
    onChanged: ({ memoryBudgetMiB }) => ipc.emit('memoryBudgetChanged', { mebibytes: memoryBudgetMiB }),
    log,
  });
  const profiles = new Profiles({
    store: new ProfileFile({ path: inUserData('profiles.json'), log, now }),
    vault,
    newId: randomUUID,
    onChanged: (list) => {
      ipc.emit('profilesChanged', list);
      changes.handleProfiles();
    },
    log,
  });
  const apiOf = (credentials: Credentials): LivekitApi => new LivekitApi({ credentials, now });
  const connectionTest = new ConnectionTest({ fetch, now, timeoutMs: 10_000 });
  const { sessions, sendings } = makeSessionServices({
    ipc,
    sessionPage,
    profiles,
    apiOf,
    onChanged: (list) => {
      ipc.emit('sessionsChanged', server.tabs(list));
      captures.handleSessions(list);
    },
    mayCreateRooms: flags.headless === undefined,
    schedule,
    log,
  });
  const common = { ipc, profiles, sessions, schedule, log };
  const { simulator, demo } = makeDemoServices({ ...common, flags, simulatorPage, apiOf, print, now });
  const statusLine = new StatusLine({ sessions: () => sessions.reports(), print });
  const captures = makeCaptureServices({
    ipc,
    sessions,
    profiles,
    settings,
    userData: app.getPath('userData'),
    folder: capturesFolder(flags.captures),
    schedule,
    log,
  });
  const changes = makeChangeServices({ ...common, apiOf, redactor, userData: app.getPath('userData'), now });
  const server = makeServerServices({ ...common, apiOf, changes, now });
  return {
    ...{ vault, settings, profiles, apiOf, connectionTest, sessions, simulator, demo, statusLine },
    ...{ captures, changes, server, sendings },
  };
}

function listenToPages({ flags, log }: Start, pages: Pages, services: Services): RequestGate {
  const { ipc, sessionPage, simulatorPage } = pages;
  const { vault, settings, sessions, simulator, captures } = services;
  const joinAnew = async (again: boolean): Promise<void> => {
    ipc.emit('memoryBudgetChanged', { mebibytes: settings.memoryBudgetMiB });
    captures.handlePageReady();
    await sessions.handlePageReady();
    if (again) ipc.emit('sessionPageRestarted', { message: sessionPageRestarted });
  };
  sessionPage.onReady = (again) => {
    joinAnew(again).catch((error: unknown) => log.error('Rooms could not be joined anew', error));
  };
  sessionPage.onGone = () => captures.handlePageGone();
  sessions.onReport = (report) => captures.handleReport(report);
  simulatorPage.onReady = () => simulator.handlePageReady();
  const gate = new RequestGate({
    handlers: makeRequestHandlers({
      ...services,
      ...services.server,
      ...pages,
      appInfo: () => appInfo(flags, vault.hasKeyring),
      // Gives a promise in Electron 45 and nothing in 25: `async` takes both.
      writeClipboard: async (text) => clipboard.writeText(text),
      reportTrouble: (message) => log.error(`The session page reports: ${message}`),
      joinPages: (header) => ipc.joinPages(header),
    }),
    policies: requestPolicies,
    log,
  });
  ipc.listen(gate);
  return gate;
}

/** Answers the profile of LIVEKIT_*; undefined: they are not set. A run without a window has no other. */
async function loadProfiles({ flags, environment, log }: Start, { profiles }: Services): Promise<Result<string> | undefined> {
  if (flags.headless === undefined) await profiles.load();
  if (environment?.ok === true) return ok(profiles.addTransient('environment', 'From the environment', environment.value));
  if (environment !== undefined && flags.headless === undefined) log.warn(environment.message);
  return environment;
}

async function openFront(
  { flags, log }: Start,
  { directory, ipc, sessionPage }: Pages,
  services: Services,
  gate: RequestGate,
  environment: Result<string> | undefined,
): Promise<Front> {
  const plan = flags.headless;
  if (plan !== undefined) {
    return runHeadless({ ...services, plan, profileId: environment, ipc, sessionPage, schedule, log });
  }
  return openWindow({ appFolder: appFolder(), directory, gate, statePath: inUserData('window.json'), log });
}

function endInOrder({ flags, log }: Start, pages: Pages, services: Services, front: Front): void {
  quitInOrder({
    app,
    process,
    endsWithParent: flags.endsWithParent,
    log,
    ...front,
    tidyUp: async () => {
      await front.end();
      await services.changes.end();
      await services.captures.end();
      services.statusLine.stop();
      services.sessions.dispose();
      pages.sessionPage.close();
      await services.demo.stop();
    },
  });
}

/** Folder of main.cjs, preload.cjs and the built pages; also inside a package. */
function appFolder(): string {
  return path.join(app.getAppPath(), 'out', 'app');
}

function inUserData(name: string): string {
  return path.join(app.getPath('userData'), name);
}

/** What ships takes its pages from nowhere else. */
function devUrlOf(flags: AppFlags): string | undefined {
  return app.isPackaged ? undefined : flags.devUrl;
}

const sessionPageRestarted =
  'The page that holds the rooms had ended and was started again. Rooms are being joined anew; what passed meanwhile ' +
  'and the rows received before are lost.';

function now(): number {
  return Date.now();
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

function schedule(run: () => void, afterMs: number): () => void {
  const timer = setTimeout(run, afterMs);
  return () => clearTimeout(timer);
}
