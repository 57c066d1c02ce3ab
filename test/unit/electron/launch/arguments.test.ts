import { describe, expect, it } from 'vitest';
import {
  compatibilityAllowed,
  folderOfPerson,
  locatedArguments,
  parseNoArguments,
  parseStartArguments,
} from '../../../../electron/launch/arguments.ts';

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

  it.each(['--dmeo', 'demo', '--demo=1', '--no-sandbox', '--lang', ''])('refuses %j by name', (argument) => {
    expect(parseStartArguments(['--demo', argument])).toEqual({ ok: false, message: `unknown argument: ${argument}` });
  });
});

describe('without a window, and with a capture', () => {
  it('reads a plan, and what a plain start knows beside it', () => {
    expect(parseStartArguments(['--headless', '--observe', '--room', 'R', '--verbose', '--lang=de'])).toMatchObject({
      ok: true,
      value: { demo: false, verbose: true, passedOn: ['--lang=de'], headless: { kind: 'live', room: 'R' }, open: undefined },
    });
    expect(parseStartArguments(['--demo', '--open', 'a.mcap'])).toMatchObject({
      ok: true,
      value: { demo: true, headless: undefined, open: { path: 'a.mcap' } },
    });
  });

  it('refuses what does not go together, and passes on why', () => {
    expect(parseStartArguments(['--demo', '--headless', '--observe', '--room', 'R'])).toMatchObject({
      ok: false,
      message: expect.stringContaining('--demo needs a window'),
    });
    expect(parseStartArguments(['--headless'])).toMatchObject({ ok: false, message: expect.stringContaining('--room ROOM') });
  });

  it('takes paths from the folder that the person is in, wherever npm runs the script', () => {
    const given = parseStartArguments(['--open', 'a.mcap']);
    if (!given.ok) throw new Error(given.message);
    expect(locatedArguments(given.value, '/home/x').open).toEqual({ path: '/home/x/a.mcap', filter: undefined });
    expect(folderOfPerson({ npm_lifecycle_event: 'start', INIT_CWD: '/home/x' }, '/project')).toBe('/home/x');
    expect(folderOfPerson({ npm_lifecycle_event: 'test', INIT_CWD: '/home/x' }, '/project')).toBe('/project');
    expect(folderOfPerson({}, '/project')).toBe('/project');
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
