import { randomUUID } from 'node:crypto';
import { ok } from '../../electron/contract/result.ts';
import type { Result } from '../../electron/contract/result.ts';
import { randomKeys } from '../../electron/services/local-server/server-config.ts';
import { startRedis } from './redis.ts';
import { serverApi } from './second-client.ts';
import { startTestServer } from './server.ts';
import type { TestServer } from './server.ts';

/** LiveKit's own distributed mode: two livekit-servers with the same keys, and the Redis through which they speak. */
export interface Cluster {
  readonly a: TestServer;
  readonly b: TestServer;
  /**
   * A new room that this node hosts. Its people may connect to the other one: that one then passes their signalling on,
   * while their media and data go to the host.
   */
  createRoom(node: 'a' | 'b'): Promise<string>;
  stop(): Promise<void>;
}

/** Refused where there is no Redis to be had. */
export async function startCluster(): Promise<Result<Cluster>> {
  const redis = await startRedis();
  if (!redis.ok) return redis;
  const servers: TestServer[] = [];
  const stop = async (): Promise<void> => {
    for (const server of servers) await server.stop();
    await redis.value.stop();
  };
  try {
    const keys = randomKeys();
    const start = async (): Promise<TestServer> => {
      const server = await startTestServer({ keys, config: { redis: { address: redis.value.address } } });
      servers.push(server);
      return server;
    };
    const a = await start();
    const b = await start();
    const ids = { a: nodeIdOf(a), b: nodeIdOf(b) };
    return ok({
      a,
      b,
      stop,
      async createRoom(node) {
        const name = `room-${randomUUID().slice(0, 8)}`;
        await serverApi(a).createRoom({ name, nodeId: ids[node], emptyTimeout: 300, departureTimeout: 60 });
        return name;
      },
    });
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Told in its log alone. */
function nodeIdOf(server: TestServer): string {
  const log = server.logTail().join('\n');
  const found = /"nodeID": ?"(ND_\w+)"/.exec(log)?.[1];
  if (found === undefined) throw new Error(`no node id in:\n${log}`);
  return found;
}
