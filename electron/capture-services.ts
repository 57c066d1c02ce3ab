import { randomBytes, randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { app, dialog, powerSaveBlocker, shell } from 'electron';
import { captureUrl } from './app-assets.ts';
import type { AppFiles } from './app-protocol.ts';
import type { CaptureServices } from './capture-handlers.ts';
import { captureSuffixes } from './contract/captures.ts';
import type { Session, SessionReport } from './contract/domain.ts';
import type { FeedFormat } from './contract/feed.ts';
import type { Ipc } from './ipc.ts';
import { CaptureLibrary } from './services/captures/capture-library.ts';
import { Exports } from './services/captures/exports.ts';
import { factsOfCapture } from './services/captures/facts-of-capture.ts';
import { formatOf } from './services/captures/file-names.ts';
import { OpenCaptures } from './services/captures/open-captures.ts';
import { RecentPaths } from './services/captures/recent-paths.ts';
import { Recordings } from './services/captures/recordings.ts';
import { RollingRecordings } from './services/captures/rolling-recordings.ts';
import type { SourceFacts } from './services/captures/source-facts.ts';
import type { OpenFeed } from './services/captures/source-feed.ts';
import { WrittenPaths } from './services/captures/written-paths.ts';
import type { Log } from './services/log.ts';
import type { Profiles } from './services/profiles.ts';
import type { SessionRegistry } from './services/session-registry.ts';
import type { Settings } from './services/settings.ts';

export interface CaptureServicesOptions {
  readonly ipc: Ipc;
  readonly sessions: Pick<SessionRegistry, 'list' | 'reports'>;
  readonly profiles: Pick<Profiles, 'list'>;
  readonly settings: Settings;
  readonly userData: string;
  /** Captures that nobody named a place for. */
  readonly folder: string;
  readonly schedule: (run: () => void, afterMs: number) => () => void;
  readonly log: Log;
}

/** What main.ts tells and asks of all that has to do with captures. */
export interface Captures extends CaptureServices {
  /** The settings are read. */
  start(): void;
  handleReport(report: SessionReport): void;
  handleSessions(sessions: readonly Session[]): void;
  handlePageGone(): void;
  /** The page that holds the logs is there: it is told which captures are open. */
  handlePageReady(): void;
  /** For app-protocol.ts. */
  readonly captureRange: AppFiles['captureRange'];
  /** Files are whole when it resolves. */
  end(): Promise<void>;
}

/** Everything that records, keeps and opens captures. */
export function makeCaptureServices(options: CaptureServicesOptions): Captures {
  const { ipc, settings, userData, folder, schedule, log } = options;
  const now = (): number => Date.now();
  const openFeed: OpenFeed = (request) => ipc.openPort({ port: 'feed', feedId: randomUUID(), request });
  const library = `room-console/${app.getVersion()}`;
  const rollingFolder = path.join(userData, 'rolling');
  const remember = (file: string): void => void captureLibrary.remember(file);
  const recordings = new Recordings({
    sessions: () => options.sessions.list(),
    sourceOf: (sessionId) => factsOfSession(options, sessionId),
    openFeed,
    folder,
    library,
    powerSaveBlocker,
    newId: randomUUID,
    now,
    schedule,
    onChanged: (list) => ipc.emit('recordingsChanged', list),
    onFile: remember,
    log,
  });
  const captureLibrary = new CaptureLibrary({
    folder,
    rollingFolder,
    recents: new RecentPaths({ path: path.join(userData, 'captures.json'), log }),
    writtenPaths: () => recordings.writtenPaths(),
    openPaths: () => openCaptures.list().map((capture) => capture.path),
    reveal: (file) => shell.showItemInFolder(file),
    trash: (file) => shell.trashItem(file),
    onChanged: (list) => ipc.emit('capturesChanged', list),
  });
  const rolling = new RollingRecordings({ recordings, settings, folder: rollingFolder, now, schedule, log });
  const openCaptures = new OpenCaptures({
    choose: () => askForCapture(folder),
    newId: randomUUID,
    newKey: () => randomBytes(24).toString('base64url'),
    urlOf: captureUrl,
    page: {
      opened: (capture, url) => ipc.emit('captureOpened', { capture, url }),
      closed: (captureId) => ipc.emit('captureClosed', { captureId }),
    },
    schedule,
    onChanged: (list) => ipc.emit('openCapturesChanged', list),
    onFile: remember,
  });
  const exports = new Exports({
    openFeed,
    sourceOf: async (sourceId) => {
      const capture = openCaptures.list().find((open) => open.id === sourceId);
      return capture === undefined ? factsOfSession(options, sourceId) : factsOfCapture(capture.path);
    },
    openPaths: () => openCaptures.list().map((capture) => capture.path),
    library,
    newId: randomUUID,
    now,
    schedule,
    onChanged: (list) => ipc.emit('exportsChanged', list),
    onFile: remember,
    log,
  });
  const isWritten = (file: string): boolean =>
    recordings.writtenPaths().includes(file) || exports.writtenPaths().includes(file);
  const writtenPaths = new WrittenPaths({ folder, isWritten });
  return {
    recordings,
    rollingBuffer: rolling,
    writtenPaths,
    chooseCapturePath: async (suggestedName, format) => {
      const file = await askForPath(folder, suggestedName, format);
      if (file !== undefined) await writtenPaths.choose(file);
      return file;
    },
    captureLibrary,
    openCaptures,
    exports,
    start: () => rolling.start(),
    handleReport: (report) => {
      recordings.handleReport(report);
      rolling.handleReport(report);
    },
    handleSessions: (list) => recordings.handleSessions(list),
    handlePageGone: () => {
      recordings.handlePageGone();
      exports.handlePageGone();
    },
    handlePageReady: () => openCaptures.handlePageReady(),
    captureRange: (key, range) => openCaptures.answer(key, range),
    end: async () => {
      rolling.dispose();
      await Promise.all([exports.endAll(), recordings.endAll()]);
      openCaptures.closeAll();
    },
  };
}

/** Documents/Room Console; tests keep out of the person's own with ROOM_CONSOLE_CAPTURES. */
export function capturesFolder(given: string | undefined): string {
  return given ?? path.join(app.getPath('documents'), 'Room Console');
}

async function askForCapture(folder: string): Promise<string | undefined> {
  const { canceled, filePaths } = await dialog.showOpenDialog({
    defaultPath: folder,
    filters: [
      { name: 'Captures', extensions: ['mcap', 'ndjson', 'jsonl'] },
      { name: 'All files', extensions: ['*'] },
    ],
    properties: ['openFile'],
  });
  return canceled ? undefined : filePaths[0];
}

async function askForPath(folder: string, suggestedName: string, format: FeedFormat): Promise<string | undefined> {
  await mkdir(folder, { recursive: true }).catch(() => undefined);
  const suffix = captureSuffixes[format];
  const { canceled, filePath } = await dialog.showSaveDialog({
    defaultPath: path.join(folder, path.basename(suggestedName)),
    filters: [{ name: names[format], extensions: [suffix.slice(1)] }],
    properties: ['showOverwriteConfirmation', 'createDirectory'],
  });
  if (canceled || filePath === undefined || filePath === '') return undefined;
  return formatOf(filePath) === undefined ? `${filePath}${suffix}` : filePath;
}

const names: Readonly<Record<FeedFormat, string>> = { mcap: 'MCAP', ndjson: 'NDJSON', csv: 'CSV' };

function factsOfSession({ sessions, profiles }: CaptureServicesOptions, sessionId: string): SourceFacts {
  const found = sessions.reports().find(({ session }) => session.id === sessionId);
  const profile = profiles.list().find(({ id }) => id === found?.session.profileId);
  const { electron, chrome, node } = process.versions;
  return {
    application: `Room Console ${app.getVersion()}`,
    runtime: `Electron ${electron}, Chromium ${chrome}, Node ${node}, ${process.platform} ${process.arch}`,
    room: found?.session.room ?? '',
    roomSid: found?.report?.roomSid ?? '',
    server: profile?.url ?? '',
    serverVersion: found?.report?.serverVersion ?? '',
    profile: profile?.name ?? '',
    identity: found?.session.identity ?? '',
    role: found?.session.role.kind ?? '',
    clockOffsetMs: found?.report?.clockOffsetMs ?? 0,
  };
}
