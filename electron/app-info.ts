import { app } from 'electron';
import type { AppFlags } from './app-flags.ts';
import type { AppInfo } from './contract/domain.ts';

/** What a page may know of the application that it runs in. */
export function appInfo(flags: AppFlags, keyring: boolean): AppInfo {
  return {
    version: app.getVersion(),
    electron: process.versions['electron'] ?? '',
    chromium: process.versions['chrome'] ?? '',
    platform: process.platform,
    compatRuntime: flags.compatRuntime,
    keyring,
    demo: flags.demo,
    ...(flags.open === undefined ? {} : { open: flags.open }),
  };
}
