import { describe, expect, it } from 'vitest';
import { displayIsMissing, xauthority } from '../../../../electron/launch/display.ts';

describe('displayIsMissing', () => {
  it('is so only on Linux without X and without Wayland', () => {
    expect(displayIsMissing({}, 'linux')).toBe(true);
    expect(displayIsMissing({ DISPLAY: '' }, 'linux')).toBe(true);
    expect(displayIsMissing({ DISPLAY: ':0' }, 'linux')).toBe(false);
    expect(displayIsMissing({ WAYLAND_DISPLAY: 'wayland-0' }, 'linux')).toBe(false);
    expect(displayIsMissing({}, 'darwin')).toBe(false);
  });
});

describe('xauthority', () => {
  it('is one entry for any display', () => {
    const cookie = new Uint8Array(16).fill(0xab);
    const name = Buffer.from('MIT-MAGIC-COOKIE-1').toString('hex');
    expect(Buffer.from(xauthority(cookie)).toString('hex')).toBe(`ffff000000000012${name}0010${'ab'.repeat(16)}`);
  });
});
