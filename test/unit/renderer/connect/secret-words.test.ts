import { expect, it } from 'vitest';
import { secretPlaceWords, sourceWords, whereSecretLives } from '../../../../renderer/connect/secret-words.ts';

it('says where a secret will be, and what that means without a keyring', () => {
  expect(whereSecretLives(true, 'memory')).toContain('keyring');
  expect(whereSecretLives(false, 'memory')).toContain('until the app quits');
  expect(whereSecretLives(false, 'file')).toContain('whoever can read your files can read it');
});

it('marks what is not the usual', () => {
  expect([secretPlaceWords('keyring'), sourceWords('saved')]).toEqual(['', '']);
  expect([secretPlaceWords('missing'), sourceWords('environment')]).toEqual([
    'secret must be typed again',
    'from the environment',
  ]);
});
