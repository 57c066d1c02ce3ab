import { connect } from 'node:net';
import path from 'node:path';

/** What is connected to: a local socket (an abstract one begins with \0), or a port. */
export type DisplayAddress = { readonly path: string } | { readonly host: string; readonly port: number };

/** Where displays on this machine listen, after the X server's own convention. */
const X_SOCKETS = '/tmp/.X11-unix/X';
/** Display 0 over TCP. */
const X_PORT = 6_000;
const X_DISPLAYS = 59_536;
/** A display over a network may be slow; one that takes longer is of no use for a window. */
const ANSWER_MS = 3_000;

/**
 * Why there is no display to show a window on; `undefined`: there is one. Other systems than Linux always have one.
 * Chromium dies without a word (SIGSEGV) on a display that is named and not there, so one that is named is tried.
 */
export async function whyNoDisplay(
  env: NodeJS.ProcessEnv,
  platform: NodeJS.Platform = process.platform,
  answers: (address: DisplayAddress) => Promise<boolean> = displayAnswers,
): Promise<string | undefined> {
  if (platform !== 'linux') return undefined;
  const silent: string[] = [];
  for (const [variable, addressesOf] of [
    ['DISPLAY', xAddresses],
    ['WAYLAND_DISPLAY', waylandAddresses],
  ] as const) {
    const named = env[variable];
    if (!named) continue;
    for (const address of addressesOf(named, env)) if (await answers(address)) return undefined;
    silent.push(`${variable}=${named}`);
  }
  return silent.length === 0 ? 'No display here' : `No display answers at ${silent.join(' or ')}`;
}

/**
 * Where an X client looks for a display, in the order of libxcb: `[protocol/][host]:number[.screen]`, or the path of a
 * socket. Empty for a name that no client understands.
 */
export function xAddresses(name: string): DisplayAddress[] {
  if (name.startsWith('/')) return [{ path: name }, { path: name.replace(/\.\d+$/, '') }];
  const found = /^(?:([^/]*)\/)?(.*):(\d{1,5})(?:\.\d+)?$/.exec(name);
  const display = Number(found?.[3] ?? X_DISPLAYS);
  if (found === null || display >= X_DISPLAYS) return [];
  const protocol = found[1] ?? '';
  const host = (found[2] ?? '').replace(/^\[(.*)\]$/, '$1');
  const tcp = { host: host === '' ? 'localhost' : host, port: X_PORT + display };
  const local = [{ path: `\0${X_SOCKETS}${display}` }, { path: `${X_SOCKETS}${display}` }];
  if (protocol === 'unix' || host === 'unix') return local;
  return host === '' && protocol === '' ? [...local, tcp] : [tcp];
}

/** A Wayland display is a socket in the runtime folder, or the path of one. */
export function waylandAddresses(name: string, env: NodeJS.ProcessEnv): DisplayAddress[] {
  if (path.isAbsolute(name)) return [{ path: name }];
  const folder = env['XDG_RUNTIME_DIR'];
  return folder ? [{ path: path.join(folder, name) }] : [];
}

/** Whether somebody accepts a connection there. Nothing is said to it: who may use it is found out by Chromium. */
export function displayAnswers(address: DisplayAddress, withinMs = ANSWER_MS): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(address);
    const done = (answered: boolean): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve(answered);
    };
    const timer = setTimeout(() => done(false), withinMs);
    socket.once('connect', () => done(true));
    socket.once('error', () => done(false));
  });
}
