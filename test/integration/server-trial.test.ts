import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Session } from '../../electron/contract/domain.ts';
import { ok } from '../../electron/contract/result.ts';
import { LivekitApi } from '../../electron/services/livekit-api.ts';
import { KnownServers } from '../../electron/services/server-facts.ts';
import { ServerTrial, trialPrefix } from '../../electron/services/server-trial.ts';
import { SecondClient } from '../support/second-client.ts';
import { startTestServer, type TestServer } from '../support/server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
}, 120_000);
afterAll(() => server.stop());

it('a server of one’s own implements neither move nor forward, and nothing is left of finding it out', async () => {
  const api = new LivekitApi({ credentials: { url: server.url, apiKey: server.apiKey, secret: server.apiSecret }, now: Date.now });
  const servers = new KnownServers({ onChanged: () => undefined, now: Date.now });
  const joined: SecondClient[] = [];
  const trial = new ServerTrial({
    apiOf: () => ok(api),
    createRoom: (_profileId, room) => api.createRoom(room),
    deleteRoom: (_profileId, room) => api.deleteRoom(room),
    sessions: {
      open: async ({ profileId, room, role }) => {
        joined.push(await SecondClient.join(server, { room, identity: room }));
        const session: Session = { id: 's1', profileId, room, role, identity: room, waitingForRoom: false };
        return ok(session);
      },
      close: () => void joined[0]?.leave(),
    },
    learn: (profileId, calls) => servers.learnCalls(profileId, calls),
    wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    newName: () => randomUUID().slice(0, 8),
    now: Date.now,
  });
  expect(await trial.run('p1')).toMatchObject({
    ok: true,
    value: { move: { state: 'not-implemented', message: '' }, forward: { state: 'not-implemented', message: '' } },
  });
  await expect
    .poll(async () => {
      const list = await api.listRooms();
      return list.ok && list.value.rooms.filter(({ name }) => name.startsWith(trialPrefix)).length;
    })
    .toBe(0);
}, 60_000);
