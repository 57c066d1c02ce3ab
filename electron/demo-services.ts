import type { AppFlags } from './app-flags.ts';
import type { HiddenPage } from './hidden-page.ts';
import type { Ipc } from './ipc.ts';
import type { Credentials } from './services/credentials.ts';
import { DemoProgress } from './services/demo-progress.ts';
import { Demo } from './services/demo.ts';
import { mintJoinToken } from './services/join-tokens.ts';
import type { LivekitApi } from './services/livekit-api.ts';
import { findServer } from './services/local-server/find-server.ts';
import { LocalServer } from './services/local-server/local-server.ts';
import type { Log } from './services/log.ts';
import type { Profiles } from './services/profiles.ts';
import type { SessionRegistry } from './services/session-registry.ts';
import { Simulator } from './services/simulator.ts';

export interface DemoServicesOptions {
  readonly flags: AppFlags;
  readonly ipc: Ipc;
  readonly simulatorPage: HiddenPage;
  readonly profiles: Profiles;
  readonly sessions: SessionRegistry;
  readonly apiOf: (credentials: Credentials) => LivekitApi;
  readonly schedule: (run: () => void, afterMs: number) => () => void;
  /** A line for standard output. */
  readonly print: (line: string) => void;
  /** Epoch ms. */
  readonly now: () => number;
  readonly log: Log;
}

/** The demo, and the simulated participants that it is played by. */
export function makeDemoServices(options: DemoServicesOptions): { readonly simulator: Simulator; readonly demo: Demo } {
  const { flags, ipc, simulatorPage, print, profiles, sessions, apiOf, schedule, now, log } = options;
  const simulator = new Simulator({ page: simulatorPage, send: (grant) => ipc.emit('simulationGranted', grant) });
  const progress = new DemoProgress({ print });
  const demo = new Demo({
    findServer,
    makeServer: (server) => new LocalServer(server),
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
  return { simulator, demo };
}
