import { createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { pickPorts, tcpIsFree } from '../../../../../electron/services/local-server/ports.ts';

describe('pickPorts', () => {
  it('gives three different ones below those that systems give away by themselves', async () => {
    const { http, rtcTcp, rtcUdp } = await pickPorts();
    expect(new Set([http, rtcTcp, rtcUdp]).size).toBe(3);
    for (const port of [http, rtcTcp, rtcUdp]) {
      expect(port).toBeGreaterThanOrEqual(20_000);
      expect(port).toBeLessThan(32_000);
    }
  });

  it('passes over one that is taken', async () => {
    const taken = (await pickPorts()).http;
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(taken, '127.0.0.1', resolve));
    try {
      expect(await tcpIsFree(taken)).toBe(false);
      const draws = [(taken - 20_000) / 12_000, 0.11, 0.22, 0.33, 0.44, 0.55];
      let next = 0;
      const picked = await pickPorts(() => draws[next++ % draws.length] ?? 0);
      expect(picked.http).not.toBe(taken);
    } finally {
      server.close();
    }
  });
});
