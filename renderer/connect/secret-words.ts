import type { ProfileSource, SecretPlace } from '../../electron/contract/domain.ts';

/** Where a secret will live, in the words of the connect form. */
export function whereSecretLives(keyring: boolean, withoutKeyring: 'memory' | 'file'): string {
  if (keyring) {
    return (
      'In this computer’s keyring, read by the app’s main process only. This page hands it over once and can never ' +
      'read it back; rooms are joined with short tokens made from it.'
    );
  }
  return withoutKeyring === 'memory'
    ? 'This system offers no keyring, so the secret is kept in memory until the app quits; next time it must be typed ' +
        'again.'
    : 'This system offers no keyring, so the secret goes into a file of your user account, merely obscured: whoever ' +
        'can read your files can read it.';
}

/** A word or two for the list of servers; empty where nothing needs saying. */
export function secretPlaceWords(place: SecretPlace): string {
  switch (place) {
    case 'keyring':
      return '';
    case 'memory':
      return 'secret kept for this run';
    case 'file':
      return 'secret in a file, merely obscured';
    case 'missing':
      return 'secret must be typed again';
  }
}

export function sourceWords(source: ProfileSource): string {
  switch (source) {
    case 'saved':
      return '';
    case 'environment':
      return 'from the environment';
    case 'local':
      return 'local demo server';
  }
}
