import { randomBytes, randomUUID } from 'node:crypto';
import path from 'node:path';
import { MessageChannelMain, app, clipboard, ipcMain, safeStorage, screen, session } from 'electron';
import { parseAppFlags } from './app-flags.ts';
import type { AppFlags } from './app-flags.ts';
import { appInfo } from './app-info.ts';
import { registerAppScheme, serveApp } from './app-protocol.ts';
import type { Result } from './contract/result.ts';
import { HiddenPage } from './hidden-page.ts';
import { Ipc } from './ipc.ts';
import { denyPermissions, lockNavigation } from './locks.ts';
import { installMenu } from './menu.ts';
import { raiseNetworkFence } from './network-fence.ts';
import { PageDirectory } from './page-directory.ts';
import { quitInOrder } from './quitting.ts';
import { RequestGate } from './request-gate.ts';
import { makeRequestHandlers } from './request-handlers.ts';
import { requestPolicies } from './request-policies.ts';
import { ConnectionTest } from './services/connection-test.ts';
import type { Credentials } from './services/credentials.ts';
import { DemoProgress } from './services/demo-progress.ts';
import { Demo } from './services/demo.ts';
import { takeEnvironmentProfile } from './services/environment-profile.ts';
import { checkJoin } from './services/join-check.ts';
import { mintJoinToken } from './services/join-tokens.ts';
import { LivekitApi } from './services/livekit-api.ts';
import { findServer } from './services/local-server/find-server.ts';
import { LocalServer } from './services/local-server/local-server.ts';
import { Log, Redactor } from './services/log.ts';
import { ProfileFile } from './services/profile-file.ts';
import { Profiles } from './services/profiles.ts';
import { SecretVault } from './services/secret-vault.ts';
import { SessionAdmission } from './services/session-admission.ts';
import { SessionRegistry } from './services/session-registry.ts';
import { Settings } from './services/settings.ts';
import { Simulator } from './services/simulator.ts';
import { StatusLine } from './services/status-line.ts';
import { trustSystemCertificates } from './services/system-certificates.ts';
import { provideWebCrypto } from './web-crypto.ts';
import { createConsoleWindow, createHiddenWindow, reloadAfterCrash } from './window.ts';
import { WindowStateFile, placeWindow } from './window-state.ts';

main();

/** What must stand before the app is ready: the scheme, the locks, and no secret left in the environment. */
function main(): void {
  provideWebCrypto();
  const flags = parseAppFlags(process.argv, process.env);
  const environment = takeEnvironmentProfile(process.env);
  if (flags.userData !== undefined) app.setPath('userData', flags.userData);
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
  raiseWalls(start, pages, services);
  await services.settings.load();
  await loadProfiles(start, services);
  const window = await openWindow(start, pages, gate);
  pages.sessionPage.open();
  trustSystemCertificates(start.log);
  endInOrder(start, pages, services, window);
  if (start.flags.statusLine) services.statusLine.start();
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
    onChanged: (list) => ipc.emit('profilesChanged', list),
    log,
  });
  const apiOf = (credentials: Credentials): LivekitApi => new LivekitApi({ credentials, now });
  const connectionTest = new ConnectionTest({ fetch, now, timeoutMs: 10_000 });
  const sessions = new SessionRegistry({
    admission: new SessionAdmission({
      credentialsOf: (profileId) => profiles.credentials(profileId),
      apiOf,
      mint: mintJoinToken,
      checkJoin: (serverUrl, token) => checkJoin(fetch, serverUrl, token),
    }),
    page: {
      isReady: () => sessionPage.isReady,
      grant: (grant) => ipc.emit('joinGranted', grant),
      close: (sessionId) => ipc.emit('sessionClosed', { sessionId }),
    },
    onChanged: (list) => ipc.emit('sessionsChanged', list),
    newId: randomUUID,
    randomBytes,
    schedule,
    log,
  });
  const simulator = new Simulator({ page: simulatorPage, send: (grant) => ipc.emit('simulationGranted', grant) });
  const demo = new Demo({
    findServer,
    makeServer: (options) => new LocalServer(options),
    profiles,
    sessions,
    apiOf,
    mint: mintJoinToken,
    schedule,
    simulator,
    onChanged: (state) => {
      ipc.emit('demoChanged', state);
      if (flags.demo || flags.statusLine) progress.show(state);
    },
    log,
    now,
  });
  const progress = new DemoProgress({ print });
  const statusLine = new StatusLine({ sessions: () => sessions.reports(), print });
  return { vault, settings, profiles, apiOf, connectionTest, sessions, simulator, demo, statusLine };
}

