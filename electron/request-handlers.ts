import { makeCaptureHandlers } from './capture-handlers.ts';
import type { CaptureServices } from './capture-handlers.ts';
import type { AppInfo } from './contract/domain.ts';
import type { PortHeader } from './contract/ports.ts';
import { ok, refused } from './contract/result.ts';
import type { Result } from './contract/result.ts';
import { mendServerUrl } from './contract/server-url.ts';
import type { HiddenPage } from './hidden-page.ts';
import type { RequestContext, RequestHandlers } from './request-gate.ts';
import type { ConnectionTest } from './services/connection-test.ts';
import type { Credentials } from './services/credentials.ts';
import type { Demo } from './services/demo.ts';
import type { LivekitApi } from './services/livekit-api.ts';
import type { Profiles } from './services/profiles.ts';
import type { Sendings } from './services/sendings.ts';
import type { Settings } from './services/settings.ts';
import type { SessionRegistry } from './services/session-registry.ts';

type ServerApi = Pick<
  LivekitApi,
  | 'listRooms'
  | 'createRoom'
  | 'deleteRoom'
  | 'updateRoomMetadata'
  | 'listParticipants'
  | 'updateParticipant'
  | 'sendData'
>;

export interface RequestServices {
  readonly appInfo: () => AppInfo;
  readonly writeClipboard: (text: string) => Promise<void>;
  readonly settings: Pick<Settings, 'setMemoryBudget'>;
  readonly profiles: Pick<Profiles, 'list' | 'save' | 'remove' | 'credentials' | 'credentialsFor'>;
  readonly connectionTest: Pick<ConnectionTest, 'run'>;
  readonly apiOf: (credentials: Credentials) => ServerApi;
  readonly sessions: Pick<
    SessionRegistry,
    'open' | 'list' | 'close' | 'closeAllOf' | 'rejoin' | 'waitForRoom' | 'handleReport'
  >;
  readonly captures: CaptureServices;
  readonly sendings: Pick<Sendings, 'settle'>;
  /** For the application's log. */
  readonly reportTrouble: (message: string) => void;
  readonly demo: Pick<Demo, 'start' | 'stop' | 'state'>;
  readonly sessionPage: Pick<HiddenPage, 'handleAnnounced' | 'whenReady'>;
  readonly simulatorPage: Pick<HiddenPage, 'handleAnnounced'>;
  /** Joins the console page to the session page; false where one of them is gone. */
  readonly joinPages: (header: PortHeader) => boolean;
}

/** Which service answers which request. Nothing is decided here. */
export function makeRequestHandlers(services: RequestServices): RequestHandlers {
  const { profiles, sessions, demo } = services;

  /** Runs with the server API of a profile, or answers why there is none. */
  const withApi = async <T>(
    { profileId }: { readonly profileId: string },
    run: (api: ServerApi) => Promise<Result<T>>,
  ): Promise<Result<T>> => {
    const credentials = profiles.credentials(profileId);
    return credentials.ok ? run(services.apiOf(credentials.value)) : credentials;
  };

  const connectPort = async (header: PortHeader, { signal }: RequestContext): Promise<Result<undefined>> => {
    const ready = await services.sessionPage.whenReady(signal);
    return ready && services.joinPages(header) ? ok(undefined) : noSessionPage;
  };

  return {
    getAppInfo: () => ok(services.appInfo()),
    writeClipboard: async ({ text }) => {
      await services.writeClipboard(text);
      return ok(undefined);
    },

    setMemoryBudget: async ({ mebibytes }) =>
      (await services.settings.setMemoryBudget(mebibytes)) ? ok(undefined) : budgetNotSaved,

    listProfiles: () => ok(profiles.list()),
    saveProfile: (input) => profiles.save(input),
    removeProfile: async ({ id }) => {
      const removed = await profiles.remove(id);
      // Without its profile a room could be neither seen nor left.
      if (removed.ok) sessions.closeAllOf(id);
      return removed;
    },
    testConnection: async ({ profileId, url, apiKey, secret }, { signal }) => {
      const mended = mendServerUrl(url);
      if (!mended.ok) return mended;
      const typed = { url: mended.value, apiKey: apiKey.trim() };
      if (typed.apiKey === '') return refused('bad-input', 'The API key is empty. Type it, then test again.');
      const credentials = credentialsToTest(profiles, profileId, typed, secret?.trim());
      return credentials.ok ? ok(await services.connectionTest.run(credentials.value, signal)) : credentials;
    },

    startDemo: () => ok(demo.start()),
    stopDemo: async () => ok(await demo.stop()),
    getDemo: () => ok(demo.state),

    listRooms: (input) => withApi(input, (api) => api.listRooms()),
    createRoom: (input) => withApi(input, (api) => api.createRoom(input)),
    deleteRoom: (input) => withApi(input, (api) => api.deleteRoom(input.room)),
    updateRoomMetadata: (input) => withApi(input, (api) => api.updateRoomMetadata(input.room, input.metadata)),
    listParticipants: (input) => withApi(input, (api) => api.listParticipants(input.room)),
    updateParticipant: (input) => withApi(input, (api) => api.updateParticipant(input)),
    sendData: (input) => withApi(input, (api) => api.sendData(input)),

    openSession: (input) => sessions.open(input),
    listSessions: () => ok(sessions.list()),
    closeSession: ({ sessionId }) => {
      sessions.close(sessionId);
      return ok(undefined);
    },
    rejoinSession: ({ sessionId, takeOverIdentity }) => sessions.rejoin(sessionId, takeOverIdentity),
    waitForRoom: ({ sessionId, wait }) => sessions.waitForRoom(sessionId, wait),

    ...makeCaptureHandlers(services.captures),

    connectSessionPort: (_input, context) => connectPort({ port: 'session' }, context),
    connectTrafficPort: ({ sessionId }, context) => connectPort({ port: 'traffic', sessionId }, context),

    reportSession: (report) => {
      sessions.handleReport(report);
      return ok(undefined);
    },
    reportSending: ({ sendId, sent, message }) => {
      services.sendings.settle(sendId, sent ? undefined : message);
      return ok(undefined);
    },
    lookForRoom: ({ sessionId }) => {
      const waiting = sessions.waitForRoom(sessionId, true);
      return waiting.ok ? ok(undefined) : waiting;
    },
    reportTrouble: ({ message }) => {
      services.reportTrouble(message);
      return ok(undefined);
    },
    announceSessionPage: () => {
      services.sessionPage.handleAnnounced();
      return ok(undefined);
    },
    announceSimulatorPage: () => {
      services.simulatorPage.handleAnnounced();
      return ok(undefined);
    },
  };
}

const budgetNotSaved = refused(
  'not-saved',
  'The budget holds now, but could not be saved: after the next start the one before is used. Is the disk full?',
);

const noSessionPage = refused(
  'no-session-page',
  'The page that holds the rooms is not running at the moment. It is started again by itself; try again in a moment.',
);

function credentialsToTest(
  profiles: RequestServices['profiles'],
  profileId: string | undefined,
  typed: { readonly url: string; readonly apiKey: string },
  secret: string | undefined,
): Result<Credentials> {
  if (secret !== undefined && secret !== '') return ok({ ...typed, secret });
  if (profileId !== undefined) return profiles.credentialsFor(profileId, typed);
  return refused('bad-input', 'The API secret is empty. Type it, then test again.');
}
