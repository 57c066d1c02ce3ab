import { once } from 'node:events';
import { mkdtemp, rename, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  displayAnswers,
  waylandAddresses,
  whyNoDisplay,
  xAddresses,
} from '../../../../electron/launch/display-probe.ts';

const nobody = (): Promise<boolean> => Promise.resolve(false);
const everybody = (): Promise<boolean> => Promise.resolve(true);

describe('whyNoDisplay', () => {
  it('says so only on Linux without X and without Wayland', async () => {
    expect(await whyNoDisplay({}, 'linux', everybody)).toBe('No display here');
    expect(await whyNoDisplay({ DISPLAY: '' }, 'linux', everybody)).toBe('No display here');
    expect(await whyNoDisplay({ DISPLAY: ':0' }, 'linux', everybody)).toBeUndefined();
    expect(await whyNoDisplay({ WAYLAND_DISPLAY: '/run/w' }, 'linux', everybody)).toBeUndefined();
    expect(await whyNoDisplay({}, 'darwin', nobody)).toBeUndefined();
  });

  it('names the displays that do not answer', async () => {
    expect(await whyNoDisplay({ DISPLAY: ':7' }, 'linux', nobody)).toBe('No display answers at DISPLAY=:7');
    expect(await whyNoDisplay({ DISPLAY: 'nonsense' }, 'linux', everybody)).toBe('No display answers at DISPLAY=nonsense');
    expect(await whyNoDisplay({ DISPLAY: ':7', WAYLAND_DISPLAY: 'w', XDG_RUNTIME_DIR: '/run' }, 'linux', nobody)).toBe(
      'No display answers at DISPLAY=:7 or WAYLAND_DISPLAY=w',
    );
  });

  it('is content with one of several that answers', async () => {
    const env = { DISPLAY: ':7', WAYLAND_DISPLAY: 'wayland-0', XDG_RUNTIME_DIR: '/run/user' };
    const wayland = await whyNoDisplay(env, 'linux', (at) => Promise.resolve('path' in at && at.path.includes('wayland')));
    const overTcp = await whyNoDisplay({ DISPLAY: ':7' }, 'linux', (at) => Promise.resolve('port' in at));
    expect([wayland, overTcp]).toEqual([undefined, undefined]);
  });
});

describe('xAddresses', () => {
  const local = [{ path: '\0/tmp/.X11-unix/X7' }, { path: '/tmp/.X11-unix/X7' }];

  it.each([
    [':7', [...local, { host: 'localhost', port: 6007 }]],
    [':7.1', [...local, { host: 'localhost', port: 6007 }]],
    ['unix:7', local],
    ['unix/:7', local],
    ['localhost:10.0', [{ host: 'localhost', port: 6010 }]],
    ['tcp/:7', [{ host: 'localhost', port: 6007 }]],
    ['[::1]:7', [{ host: '::1', port: 6007 }]],
    ['/run/x/socket:0', [{ path: '/run/x/socket:0' }, { path: '/run/x/socket:0' }]],
    ['7', []],
    [':99999', []],
  ])('of %s', (name, addresses) => {
    expect(xAddresses(name)).toEqual(addresses);
  });
});

describe('waylandAddresses', () => {
  it('is a socket in the runtime folder, or a path', () => {
    expect(waylandAddresses('wayland-1', { XDG_RUNTIME_DIR: '/run/user' })).toEqual([{ path: '/run/user/wayland-1' }]);
    expect(waylandAddresses('/run/w', {})).toEqual([{ path: '/run/w' }]);
    expect(waylandAddresses('wayland-1', {})).toEqual([]);
  });
});

describe('displayAnswers', () => {
  it('is true while somebody listens, and false for a socket that was left behind', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'display-probe-'));
    const server = createServer((socket) => socket.on('error', () => undefined));
    try {
      const at = { path: path.join(folder, 'X1') };
      expect(await displayAnswers(at)).toBe(false);
      await once(server.listen(at.path), 'listening');
      expect(await displayAnswers(at)).toBe(true);
      // Under another name it survives its server, as it does when one is killed.
      const left = { path: path.join(folder, 'X2') };
      await rename(at.path, left.path);
      await new Promise((resolve) => server.close(resolve));
      expect(await displayAnswers(left)).toBe(false);
    } finally {
      server.close();
      await rm(folder, { recursive: true });
    }
  });

  it('is false where no port is open', async () => {
    const server = createServer();
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const address = server.address();
    await new Promise((resolve) => server.close(resolve));
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    expect(await displayAnswers({ host: '127.0.0.1', port })).toBe(false);
  });
});
