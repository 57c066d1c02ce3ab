import { randomUUID } from 'node:crypto';
import { test as base, expect } from '@playwright/test';
import type { RoomServiceClient } from 'livekit-server-sdk';
import { launchConsole, type RunningConsole } from '../support/app.ts';
import { RawClients, type RawClient, type RawJoinOptions } from '../support/raw-client.ts';
import { SecondClient, serverApi, type JoinOptions } from '../support/second-client.ts';
import { startTestServer, type TestServer } from '../support/server.ts';
import { StartPage } from './pages/start-page.ts';

export interface TestFixtures {
  /** The running application; its profile "From the environment" is the test server. */
  running: RunningConsole;
  start: StartPage;
  /** The server API from outside the console. */
  api: RoomServiceClient;
  /** A room of the test's own, created with this metadata. */
  room: string;
  /** Lets a second client into the test's room; it leaves at the end. */
  joinAs(identity: string, options?: Partial<JoinOptions>): Promise<SecondClient>;
  /** Lets a client in that breaks the rules. */
  joinRaw(identity: string, options?: Partial<RawJoinOptions>): Promise<RawClient>;
}

export interface WorkerFixtures {
  server: TestServer;
  /** Started with the first test that asks for it. */
  rawClients: RawClients;
}

/** Playwright's test with the real application, the real server and a second, independent client. */
export const test = base.extend<TestFixtures, WorkerFixtures>({
  server: [
    async ({}, use) => {
      const server = await startTestServer();
      await use(server);
      await server.stop();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  rawClients: [
    async ({}, use) => {
      const clients = await RawClients.start();
      await use(clients);
      await clients.stop();
    },
    { scope: 'worker' },
  ],
  api: async ({ server }, use) => use(serverApi(server)),
  room: async ({ api }, use) => {
    const name = `room-${randomUUID().slice(0, 8)}`;
    await api.createRoom({ name, metadata: '{"made":"by test"}', emptyTimeout: 300, departureTimeout: 60 });
    await use(name);
    await api.deleteRoom(name).catch(() => undefined);
  },
  running: async ({ server }, use, info) => {
    const running = await launchConsole({ server });
    await use(running);
    if (info.status !== info.expectedStatus) {
      await info.attach('window', { body: await running.window.screenshot(), contentType: 'image/png' });
      await info.attach('output', { body: running.output(), contentType: 'text/plain' });
    }
    await running.close();
    expect(running.problems, 'uncaught in a page').toEqual([]);
  },
  start: async ({ running }, use) => use(new StartPage(running.window)),
  joinAs: async ({ server, room }, use) => {
    const clients: SecondClient[] = [];
    await use(async (identity, options = {}) => {
      const client = await SecondClient.join(server, { room, identity, ...options });
      clients.push(client);
      return client;
    });
    for (const client of clients) await client.leave();
  },
  joinRaw: async ({ server, room, rawClients }, use) => {
    const clients: RawClient[] = [];
    await use(async (identity, options = {}) => {
      const client = await rawClients.join(server, { room, identity, ...options });
      clients.push(client);
      return client;
    });
    for (const client of clients) await client.leave();
  },
});

export { expect };
