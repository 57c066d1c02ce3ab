import { describe, expect, it } from 'vitest';
import { probeToken, randomKeys, redact, serverConfig } from '../../../../../electron/services/local-server/server-config.ts';

const PORTS = { http: 20_001, rtcTcp: 20_002, rtcUdp: 20_003 };
const KEYS = { apiKey: 'APIkey', apiSecret: 'a-secret-of-some-length' };

describe('serverConfig', () => {
  it('keeps everything on loopback', () => {
    expect(JSON.parse(serverConfig(PORTS, KEYS))).toMatchObject({
      port: 20_001,
      bind_addresses: ['127.0.0.1'],
      keys: { APIkey: 'a-secret-of-some-length' },
      rtc: { tcp_port: 20_002, udp_port: 20_003, node_ip: '127.0.0.1', stun_servers: ['127.0.0.1:20003'] },
    });
  });

  it('takes further settings, but not another port or key', () => {
    const more = { port: 1, keys: {}, room: { empty_timeout: 5 }, rtc: { packet_buffer_size_video: 9 } };
    expect(JSON.parse(serverConfig(PORTS, KEYS, more))).toMatchObject({
      port: 20_001,
      keys: { APIkey: 'a-secret-of-some-length' },
      room: { empty_timeout: 5 },
      rtc: { tcp_port: 20_002, packet_buffer_size_video: 9 },
    });
  });
});

describe('randomKeys', () => {
  it('makes other ones each time, long enough for the server', () => {
    const [one, other] = [randomKeys(), randomKeys()];
    expect(one.apiSecret).not.toBe(other.apiSecret);
    expect(one.apiSecret.length).toBeGreaterThanOrEqual(32);
  });
});

describe('redact', () => {
  it('takes secrets and tokens out of a line', () => {
    const line = `bad token ${probeToken(KEYS)} with ${KEYS.apiSecret}`;
    expect(redact(line, KEYS)).toBe('bad token [token] with [secret]');
  });
});
