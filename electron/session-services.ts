import { randomBytes, randomUUID } from 'node:crypto';
import type { Session } from './contract/domain.ts';
import { ok } from './contract/result.ts';
import type { HiddenPage } from './hidden-page.ts';
import type { Ipc } from './ipc.ts';
import { readOnlyRefusal } from './services/changes/changes.ts';
import type { Credentials } from './services/credentials.ts';
import { checkJoin } from './services/join-check.ts';
import { mintJoinToken } from './services/join-tokens.ts';
import type { LivekitApi } from './services/livekit-api.ts';
import type { Log } from './services/log.ts';
import type { Profiles } from './services/profiles.ts';
import { Sendings } from './services/sendings.ts';
import { SessionAdmission } from './services/session-admission.ts';
import { SessionRegistry } from './services/session-registry.ts';

export interface SessionServicesOptions {
  readonly ipc: Ipc;
  readonly sessionPage: HiddenPage;
  readonly profiles: Pick<Profiles, 'list' | 'credentials'>;
  readonly apiOf: (credentials: Credentials) => LivekitApi;
  /** A tab was opened, closed, or waits; the whole list. */
  readonly onChanged: (sessions: readonly Session[]) => void;
  /** False: no room is created by joining it. */
  readonly mayCreateRooms: boolean;
  readonly schedule: (run: () => void, afterMs: number) => () => void;
  readonly log: Log;
}

/** The open rooms, and what is sent as their participants. */
export function makeSessionServices(options: SessionServicesOptions): {
  readonly sessions: SessionRegistry;
  readonly sendings: Sendings;
} {
  const { ipc, sessionPage, profiles, apiOf, onChanged, mayCreateRooms, schedule, log } = options;
  const sessions = new SessionRegistry({
    admission: new SessionAdmission({
      credentialsOf: (profileId) => profiles.credentials(profileId),
      mayParticipate: (profileId) => {
        const profile = profiles.list().find(({ id }) => id === profileId);
        return profile?.readOnly === true ? readOnlyRefusal(profile.name) : ok(undefined);
      },
      apiOf,
      mint: mintJoinToken,
      checkJoin: (serverUrl, token) => checkJoin(fetch, serverUrl, token),
    }),
    page: {
      isReady: () => sessionPage.isReady,
      grant: (grant) => ipc.emit('joinGranted', grant),
      close: (sessionId) => ipc.emit('sessionClosed', { sessionId }),
    },
    onChanged,
    newId: randomUUID,
    randomBytes,
    schedule,
    log,
    mayCreateRooms,
  });
  const sendings = new Sendings({
    page: { isReady: () => sessionPage.isReady, grant: (sending) => ipc.emit('sendGranted', sending) },
    newId: randomUUID,
    schedule,
  });
  return { sessions, sendings };
}