function listenToPages({ flags, log }: Start, pages: Pages, services: Services): RequestGate {
  const { ipc, sessionPage, simulatorPage } = pages;
  const { vault, settings, sessions, simulator } = services;
  const joinAnew = async (again: boolean): Promise<void> => {
    ipc.emit('memoryBudgetChanged', { mebibytes: settings.memoryBudgetMiB });
    await sessions.handlePageReady();
    if (again) ipc.emit('sessionPageRestarted', { message: sessionPageRestarted });
  };
  sessionPage.onReady = (again) => {
    joinAnew(again).catch((error: unknown) => log.error('Rooms could not be joined anew', error));
  };
  simulatorPage.onReady = () => simulator.handlePageReady();
  const gate = new RequestGate({
    handlers: makeRequestHandlers({
      ...services,
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

/** What pages may reach: our own files, the servers in use, and no device. */
function raiseWalls({ flags, log }: Start, { directory }: Pages, { profiles, sessions, simulator }: Services): void {
  const devUrl = devUrlOf(flags);
  const here = session.defaultSession;
  denyPermissions(here);
  raiseNetworkFence(here, {
    pageOf: (id) => directory.pageOf(id),
    rules: () => ({ servers: [...profiles.urlsOf(sessions.list()), ...simulator.servers()], devUrl }),
    mayJoin: (identity) => sessions.mayJoin(identity),
    refused: (host, page) => log.warn(`A request of the ${page ?? 'unknown'} page to ${host} was refused.`),
  });
  serveApp(here.protocol, { rendererFolder: path.join(appFolder(), 'renderer'), devUrl });
  installMenu({ platform: process.platform, developer: !app.isPackaged });
}

async function loadProfiles({ environment, log }: Start, { profiles }: Services): Promise<void> {
  await profiles.load();
  if (environment === undefined) return;
  if (environment.ok) profiles.addTransient('environment', 'From the environment', environment.value);
  else log.warn(environment.message);
}

interface OpenWindow {
  /** Remembers size and place, as long as the window is there. */
  readonly remember: () => Promise<void>;
}

async function openWindow({ log }: Start, { directory }: Pages, gate: RequestGate): Promise<OpenWindow> {
  const state = new WindowStateFile({ path: inUserData('window.json') });
  const screens = screen.getAllDisplays().map((display) => display.workArea);
  const placement = placeWindow(await state.read(), screens);
  const window = createConsoleWindow({ appFolder: appFolder(), directory, placement });
  const id = window.webContents.id;
  reloadAfterCrash(window, log);
  // A page that was loaded anew does not know what the one before it had asked.
  window.webContents.on('did-navigate', () => gate.cancelAll(id));
  let last = { bounds: window.getNormalBounds(), maximised: false };
  const remember = (): Promise<void> => {
    if (!window.isDestroyed()) last = { bounds: window.getNormalBounds(), maximised: window.isMaximized() };
    return state.write(last);
  };
  window.on('close', () => void remember());
  window.on('closed', () => app.quit());
  return { remember };
}

function endInOrder({ flags, log }: Start, pages: Pages, services: Services, window: OpenWindow): void {
  quitInOrder({
    app,
    process,
    endsWithParent: flags.endsWithParent,
    log,
    tidyUp: async () => {
      await window.remember();
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
