import { describe, expect, it } from 'vitest';
import { checksumOf, releaseFile } from '../../../../../electron/services/local-server/server-sources.ts';

describe('releaseFile', () => {
  it('names the archive of each system that has one', () => {
    expect(releaseFile('1.13.5', 'linux', 'x64')).toBe('livekit_1.13.5_linux_amd64.tar.gz');
    expect(releaseFile('1.13.5', 'linux', 'arm64')).toBe('livekit_1.13.5_linux_arm64.tar.gz');
    expect(releaseFile('1.13.5', 'win32', 'x64')).toBe('livekit_1.13.5_windows_amd64.zip');
    expect(releaseFile('1.13.5', 'darwin', 'arm64')).toBeUndefined();
    expect(releaseFile('1.13.5', 'linux', 'mips')).toBeUndefined();
  });
});

describe('checksumOf', () => {
  const sum = 'a'.repeat(64);
  it('finds the file it is asked for, and no other', () => {
    const listing = `${'b'.repeat(64)}  other.tar.gz\n${sum.toUpperCase()}  file.tar.gz\n`;
    expect(checksumOf(listing, 'file.tar.gz')).toBe(sum);
    expect(checksumOf(`${sum} *file.tar.gz`, 'file.tar.gz')).toBe(sum);
    expect(checksumOf(listing, 'file')).toBeUndefined();
  });

  it('takes nothing that is no SHA-256', () => {
    expect(checksumOf('<html>file.tar.gz</html>', 'file.tar.gz')).toBeUndefined();
    expect(checksumOf('abc  file.tar.gz', 'file.tar.gz')).toBeUndefined();
  });
});
