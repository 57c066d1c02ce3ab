import { FusesPlugin } from '@electron-forge/plugin-fuses';
import type { ForgeConfig } from '@electron-forge/shared-types';
import { FuseV1Options, FuseVersion } from '@electron/fuses';
import type { FuseConfig } from '@electron/fuses';

/**
 * `npm run package` sets it (launch/package.ts): a folder with a zip of the compatibility runtime, for packages that
 * only tests use. A package that ships is made from the official Electron.
 */
const testRuntimeZip = process.env['ROOM_CONSOLE_TEST_RUNTIME_ZIP'];

/** In a package nothing but our own, unchanged code runs, and cookies are encrypted at rest. */
const fuses = {
  version: FuseVersion.V1,
  [FuseV1Options.RunAsNode]: false,
  [FuseV1Options.EnableCookieEncryption]: true,
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
  [FuseV1Options.EnableNodeCliInspectArguments]: false,
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
  [FuseV1Options.OnlyLoadAppFromAsar]: true,
  [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
} as const satisfies FuseConfig;

/** Electron 25 has these seven only, and @electron/fuses throws where it is asked for one that is not there. */
const allFuses = {
  ...fuses,
  // A fuse that a newer Electron brings must be decided here before a package is made.
  strictlyRequireAllFuses: true,
  [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
  [FuseV1Options.WasmTrapHandlers]: true,
} as const satisfies FuseConfig;

const config: ForgeConfig = {
  outDir: 'out/package',
  packagerConfig: {
    name: 'Room Console',
    executableName: 'room-console',
    appBundleId: 'app.roomconsole',
    asar: true,
    // Everything is bundled into out/app: nothing else goes in, node_modules neither.
    prune: false,
    ignore: (file) => !belongsIn(file),
    ...(testRuntimeZip === undefined ? {} : { electronZipDir: testRuntimeZip }),
  },
  makers: [{ name: '@electron-forge/maker-zip', config: {} }],
  plugins: [new FusesPlugin(testRuntimeZip === undefined ? allFuses : fuses)],
};

/** @param file as the packager names it: '' for the root, then `/package.json`, `/out`, … */
function belongsIn(file: string): boolean {
  if (['', '/package.json', '/LICENSE', '/out', '/out/app'].includes(file)) return true;
  return file.startsWith('/out/app/') && !file.endsWith('.map') && !file.endsWith('build-stamp.txt');
}

export default config;
