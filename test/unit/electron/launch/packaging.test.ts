import { describe, expect, it } from 'vitest';
import { parsePackageArguments } from '../../../../electron/launch/packaging.ts';

describe('parsePackageArguments', () => {
  it('allows the compatibility runtime only where it is said', () => {
    expect(parsePackageArguments([])).toEqual({ ok: true, value: { forTests: false } });
    expect(parsePackageArguments(['--for-tests'])).toEqual({ ok: true, value: { forTests: true } });
    expect(parsePackageArguments(['--compat-runtime'])).toMatchObject({ ok: false });
  });
});
