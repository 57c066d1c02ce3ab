import { app, session } from 'electron';
import { serveApp } from './app-protocol.ts';
import type { AppFiles } from './app-protocol.ts';
import { denyPermissions } from './locks.ts';
import { installMenu } from './menu.ts';
import { raiseNetworkFence } from './network-fence.ts';
import type { PageDirectory } from './page-directory.ts';
import type { Log } from './services/log.ts';
import type { Profiles } from './services/profiles.ts';
import type { SessionRegistry } from './services/session-registry.ts';
import type { Simulator } from './services/simulator.ts';

export interface WallsOptions extends AppFiles {
  readonly directory: PageDirectory;
  readonly profiles: Pick<Profiles, 'urlsOf'>;
  readonly sessions: Pick<SessionRegistry, 'list' | 'mayJoin'>;
  readonly simulator: Pick<Simulator, 'servers'>;
  readonly log: Log;
}

/** What pages may reach: our own files, the servers in use, and no device. */
export function raiseWalls(options: WallsOptions): void {
  const { rendererFolder, devUrl, captureRange, directory, profiles, sessions, simulator, log } = options;
  const here = session.defaultSession;
  denyPermissions(here);
  raiseNetworkFence(here, {
    pageOf: (id) => directory.pageOf(id),
    rules: () => ({ servers: [...profiles.urlsOf(sessions.list()), ...simulator.servers()], devUrl }),
    mayJoin: (identity) => sessions.mayJoin(identity),
    refused: (host, page) => log.warn(`A request of the ${page ?? 'unknown'} page to ${host} was refused.`),
  });
  serveApp(here.protocol, { rendererFolder, devUrl, captureRange });
  installMenu({ platform: process.platform, developer: !app.isPackaged });
}
