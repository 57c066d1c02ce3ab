import { createSocket } from 'node:dgram';
import { createServer } from 'node:net';

/** The three ports of a livekit-server, all on 127.0.0.1. */
export interface ServerPorts {
  /** HTTP and WebSocket: API and signalling. */
  readonly http: number;
  /** WebRTC over TCP. */
  readonly rtcTcp: number;
  /** WebRTC over UDP, all participants on one port. */
  readonly rtcUdp: number;
}

/**
 * Where to look: below the ports that systems give to outgoing connections by themselves (Linux from 32768, macOS and
 * Windows from 49152), so that a server killed and started again finds its port still free.
 */
const LOWEST = 20_000;
const HIGHEST = 32_000;
const TRIES = 200;

/** Picks three ports that are free on loopback now. Another process may still take one: whoever uses them retries. */
export async function pickPorts(random: () => number = Math.random): Promise<ServerPorts> {
  const taken = new Set<number>();
  const pick = async (isFree: (port: number) => Promise<boolean>): Promise<number> => {
    for (let i = 0; i < TRIES; i += 1) {
      const port = LOWEST + Math.floor(random() * (HIGHEST - LOWEST));
      if (taken.has(port) || !(await isFree(port))) continue;
      taken.add(port);
      return port;
    }
    throw new Error(`no free port between ${LOWEST} and ${HIGHEST} on 127.0.0.1 in ${TRIES} tries`);
  };
  return { http: await pick(tcpIsFree), rtcTcp: await pick(tcpIsFree), rtcUdp: await pick(udpIsFree) };
}

export function tcpIsFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve(true)));
  });
}

export function udpIsFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createSocket('udp4');
    socket.once('error', () => resolve(false));
    socket.bind({ port, address: '127.0.0.1', exclusive: true }, () => socket.close(() => resolve(true)));
  });
}
