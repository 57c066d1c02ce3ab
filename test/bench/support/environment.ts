import { cpus, release, totalmem, type } from 'node:os';
import { findServer } from '../../../electron/services/local-server/find-server.ts';
import { installedVersion } from '../../../electron/launch/project.ts';
import { launchConsole } from '../../support/app.ts';

export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGiB: number;
  readonly system: string;
}

export interface Runtimes {
  readonly node: string;
  readonly electron: string;
  readonly chromium: string;
  readonly livekitServer: string;
  readonly livekitClient: string;
}

export function machine(): Machine {
  const all = cpus();
  return {
    cpu: all[0]?.model.trim() ?? 'unknown',
    cores: all.length,
    memoryGiB: Math.round((totalmem() / 1_024 ** 3) * 10) / 10,
    system: `${type()} ${release()} ${process.arch}`,
  };
}

/** Electron is asked itself: which one it is, is for the launcher to choose. */
export async function runtimes(): Promise<Runtimes> {
  const server = await findServer();
  const running = await launchConsole();
  try {
    const versions = await running.app.evaluate(() => ({
      electron: process.versions['electron'] ?? 'unknown',
      chromium: process.versions['chrome'] ?? 'unknown',
    }));
    return {
      node: process.versions.node,
      ...versions,
      livekitServer: server.ok ? server.value.version : 'none',
      livekitClient: installedVersion('livekit-client'),
    };
  } finally {
    await running.close();
  }
}
