import { expect, it } from 'vitest';
import { asSentence, fieldOf } from '../../../../renderer/connect/report-field.ts';

it.each([
  ['host-not-found', 'url'],
  ['tls-failure', 'url'],
  ['unknown-key', 'apiKey'],
  ['wrong-secret', 'secret'],
  ['clock-off', 'general'],
] as const)('puts %s under %s', (outcome, field) => expect(fieldOf(outcome)).toBe(field));

it('makes a title a sentence', () => {
  expect([asSentence('Refused'), asSentence('Testing…')]).toEqual(['Refused.', 'Testing…']);
});
