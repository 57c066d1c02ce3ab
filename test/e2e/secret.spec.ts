import type { CDPSession, Page } from '@playwright/test';
import { z } from '../../electron/contract/zod.ts';
import { expect, test } from './fixtures.ts';
import { launchConsole, type RunningConsole } from '../support/app.ts';
import { RoomsPage } from './pages/rooms-page.ts';
import { StartPage } from './pages/start-page.ts';

/** Keeps a copy of all that the main process says to a page from now on: answers, events, port headers. */
function recordMessages(running: RunningConsole): Promise<void> {
  return running.app.evaluate(({ ipcMain, webContents }) => {
    const said: string[] = [];
    Object.assign(globalThis, { saidToPages: said });
    const keep = (...values: unknown[]): void => {
      // Bytes are kept as text too, so that a secret in a payload would be found.
      said.push(
        JSON.stringify(values, (_key, value: unknown) =>
          value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value,
        ),
      );
    };
    for (const contents of webContents.getAllWebContents()) {
      const send = contents.send.bind(contents);
      contents.send = (channel, ...values: unknown[]) => {
        keep(channel, ...values);
        send(channel, ...values);
      };
      const post = contents.postMessage.bind(contents);
      contents.postMessage = (channel, message: unknown, ports) => {
        keep(channel, message);
        post(channel, message, ports);
      };
    }
    // `handle` keeps its listeners in this map; wrapping them sees each answer as it is sent.
    const handlers: unknown = Reflect.get(ipcMain, '_invokeHandlers');
    if (!(handlers instanceof Map) || handlers.size === 0) throw new Error('no invoke handlers to listen at');
    for (const [channel, handler] of [...handlers]) {
      handlers.set(channel, async (...values: unknown[]) => {
        const answer: unknown = await handler(...values);
        keep(channel, answer);
        return answer;
      });
    }
  });
}

function messagesSaid(running: RunningConsole): Promise<string[]> {
  return running.app.evaluate(() => {
    const said: unknown = Reflect.get(globalThis, 'saidToPages');
    if (!Array.isArray(said)) throw new Error('nothing was recorded');
    return said.map(String);
  });
}

/** The whole heap of a page (its workers have heaps of their own), as the text of a snapshot. */
async function heapOf(page: Page): Promise<string> {
  const cdp: CDPSession = await page.context().newCDPSession(page);
  const parts: string[] = [];
  cdp.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => parts.push(chunk));
  await cdp.send('HeapProfiler.enable');
  await cdp.send('HeapProfiler.collectGarbage');
  await cdp.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  await cdp.detach();
  return parts.join('');
}

const chunkMessage = z.object({
  method: z.literal('HeapProfiler.addHeapSnapshotChunk'),
  params: z.object({ chunk: z.string() }),
});

/** The heap of the one worker of a page, through the page's own debugger session. */
async function heapOfWorker(page: Page): Promise<string> {
  const cdp = await page.context().newCDPSession(page);
  const attached = new Promise<string>((resolve) => {
    cdp.on('Target.attachedToTarget', ({ sessionId }) => resolve(sessionId));
  });
  await cdp.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: false, flatten: false });
  const sessionId = await attached;
  const parts: string[] = [];
  const done = new Promise<void>((resolve) => {
    cdp.on('Target.receivedMessageFromTarget', ({ message }) => {
      const parsed: unknown = JSON.parse(message);
      const chunk = chunkMessage.safeParse(parsed);
      if (chunk.success) parts.push(chunk.data.params.chunk);
      if (z.object({ id: z.literal(2) }).safeParse(parsed).success) resolve();
    });
  });
  for (const [id, method] of ['HeapProfiler.collectGarbage', 'HeapProfiler.takeHeapSnapshot'].entries()) {
    await cdp.send('Target.sendMessageToTarget', { sessionId, message: JSON.stringify({ id: id + 1, method, params: {} }) });
  }
  await done;
  await cdp.detach();
  return parts.join('');
}

test('the secret crosses to no page, and is in no heap', async ({ server, room, joinAs }) => {
  test.setTimeout(120_000);
  const running = await launchConsole();
  try {
    await recordMessages(running);
    const start = new StartPage(running.window);

    // Typed into the form, saved, used for a listing, a join, an edit and a send.
    await start.fill({ name: 'Mine', url: server.url, key: server.apiKey, secret: server.apiSecret });
    await start.testButton.click();
    await expect(start.form.getByText(/accepts this key/)).toBeVisible();
    await start.saveAndConnect.click();
    const rooms = new RoomsPage(running.window);
    await joinAs('alice', { metadata: '{"marker":"found-me-in-the-heap"}' });
    const page = await rooms.join(room, { identity: 'ops-1' });
    const pane = await page.openPerson('alice');
    await pane.writeMetadata('{"marker":"found-me-in-the-heap","edited":true}');
    await expect(pane.outcome(/Seen by the room/i)).toBeVisible();
    await page.compose.sendText('through the API', { as: 'Server API' });
    await expect(page.row('through the API')).toBeVisible();

    const said = await messagesSaid(running);
    expect(said.length).toBeGreaterThan(10);
    expect(said.some((message) => message.includes(room))).toBe(true);
    expect(said.filter((message) => message.includes(server.apiSecret))).toEqual([]);

    const sessionPage = await running.sessionPage();
    const heaps = [await heapOf(running.window), await heapOf(sessionPage), await heapOfWorker(sessionPage)];
    for (const heap of heaps) {
      // The check itself must be able to find: what the page does show is there.
      expect(heap).toContain('found-me-in-the-heap');
      expect(heap.includes(server.apiSecret)).toBe(false);
    }
    expect(running.output()).not.toContain(server.apiSecret);
  } finally {
    await running.close();
  }
});
