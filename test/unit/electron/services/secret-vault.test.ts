import { describe, expect, test } from 'vitest';
import { Redactor } from '../../../../electron/services/log.ts';
import { SecretVault } from '../../../../electron/services/secret-vault.ts';
import type { SafeStorage } from '../../../../electron/services/secret-vault.ts';

/** Encrypts by reversing; `prefix` is what Chromium puts before a ciphertext. */
function fakeStorage(prefix: string, available = true): SafeStorage {
  return {
    isEncryptionAvailable: () => available,
    encryptString: (text) => Buffer.from(prefix + [...text].reverse().join('')),
    decryptString: (encrypted) => {
      const text = encrypted.toString();
      if (!text.startsWith(prefix)) throw new Error('Error while decrypting');
      return [...text.slice(prefix.length)].reverse().join('');
    },
  };
}

function makeVault(storage: SafeStorage, platform: NodeJS.Platform = 'linux') {
  const redactor = new Redactor();
  return { vault: new SecretVault({ safeStorage: storage, platform, redactor }), redactor };
}

describe('with a keyring', () => {
  test('stores the secret encrypted, and reads it again in the next run', () => {
    const storage = fakeStorage('v11');
    const { vault, redactor } = makeVault(storage);
    const stored = vault.seal('hunter22', 'file');
    expect(stored).toMatchObject({ place: 'keyring' });
    expect(Buffer.from(stored?.data ?? '', 'base64').toString()).not.toContain('hunter22');
    expect(redactor.redact('hunter22')).toBe('[secret]');
    const next = makeVault(storage);
    expect(next.vault.placeOf('p', stored)).toBe('keyring');
    expect(next.vault.reveal('p', stored)).toBe('hunter22');
    expect(next.redactor.redact('hunter22')).toBe('[secret]');
  });

  test('a keyring that cannot decrypt it any more means: type it again', () => {
    const stored = makeVault(fakeStorage('v11')).vault.seal('hunter22', 'memory');
    const { vault } = makeVault(fakeStorage('other'));
    expect(vault.placeOf('p', stored)).toBe('missing');
    expect(vault.reveal('p', stored)).toBeUndefined();
  });
});

describe('whether there is a keyring', () => {
  test.each([
    ['linux', 'v11', true, true],
    ['linux', 'v10', true, false],
    ['linux', 'v11', false, false],
    ['darwin', 'v10', true, true],
    ['win32', 'v10', true, true],
    ['win32', 'v10', false, false],
  ] as const)('%s, ciphertext %s, available %s → %s', (platform, prefix, available, expected) => {
    expect(makeVault(fakeStorage(prefix, available), platform).vault.hasKeyring).toBe(expected);
  });
});

test('a newer Electron says itself that it only obscures', () => {
  const storage = { ...fakeStorage('v11'), getSelectedStorageBackend: () => 'basic_text' };
  expect(makeVault(storage).vault.hasKeyring).toBe(false);
});

describe('without a keyring', () => {
  test('in memory it is gone with the run', () => {
    const { vault } = makeVault(fakeStorage('v10'));
    expect(vault.seal('hunter22', 'memory')).toBeUndefined();
    vault.keepInMemory('p', 'hunter22');
    expect(vault.placeOf('p', undefined)).toBe('memory');
    expect(vault.reveal('p', undefined)).toBe('hunter22');
    expect(makeVault(fakeStorage('v10')).vault.placeOf('p', undefined)).toBe('missing');
  });

  test('in a file it is merely obscured, by the person’s own decision', () => {
    const { vault } = makeVault(fakeStorage('v10'));
    const stored = vault.seal('hunter22', 'file');
    expect(stored).toEqual({ place: 'file', data: Buffer.from('hunter22').toString('base64') });
    expect(vault.placeOf('p', stored)).toBe('file');
    expect(makeVault(fakeStorage('v10')).vault.reveal('p', stored)).toBe('hunter22');
  });

  test('forgetting', () => {
    const { vault } = makeVault(fakeStorage('v10'));
    vault.keepInMemory('p', 'hunter22');
    vault.forget('p');
    expect(vault.placeOf('p', undefined)).toBe('missing');
  });
});
