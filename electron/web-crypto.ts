import { webcrypto } from 'node:crypto';

/** Electron 25's main process (Node 18) has no global Web Crypto; the server SDK signs its tokens with it. */
export function provideWebCrypto(): void {
  if ('crypto' in globalThis && globalThis.crypto !== undefined) return;
  Object.defineProperty(globalThis, 'crypto', { value: webcrypto, configurable: true });
}
