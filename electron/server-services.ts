import { randomUUID } from 'node:crypto';
import type { ChangingServices } from './change-services.ts';
import type { Session } from './contract/domain.ts';
import { ok } from './contract/result.ts';
import type { Ipc } from './ipc.ts';
import type { Credentials } from './services/credentials.ts';
import type { LivekitApi } from './services/livekit-api.ts';
import type { Profiles } from './services/profiles.ts';
import { KnownServers } from './services/server-facts.ts';
import { ServerTrial } from './services/server-trial.ts';
import type { SessionRegistry } from './services/session-registry.ts';

export interface ServerServicesOptions {
  readonly ipc: Ipc;
  readonly profiles: Pick<Profiles, 'credentials'>;
  readonly sessions: Pick<SessionRegistry, 'open' | 'close'>;
  readonly apiOf: (credentials: Credentials) => LivekitApi;
  readonly changes: Pick<ChangingServices, 'changes'>;
  readonly schedule: (run: () => void, afterMs: number) => () => void;
  /** Epoch ms. */
  readonly now: () => number;
}

/** What is known of servers, and how more is found out where a person asks for it. */
export interface ServerServices {
  readonly servers: KnownServers;
  readonly trial: ServerTrial;
  /** Those that are tabs. */
  tabs(sessions: readonly Session[]): readonly Session[];
}

export function makeServerServices(options: ServerServicesOptions): ServerServices {
  const { ipc, profiles, sessions, apiOf, changes, schedule, now } = options;
  const servers = new KnownServers({ onChanged: (facts) => ipc.emit('serverFactsChanged', facts), now });
  const trial = new ServerTrial({
    apiOf: (profileId) => {
      const credentials = profiles.credentials(profileId);
      return credentials.ok ? ok(apiOf(credentials.value)) : credentials;
    },
    createRoom: (profileId, room) => changes.changes.createRoom(profileId, randomUUID(), room),
    deleteRoom: (profileId, room) =>
      changes.changes.changeRoom({ profileId, room, changeId: randomUUID(), change: { kind: 'deleteRoom' } }),
    sessions,
    learn: (profileId, calls) => servers.learnCalls(profileId, calls),
    wait: (ms) => new Promise((resolve) => schedule(() => resolve(), ms)),
    newName: () => randomUUID().slice(0, 8),
    now,
  });
  return { servers, trial, tabs: (list) => list.filter((session) => !trial.isTrial(session)) };
}
