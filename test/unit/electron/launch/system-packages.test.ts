import { describe, expect, it } from 'vitest';
import { ELECTRON_PACKAGES, choosePackages, missingLibraries } from '../../../../electron/launch/system-packages.ts';

const policy = (candidates: Record<string, string>): string =>
  Object.entries(candidates)
    .map(([name, candidate]) => `${name}:\n  Installed: (none)\n  Candidate: ${candidate}\n  Version table:\n`)
    .join('');

describe('missingLibraries', () => {
  it('reads what ldd does not find', () => {
    const output = '\tlibnss3.so => not found\n\tlibc.so.6 => /lib/libc.so.6 (0x1)\n\tlibgbm.so.1 => not found\n';
    expect(missingLibraries(output)).toEqual(['libnss3.so', 'libgbm.so.1']);
    expect(missingLibraries('\tlinux-vdso.so.1 (0x1)\n')).toEqual([]);
  });
});

describe('choosePackages', () => {
  const needs = [['libnss3'], ['libgtk-3-0t64', 'libgtk-3-0'], ['xvfb']];

  it('takes the name that this release has', () => {
    const old = policy({ libnss3: '2', 'libgtk-3-0': '3', xvfb: '1' });
    expect(choosePackages(needs, '', old)).toEqual(['libnss3', 'libgtk-3-0', 'xvfb']);
    const recent = policy({ libnss3: '2', 'libgtk-3-0t64': '3', 'libgtk-3-0': '(none)', xvfb: '1' });
    expect(choosePackages(needs, '', recent)).toEqual(['libnss3', 'libgtk-3-0t64', 'xvfb']);
  });

  it('leaves out what is installed, under whichever name', () => {
    const installed = 'libnss3 installed\nlibgtk-3-0t64 installed\nxvfb config-files\n';
    expect(choosePackages(needs, installed, policy({ xvfb: '1' }))).toEqual(['xvfb']);
  });

  it('names Debian 12’s packages where nothing is known', () => {
    expect(choosePackages(ELECTRON_PACKAGES, '', '')).toContain('libgtk-3-0');
  });
});
