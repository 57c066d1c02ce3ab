import { describe, expect, it } from 'vitest';
import { isHeadlessCommand, parseHeadlessCommand } from '../../../../../electron/services/headless/command.ts';

function planOf(line: string) {
  const parsed = parseHeadlessCommand(line.split(' '));
  if (!parsed.ok) throw new Error(parsed.message);
  return parsed.value.plan;
}

function refusalOf(words: readonly string[]): string {
  const parsed = parseHeadlessCommand(words);
  return parsed.ok ? 'was understood' : parsed.message;
}

describe('whose words they are', () => {
  it('knows its own from those of a plain start', () => {
    expect(isHeadlessCommand(['--demo', '--verbose', '--compat-runtime', '--lang=de'])).toBe(false);
    expect(isHeadlessCommand([])).toBe(false);
    expect(isHeadlessCommand(['--verbose', '--headless'])).toBe(true);
    expect(isHeadlessCommand(['--open=a.mcap'])).toBe(true);
    expect(isHeadlessCommand(['--record', 'a.mcap'])).toBe(true);
  });
});

describe('a room', () => {
  it('is observed, and its rows go to standard output', () => {
    expect(planOf('--headless --observe --room R')).toEqual({
      kind: 'live',
      room: 'R',
      role: { kind: 'observe' },
      json: false,
    });
  });

  it('is recorded, for a time, with a filter', () => {
    const words = ['--headless', '--observe', '--room=R 1', '--record', 'x/A.MCAP', '--for', '1.5', '--json'];
    const parsed = parseHeadlessCommand([...words, '--filter', 'topic == "--x"', '--verbose', '--compat-runtime']);
    expect(parsed).toEqual({
      ok: true,
      value: {
        plan: {
          kind: 'live',
          room: 'R 1',
          role: { kind: 'observe' },
          record: { path: 'x/A.MCAP', format: 'mcap', overwrite: false },
          forMs: 1_500,
          filter: 'topic == "--x"',
          json: true,
        },
        open: undefined,
        verbose: true,
        compatRuntime: true,
      },
    });
  });

  it('is expected to have rows, and is sent a message', () => {
    expect(
      planOf('--headless --participate --identity ops --room R --expect size>3 --count 2 --within 9 --send m.json'),
    ).toEqual({
      kind: 'live',
      room: 'R',
      role: { kind: 'participate', identity: 'ops' },
      expect: { filter: 'size>3', count: 2, withinMs: 9_000 },
      sendPath: 'm.json',
      json: false,
    });
  });

  it('takes a value that begins like a flag after =', () => {
    expect(planOf('--headless --observe --room=--R')).toMatchObject({ room: '--R' });
  });

  it.each([
    ['--headless', 'needs --room ROOM'],
    ['--headless --room R', 'either --observe (hidden) or --participate'],
    ['--headless --room R --observe --participate', 'either --observe (hidden) or --participate'],
    ['--observe --room R', 'add --headless'],
    ['--headless --observe --room', '--room needs a value'],
    ['--headless --observe --room --json', '--room needs a value'],
    ['--headless --observe --room=', '--room needs a value'],
    ['--headless --observe --room R --room S', '--room is given twice'],
    ['--headless --observe --room R --rom S', 'unknown argument: --rom'],
    ['--headless --observe --room R S', 'unknown argument: S'],
    ['--headless --observe --room R --json=1', 'unknown argument: --json=1'],
    ['--headless --observe --room R --identity X', '--identity is for --participate'],
    ['--headless --observe --room R --send m.json', '--send needs --participate'],
    ['--headless --observe --room R --record a.csv', 'must end with .mcap or .ndjson'],
    ['--headless --observe --room R --overwrite', '--overwrite is for --record'],
    ['--headless --observe --room R --for 0', '--for needs seconds'],
    ['--headless --observe --room R --for 1e9', '--for needs seconds'],
    ['--headless --observe --room R --for -1', '--for needs seconds'],
    ['--headless --observe --room R --count 2', '--count is for --expect'],
    ['--headless --observe --room R --within 2', '--within is for --expect'],
    ['--headless --observe --room R --expect x --count 0', '--count needs a whole number'],
    ['--headless --observe --room R --expect x --for 1 --within 2', '--within is longer than --for'],
    ['--headless --observe --room R --export a.csv', '--export is for --open'],
  ])('%s: %s', (line, why) => {
    expect(refusalOf(line.split(' '))).toContain(why);
  });

  it('needs a room name that is not blank', () => {
    expect(refusalOf(['--headless', '--observe', '--room', '  '])).toContain('--room is empty');
  });
});

describe('a capture', () => {
  it('opens in the window, unless something is asked that needs none', () => {
    expect(parseHeadlessCommand(['--open', 'a.mcap', '--filter', 'in'])).toMatchObject({
      ok: true,
      value: { plan: undefined, open: { path: 'a.mcap', filter: 'in' } },
    });
    expect(planOf('--open a.mcap --headless')).toMatchObject({ kind: 'capture', rows: true, json: false });
    expect(planOf('--open a.mcap --filter in --json')).toEqual({
      kind: 'capture',
      path: 'a.mcap',
      filter: 'in',
      rows: false,
      json: true,
    });
    expect(planOf('--open a.mcap --expect in')).toMatchObject({ expect: { filter: 'in', count: 1 }, rows: false });
  });

  it('is exported by the suffix', () => {
    expect(planOf('--open a.mcap --export b.csv')).toMatchObject({
      export: { path: 'b.csv', format: 'csv', overwrite: false, payloads: true },
    });
    expect(planOf('--open a.mcap --export b.ndjson --without-payloads --overwrite')).toMatchObject({
      export: { format: 'ndjson', overwrite: true, payloads: false },
    });
  });

  it.each([
    ['--open a.mcap --export b.txt', 'must end with .mcap, .ndjson or .csv'],
    ['--open a.mcap --without-payloads', 'is for --export OUT'],
    ['--open a.mcap --room R', '--room is for a room'],
    ['--open a.mcap --expect in --within 3', '--within is for a room'],
  ])('%s: %s', (line, why) => {
    expect(refusalOf(line.split(' '))).toContain(why);
  });
});
