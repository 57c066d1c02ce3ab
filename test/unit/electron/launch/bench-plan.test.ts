import { expect, test } from 'vitest';
import { BENCHES, BENCH_USAGE, parseBenchArguments } from '../../../../electron/launch/bench-plan.ts';

test('without names all benchmarks run, in the order of the table', () => {
  expect(parseBenchArguments([])).toEqual({ ok: true, value: { names: Object.keys(BENCHES), quick: false } });
});

test('names choose, in the order of the table; --quick may stand anywhere', () => {
  expect(parseBenchArguments(['fuzz', '--quick', 'flood'])).toEqual({
    ok: true,
    value: { names: ['flood', 'fuzz'], quick: true },
  });
});

test('a name that there is not is refused by name', () => {
  expect(parseBenchArguments(['floods'])).toEqual({ ok: false, message: 'unknown argument: floods' });
});

test('the usage tells every name', () => {
  for (const name of Object.keys(BENCHES)) expect(BENCH_USAGE).toContain(name);
});
