import { expect, test } from 'vitest';
import { channels } from '../../../electron/contract/pages.ts';
import { ok } from '../../../electron/contract/result.ts';
import { Ipc } from '../../../electron/ipc.ts';
import type { IpcListener, MakeChannel, SenderEvent } from '../../../electron/ipc.ts';
import { PageDirectory } from '../../../electron/page-directory.ts';
import { RequestGate } from '../../../electron/request-gate.ts';
import { requestPolicies } from '../../../electron/request-policies.ts';
import { FakeContents, makeLog, refusingHandlers } from '../../support/electron-fakes.ts';

function makeIpc() {
  const { log, lines } = makeLog();
  const directory = new PageDirectory();
  const pages = { console: new FakeContents(1), session: new FakeContents(2), simulator: new FakeContents(3) };
  directory.register('console', pages.console);
  directory.register('session', pages.session);
  directory.register('simulator', pages.simulator);
  const handlers: Parameters<IpcListener['handle']>[1][] = [];
  const ipcMain: IpcListener = { handle: (_channel, listener) => handlers.push(listener), on: () => undefined };
  const ipc = new Ipc({
    ipcMain,
    directory,
    makeChannel: () => {
      throw new Error('not expected');
    },
    log,
  });
  const answering = { ...refusingHandlers, listSessions: () => ok([]) };
  ipc.listen(new RequestGate({ handlers: answering, policies: requestPolicies, log }));
  const ask = (event: SenderEvent) => handlers[0]?.(event, 'c1', 'listSessions', undefined);
  return { ipc, ask, pages, lines };
}

const mainFrame = { url: 'app://room-console/console.html', parent: null };

test('the console page is answered', async () => {
  const { ask } = makeIpc();
  expect(await ask({ sender: { id: 1 }, senderFrame: mainFrame })).toEqual(ok([]));
});

test.each<[string, SenderEvent]>([
  ['a page that we did not open', { sender: { id: 9 }, senderFrame: mainFrame }],
  ['a frame within a page', { sender: { id: 1 }, senderFrame: { ...mainFrame, parent: mainFrame } }],
  ['a frame that is gone', { sender: { id: 1 }, senderFrame: null }],
  ['another origin', { sender: { id: 1 }, senderFrame: { url: 'https://example.com/', parent: null } }],
  ['a look-alike origin', { sender: { id: 1 }, senderFrame: { url: 'app://room-console.evil/', parent: null } }],
  ['an empty page', { sender: { id: 1 }, senderFrame: { url: 'about:blank', parent: null } }],
  ['no URL', { sender: { id: 1 }, senderFrame: { url: '', parent: null } }],
])('%s is refused, in a result and in the log', async (_name, event) => {
  const { ask, lines } = makeIpc();
  expect(await ask(event)).toMatchObject({ ok: false, kind: 'refused', reason: 'not-allowed' });
  expect(lines).toHaveLength(1);
});

test('an event goes to the page with the right to it, and to no other', () => {
  const { ipc, pages } = makeIpc();
  ipc.emit('sessionsChanged', []);
  ipc.emit('sessionClosed', { sessionId: 's' });
  expect(pages.console.sent).toEqual([{ channel: channels.event, words: ['sessionsChanged', []] }]);
  expect(pages.session.sent).toEqual([{ channel: channels.event, words: ['sessionClosed', { sessionId: 's' }] }]);
  expect(pages.simulator.sent).toEqual([]);
});

test('without both pages there is no port', () => {
  const { ipc, pages } = makeIpc();
  pages.session.destroy();
  expect(ipc.joinPages({ port: 'session' })).toBe(false);
  expect(pages.console.posted).toEqual([]);
});

test('a port of the main process goes to the session page alone; without that page there is none', () => {
  const { log } = makeLog();
  const directory = new PageDirectory();
  const session = new FakeContents(2);
  directory.register('session', session);
  const port1 = new FakePort();
  const port2 = new FakePort();
  const ipc = new Ipc({
    ipcMain: { handle: () => undefined, on: () => undefined },
    directory,
    makeChannel: () => ({ port1, port2 }) as unknown as ReturnType<MakeChannel>,
    log,
  });
  const request = { sourceId: 's', format: 'mcap', from: 'now', until: 'stopped', payloads: true, firstNumber: 0 } as const;
  const header = { port: 'feed', feedId: 'f', request } as const;
  expect(ipc.openPort(header)).toBe(port1);
  expect(session.posted).toEqual([{ channel: channels.port, message: header, ports: [port2] }]);
  session.destroy();
  expect(ipc.openPort(header)).toBeUndefined();
});

class FakePort {
  readonly name = 'port';
}
