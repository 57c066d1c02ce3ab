import { z } from '../contract/zod.ts';
import type { SecretPlace } from '../contract/domain.ts';
import type { Redactor } from './log.ts';

/** How a secret stands in the profile file. Memory leaves nothing there. */
export const storedSecret = z.discriminatedUnion('place', [
  /** Encrypted with a key that the system's keyring holds; base64. */
  z.object({ place: z.literal('keyring'), data: z.string() }),
  /** Merely obscured (base64): who can read the file can read the secret. The person decided so. */
  z.object({ place: z.literal('file'), data: z.string() }),
]);
export type StoredSecret = z.infer<typeof storedSecret>;

/** The part of Electron's safeStorage that is used. */
export interface SafeStorage {
  isEncryptionAvailable(): boolean;
  /** Linux; not there before Electron 26. */
  getSelectedStorageBackend?(): string;
  encryptString(text: string): Buffer;
  decryptString(encrypted: Buffer): string;
}

export interface SecretVaultOptions {
  readonly safeStorage: SafeStorage;
  readonly platform: NodeJS.Platform;
  /** Told each secret, so that no log ever shows it. */
  readonly redactor: Redactor;
}

/** Keeps the secrets of profiles: encrypted by the system's keyring, in memory, or in the file if told so. */
export class SecretVault {
  readonly #options: SecretVaultOptions;
  readonly #inMemory = new Map<string, string>();
  #keyring: boolean | undefined;

  constructor(options: SecretVaultOptions) {
    this.#options = options;
  }

  /**
   * Whether the system encrypts for real. On Linux without a keyring Chromium falls back to a key that is the same on
   * every machine, and some versions call that "available": such a ciphertext begins with `v10`, a real one with
   * `v11` (components/os_crypt/sync/os_crypt_linux.cc).
   */
  get hasKeyring(): boolean {
    this.#keyring ??= this.#findKeyring();
    return this.#keyring;
  }

  /** What the profile file is to store of a secret; undefined: nothing, it is for `keepInMemory`. Keeps nothing. */
  seal(secret: string, withoutKeyring: 'memory' | 'file'): StoredSecret | undefined {
    this.#options.redactor.hide(secret);
    if (this.hasKeyring) {
      return { place: 'keyring', data: this.#options.safeStorage.encryptString(secret).toString('base64') };
    }
    if (withoutKeyring === 'memory') return undefined;
    return { place: 'file', data: Buffer.from(secret, 'utf8').toString('base64') };
  }

  /** For this run only. */
  keepInMemory(profileId: string, secret: string): void {
    this.#options.redactor.hide(secret);
    this.#inMemory.set(profileId, secret);
  }

  /** Drops what is in memory: the profile is gone, or its file holds the secret now. */
  forget(profileId: string): void {
    this.#inMemory.delete(profileId);
  }

  /** Where the secret of a profile is now; `missing` also where the keyring cannot decrypt it any more. */
  placeOf(profileId: string, stored: StoredSecret | undefined): SecretPlace {
    if (this.#inMemory.has(profileId)) return 'memory';
    if (stored === undefined || this.reveal(profileId, stored) === undefined) return 'missing';
    return stored.place;
  }

  /** The secret itself; undefined where there is none to be had. It must not leave the main process. */
  reveal(profileId: string, stored: StoredSecret | undefined): string | undefined {
    const inMemory = this.#inMemory.get(profileId);
    if (inMemory !== undefined) return inMemory;
    if (stored === undefined) return undefined;
    const secret =
      stored.place === 'keyring' ? this.#decrypt(stored.data) : Buffer.from(stored.data, 'base64').toString();
    if (secret === undefined || secret === '') return undefined;
    this.#options.redactor.hide(secret);
    return secret;
  }

  #decrypt(data: string): string | undefined {
    try {
      return this.#options.safeStorage.decryptString(Buffer.from(data, 'base64'));
    } catch {
      // Another user's file, or a keyring that was made anew: the secret must be typed again.
      return undefined;
    }
  }

  #findKeyring(): boolean {
    const { safeStorage, platform } = this.#options;
    if (!safeStorage.isEncryptionAvailable()) return false;
    if (platform !== 'linux') return true;
    if (safeStorage.getSelectedStorageBackend?.() === 'basic_text') return false;
    try {
      return safeStorage.encryptString('probe').subarray(0, 3).toString('latin1') !== 'v10';
    } catch {
      return false;
    }
  }
}
