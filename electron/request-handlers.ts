import { makeCaptureHandlers } from './capture-handlers.ts';
import type { CaptureServices } from './capture-handlers.ts';
import { makeChangeHandlers } from './change-handlers.ts';
import type { ChangeServices } from './change-handlers.ts';
import type { AppInfo } from './contract/domain.ts';
import type { PortHeader } from './contract/ports.ts';
import { ok, refused } from './contract/result.ts';
import type { Result } from './contract/result.ts';
import { mendServerUrl } from './contract/server-url.ts';
import type { HiddenPage } from './hidden-page.ts';
import type { RequestContext, RequestHandlers } from './request-gate.ts';
import { readOnlyRefusal } from './services/changes/changes.ts';
import type { ConnectionTest } from './services/connection-test.ts';
import type { Credentials } from './services/credentials.ts';
import type { Demo } from './services/demo.ts';
import type { LivekitApi } from './services/livekit-api.ts';
import type { Profiles } from './services/profiles.ts';
import type { Sendings } from './services/sendings.ts';
import type { KnownServers } from './services/server-facts.ts';
import type { ServerTrial } from './services/server-trial.ts';
import type { Settings } from './services/settings.ts';
import type { SessionRegistry } from './services/session-registry.ts';

type ServerApi = Pick<LivekitApi, 'listRooms' | 'listParticipants' | 'sendData'>;

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
  readonly changes: ChangeServices;
  readonly servers: Pick<KnownServers, 'of' | 'learnJoin' | 'learnUnmute' | 'forget'>;
  readonly trial: Pick<ServerTrial, 'run' | 'isTrial'>;
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
    saveProfile: async (input) => {
      const before = profiles.list().find(({ id }) => id === input.id);
      // As a participant the console could still send, and change itself.
      const participates = sessions
        .list()
        .some(({ profileId, role }) => profileId === input.id && role.kind === 'participate');
      if (input.readOnly && participates) return stillParticipating;
      const saved = await profiles.save(input);
      // What was learnt was of the server before.
      if (saved.ok && before !== undefined && saved.value.url !== before.url) services.servers.forget(before.id);
      return saved;
    },
    removeProfile: async ({ id }) => {
      const removed = await profiles.remove(id);
      // Without its profile a room could be neither seen nor left.
      if (removed.ok) {
        sessions.closeAllOf(id);
        services.servers.forget(id);
      }
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
    listParticipants: (input) => withApi(input, (api) => api.listParticipants(input.room)),
    sendData: (input) => {
      const profile = profiles.list().find(({ id }) => id === input.profileId);
      if (profile?.readOnly === true) return readOnlyRefusal(profile.name);
      return withApi(input, (api) => api.sendData(input));
    },

    openSession: (input) => sessions.open(input),
    listSessions: () => ok(sessions.list().filter((session) => !services.trial.isTrial(session))),
    closeSession: ({ sessionId }) => {
      sessions.close(sessionId);
      return ok(undefined);
    },
    rejoinSession: ({ sessionId, takeOverIdentity }) => sessions.rejoin(sessionId, takeOverIdentity),
    waitForRoom: ({ sessionId, wait }) => sessions.waitForRoom(sessionId, wait),

    ...makeCaptureHandlers(services.captures),
    ...makeChangeHandlers(services.changes),
    changeParticipant: async (input) => {
      const result = await services.changes.changes.changeParticipant(input);
      const isUnmute = input.change.kind === 'muteTrack' && !input.change.muted;
      if (isUnmute && result.ok && result.value.doubts.length === 0) services.servers.learnUnmute(input.profileId, 'works');
      if (!result.ok && result.reason === 'remote-unmute-off') services.servers.learnUnmute(input.profileId, 'refused');
      return result;
    },

    getServerFacts: ({ profileId }) => ok(services.servers.of(profileId)),
    tryMoveAndForward: ({ profileId }) => services.trial.run(profileId),

    connectSessionPort: (_input, context) => connectPort({ port: 'session' }, context),
    connectTrafficPort: ({ sessionId }, context) => connectPort({ port: 'traffic', sessionId }, context),

    reportSession: (report) => {
      sessions.handleReport(report);
      const profileId = sessions.list().find(({ id }) => id === report.sessionId)?.profileId;
      const { serverVersion: version, serverRegion: region = '' } = report;
      if (profileId !== undefined) services.servers.learnJoin(profileId, { version, region });
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

const stillParticipating = refused(
  'participating',
  'Room Console is in a room of this server as a participant, who can send and change things. Leave it first: with a ' +
    'read-only profile rooms are only observed. Nothing was saved.',
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
