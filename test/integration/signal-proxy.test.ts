import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { serverApi } from '../support/second-client.ts';
import { startTestServer, type TestServer } from '../support/server.ts';
import { SignalProxy } from '../support/signal-proxy.ts';

describe('SignalProxy', () => {
  let server: TestServer;
  let proxy: SignalProxy;
  beforeAll(async () => {
    server = await startTestServer();
    proxy = await SignalProxy.start(server.url);
  });
  afterAll(async () => {
    await proxy.stop();
    await server.stop();
  });

  test('leads to the server', async () => {
    expect(await serverApi({ ...server, url: proxy.url }).listRooms()).toEqual([]);
    expect(proxy.accepted).toBeGreaterThan(0);
  });

  test('cuts what is open, and lets through what comes', async () => {
    const socket = new WebSocket(`${proxy.url}/rtc`);
    const ended = new Promise((resolve) => socket.addEventListener('close', resolve, { once: true }));
    proxy.cut();
    await ended;
    expect(await serverApi({ ...server, url: proxy.url }).listRooms()).toEqual([]);
  });

  test('hides a path', async () => {
    proxy.hide('/rtc/v1');
    const http = proxy.url.replace(/^ws/, 'http');
    expect((await fetch(`${http}/rtc/v1/validate`)).status).toBe(404);
    expect((await fetch(http)).status).toBe(200);
  });

  test('lets nobody through while it refuses', async () => {
    proxy.refuse();
    await expect(fetch(proxy.url.replace(/^ws/, 'http'))).rejects.toThrow();
    proxy.accept();
    expect((await fetch(proxy.url.replace(/^ws/, 'http'))).ok).toBe(true);
  });
});
