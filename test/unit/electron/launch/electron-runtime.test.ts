import { describe, expect, it } from 'vitest';
import { ok, refused } from '../../../../electron/contract/result.ts';
import { chooseRuntime } from '../../../../electron/launch/electron-runtime.ts';
import type { ElectronRuntime, RuntimeProbe, RuntimeProbes } from '../../../../electron/launch/electron-runtime.ts';

const runtime = (kind: ElectronRuntime['kind'], version: string): ElectronRuntime => ({
  dist: `/${kind}`,
  executable: `/${kind}/electron`,
  version,
  kind,
});
const none: RuntimeProbe = () => Promise.resolve(undefined);
const gives = (kind: ElectronRuntime['kind'], version = '45.4.1'): RuntimeProbe => () =>
  Promise.resolve(ok(runtime(kind, version)));
const refuses = (message: string): RuntimeProbe => () => Promise.resolve(refused('test', message));
const never: RuntimeProbe = () => Promise.reject(new Error('must not be asked'));

const choose = (probes: Partial<RuntimeProbes>, compatAllowed?: string): ReturnType<typeof chooseRuntime> =>
  chooseRuntime({
    probes: { named: none, installed: none, downloaded: none, compatibility: none, ...probes },
    compatAllowed,
  });

describe('chooseRuntime', () => {
  it('takes the one that is named before all others, and asks nobody else', async () => {
    const chosen = await choose({ named: gives('named'), installed: never, downloaded: never, compatibility: never });
    expect(chosen).toEqual(ok({ runtime: runtime('named', '45.4.1') }));
  });

  it('does not go on where the named one is not there: it was meant', async () => {
    const chosen = await choose({ named: refuses('nothing there'), installed: never }, 'for the demo');
    expect(chosen).toMatchObject({ ok: false, message: 'nothing there' });
  });

  it('prefers the installed official one, then a download', async () => {
    expect(await choose({ installed: gives('official'), downloaded: never })).toMatchObject({ ok: true });
    expect(await choose({ downloaded: gives('official'), compatibility: never }, 'for the demo')).toEqual(
      ok({ runtime: runtime('official', '45.4.1') }),
    );
  });

  it('uses the compatibility runtime only where allowed, and says which and why', async () => {
    const probes = { downloaded: refuses('the host is not reached'), compatibility: gives('compatibility', '25.1.1') };
    const chosen = await choose(probes, 'for the demo');
    expect(chosen).toMatchObject({ ok: true, value: { runtime: { kind: 'compatibility' } } });
    const line = chosen.ok ? (chosen.value.announcement ?? '') : '';
    expect(line).toContain('25.1.1');
    expect(line).toContain('for the demo');
    expect(line).toContain('the host is not reached');
    expect(line).not.toContain('\n');
  });

  it('refuses without permission, does not even look, and says what to do', async () => {
    const chosen = await choose({ downloaded: refuses('the host is not reached'), compatibility: never });
    expect(chosen).toMatchObject({ ok: false, reason: 'no-electron' });
    const message = chosen.ok ? '' : chosen.message;
    for (const part of ['the host is not reached', '--compat-runtime', 'ELECTRON_OVERRIDE_DIST_PATH', 'ELECTRON_MIRROR']) {
      expect(message).toContain(part);
    }
  });

  it('says so where there is no compatibility runtime for the system', async () => {
    const chosen = await choose({ downloaded: refuses('the host is not reached') }, 'for the demo');
    expect(chosen).toMatchObject({ ok: false, reason: 'no-electron' });
    expect(chosen.ok ? '' : chosen.message).toContain('Linux x64 only');
  });
});
