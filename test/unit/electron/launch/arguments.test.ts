import { describe, expect, it } from 'vitest';
import { compatibilityAllowed, parseNoArguments, parseStartArguments } from '../../../../electron/launch/arguments.ts';

describe('parseStartArguments', () => {
  it('knows its flags, in any order', () => {
    expect(parseStartArguments([])).toMatchObject({ ok: true, value: { demo: false, verbose: false } });
    expect(parseStartArguments(['--verbose', '--demo', '--compat-runtime'])).toMatchObject({
      ok: true,
      value: { demo: true, verbose: true, compatRuntime: true, passedOn: [] },
    });
  });

  it('passes on the few switches of Chromium that are of use, with their values', () => {
    expect(parseStartArguments(['--lang=de', '--remote-debugging-port=9222'])).toMatchObject({
      ok: true,
      value: { passedOn: ['--lang=de', '--remote-debugging-port=9222'] },
    });
  });

  it.each(['--dmeo', 'demo', '--demo=1', '--no-sandbox', '--lang', '--headless', ''])('refuses %j by name', (argument) => {
    expect(parseStartArguments(['--demo', argument])).toEqual({ ok: false, message: `unknown argument: ${argument}` });
  });
});

describe('parseNoArguments', () => {
  it('refuses the first one by name', () => {
    expect(parseNoArguments([])).toMatchObject({ ok: true });
    expect(parseNoArguments(['types', 'x'])).toEqual({ ok: false, message: 'unknown argument: types' });
  });
});

describe('compatibilityAllowed', () => {
  const plain = { demo: false, compatRuntime: false };
  it('is not there for a plain start, where production credentials may be used', () => {
    expect(compatibilityAllowed(plain, {})).toBeUndefined();
    expect(compatibilityAllowed(plain, { ROOM_CONSOLE_COMPAT_RUNTIME: '0' })).toBeUndefined();
  });

  it('says why it is allowed', () => {
    expect(compatibilityAllowed({ ...plain, demo: true }, {})).toBe('for the demo');
    expect(compatibilityAllowed({ ...plain, compatRuntime: true }, {})).toContain('--compat-runtime');
    expect(compatibilityAllowed(plain, { ROOM_CONSOLE_COMPAT_RUNTIME: '1' })).toContain('ROOM_CONSOLE_COMPAT_RUNTIME');
  });
});
