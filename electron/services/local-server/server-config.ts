import { createHmac, randomBytes } from 'node:crypto';
import type { ServerPorts } from './ports.ts';

/** The API key and secret of a local server. The secret never leaves the main process. */
export interface ServerKeys {
  readonly apiKey: string;
  readonly apiSecret: string;
}

/** Keys for one run. The secret has 256 bits: livekit-server warns below 32 characters. */
export function randomKeys(): ServerKeys {
  return {
    apiKey: `API${randomBytes(9).toString('hex')}`,
    apiSecret: randomBytes(32).toString('base64url'),
  };
}

/**
 * The server's configuration. JSON, which is YAML too; it goes into the environment variable LIVEKIT_CONFIG, since
 * the command line is there to read for everybody on the machine (`ps`).
 */
export function serverConfig(ports: ServerPorts, keys: ServerKeys, more: Record<string, unknown> = {}): string {
  return JSON.stringify({
    ...more,
    port: ports.http,
    bind_addresses: ['127.0.0.1'],
    keys: { [keys.apiKey]: keys.apiSecret },
    rtc: {
      tcp_port: ports.rtcTcp,
      udp_port: ports.rtcUdp,
      // Without it the machine's outside address is offered.
      node_ip: '127.0.0.1',
      use_external_ip: false,
      // And no other address of the machine, IPv6 ones included, as a candidate.
      ips: { includes: ['127.0.0.1/32'] },
      enable_loopback_candidate: true,
      // With an empty list clients are handed public STUN hosts, and ask them, even for a room on loopback
      // (roommanager.go, iceServersForParticipant).
      stun_servers: [`127.0.0.1:${ports.rtcUdp}`],
      ...record(more['rtc']),
    },
    logging: { level: 'info', json: false, ...record(more['logging']) },
  });
}

/** A token for the room service alone, valid for a minute; to ask the server whether these keys are its own. */
export function probeToken(keys: ServerKeys, now: number = Date.now()): string {
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const seconds = Math.floor(now / 1000);
  const head = part({ alg: 'HS256', typ: 'JWT' });
  const body = part({ iss: keys.apiKey, nbf: seconds - 10, exp: seconds + 60, video: { roomList: true } });
  const signature = createHmac('sha256', keys.apiSecret).update(`${head}.${body}`).digest('base64url');
  return `${head}.${body}.${signature}`;
}

/** Takes the secret and whole tokens out of a line of the server's log. */
export function redact(line: string, keys: ServerKeys): string {
  return line.split(keys.apiSecret).join('[secret]').replace(/eyJ[\w-]+\.[\w-]+\.[\w-]+/g, '[token]');
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {};
}
