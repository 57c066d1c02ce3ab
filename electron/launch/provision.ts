import { ok, refused } from '../contract/result.ts';
import type { Result } from '../contract/result.ts';
import { ArtifactCache, userCacheRoot } from '../services/local-server/cache.ts';
import { findServer } from '../services/local-server/find-server.ts';
import type { FoundServer } from '../services/local-server/find-server.ts';
import { compatibilityRuntime } from './compatibility-runtime.ts';
import { whyNoDisplay } from './display-probe.ts';
import { startVirtualDisplay } from './display.ts';
import { chooseRuntime } from './electron-runtime.ts';
import type { ElectronRuntime } from './electron-runtime.ts';
import { downloadElectron, installedElectron, namedElectron } from './official-electron.ts';
import type { StepPrinter } from './step.ts';
import { ensureSystemPackages } from './system-packages.ts';

export interface ProvisionOptions {
  readonly printer: StepPrinter;
  readonly env: NodeJS.ProcessEnv;
  /** Why the compatibility runtime may be used; `undefined`: it may not. */
  readonly compatAllowed: string | undefined;
  /** False: nothing is shown, and a display is needed all the same. */
  readonly hasWindow?: boolean;
}

/** Finds or fetches the Electron to run, and announces it where it is not the official one. */
export async function provideRuntime(options: ProvisionOptions): Promise<Result<ElectronRuntime>> {
  const { printer, env } = options;
  const cache = new ArtifactCache({ root: userCacheRoot(env) });
  const chosen = await chooseRuntime({
    compatAllowed: options.compatAllowed,
    probes: {
      named: () => Promise.resolve(namedElectron(env)),
      installed: () => Promise.resolve(installedElectron()),
      downloaded: () => downloadElectron({ cache, printer, env }),
      compatibility: () => compatibilityRuntime({ cache, printer, env }),
    },
  });
  if (!chosen.ok) return chosen;
  if (chosen.value.announcement !== undefined) printer.note(chosen.value.announcement);
  return ok(chosen.value.runtime);
}

/** An Electron that runs here, and a display for it. */
export interface Stage {
  readonly runtime: ElectronRuntime;
  /** For the application: the display's variables, and ROOM_CONSOLE_STATUS=1 if nobody sees it. */
  readonly env: NodeJS.ProcessEnv;
  /** Ends the virtual display, if one was started. */
  stop(): Promise<void>;
}

/** Runtime, system packages and display: all that a window needs. */
export async function provideStage(options: ProvisionOptions): Promise<Result<Stage>> {
  const { printer, env } = options;
  const runtime = await provideRuntime(options);
  if (!runtime.ok) return runtime;
  const noDisplay = await whyNoDisplay(env);
  const needsDisplay = noDisplay !== undefined;
  const cache = new ArtifactCache({ root: userCacheRoot(env) });
  const packages = await ensureSystemPackages({ executable: runtime.value.executable, needsDisplay, cache, printer, env });
  if (!packages.ok) return packages;
  if (!needsDisplay) return ok({ runtime: runtime.value, env, stop: () => Promise.resolve() });

  const display = await startVirtualDisplay();
  if (!display.ok) return refused(display.reason, `${noDisplay}. ${display.message}`);
  const use = options.hasWindow === false ? 'a virtual one is used' : 'showing the window on a virtual one';
  printer.note(`${noDisplay}: ${use} (Xvfb ${display.value.env.DISPLAY}).`);
  return ok({
    runtime: runtime.value,
    // Chromium may prefer Wayland where it is named.
    env: { ...env, WAYLAND_DISPLAY: undefined, ...display.value.env, ROOM_CONSOLE_STATUS: '1' },
    stop: () => display.value.stop(),
  });
}

/**
 * Begins to find or fetch livekit-server. Building it takes the longest of all, so it begins before the rest is made
 * ready; it is shown from when it is waited for.
 *
 * @returns waits for it
 */
export function beginServer(options: Pick<ProvisionOptions, 'printer' | 'env'>): () => Promise<Result<FoundServer>> {
  const begunAt = Date.now();
  let latest = '';
  let show: (detail: string) => void = () => undefined;
  const found = findServer({
    env: options.env,
    onProgress: ({ step, detail }) => {
      latest = detail === undefined ? step : `${step}: ${detail}`;
      show(latest);
    },
  });
  return () =>
    options.printer.run(
      'preparing livekit-server',
      (progress) => {
        show = progress;
        progress(latest);
        return found;
      },
      begunAt,
    );
}

/** Chromium refuses to run as root with its sandbox; only a launcher for development and tests may take it away. */
export function sandboxFlags(printer: StepPrinter): string[] {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return [];
  printer.note('Running as root: starting Electron with --no-sandbox, since Chromium refuses to run as root otherwise.');
  return ['--no-sandbox'];
}
