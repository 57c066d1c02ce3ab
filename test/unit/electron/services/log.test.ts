import { expect, test } from 'vitest';
import { Log, Redactor } from '../../../../electron/services/log.ts';
import { makeLog } from '../../../support/electron-fakes.ts';

test('info is for those who ask for it', () => {
  const lines: string[] = [];
  const log = new Log({ write: (line) => lines.push(line), redactor: new Redactor(), verbose: false });
  log.info('a');
  log.warn('b');
  log.error('c');
  expect(lines).toEqual(['room-console: warning: b', 'room-console: error: c']);
});

test('an error is shown with its stack', () => {
  const { log, lines } = makeLog();
  log.error('It failed', new Error('why'));
  log.error('It failed', 'a string');
  expect(lines[0]).toMatch(/^room-console: error: It failed: Error: why\n {4}at /);
  expect(lines[1]).toBe('room-console: error: It failed: a string');
});

test('no token and no secret is ever written', () => {
  const { log, lines, redactor } = makeLog();
  redactor.hide('s3cret-value');
  redactor.hide('abc');
  log.error('x s3cret-value y', new Error('invalid token: eyJhbGciOiJIUzI1NiJ9.eyJ2IjoxfQ.sig-Na_ture, abc'));
  expect(lines[0]).toContain('x [secret] y');
  expect(lines[0]).toContain('invalid token: [token], abc');
  expect(lines.join()).not.toContain('eyJ');
});

test('a token without signature is one too', () => {
  expect(new Redactor().redact('eyJhbGciOiJIUzI1NiJ9.eyJ2IjoxfQ')).toBe('[token]');
});
