import { encode as encodeMessagePack } from '@msgpack/msgpack';
import type { Page } from '@playwright/test';
import { encode as encodeCbor } from 'cbor2';
import { StartPage } from '../e2e/pages/start-page.ts';
import { launchConsole } from './app.ts';
import { RawClients, userPacket } from './raw-client.ts';
import { SecondClient, serverApi } from './second-client.ts';
import { startTestServer } from './server.ts';
import type {} from '../../renderer/bridge.ts';

type Shoot = (window: Page, name: string) => Promise<void>;

const json = (value: unknown): string => JSON.stringify(value);

/** Pictures of what the log shows of a room's traffic: flags, payload views, tables, plots, a million rows. */
export async function shootTraffic(shoot: Shoot): Promise<void> {
  const server = await startTestServer();
  const room = 'consult-42';
  await serverApi(server).createRoom({ name: room, emptyTimeout: 600 });
  const rawClients = await RawClients.start();
  const running = await launchConsole({ server });
  try {
    const consolePage = running.window;
    await consolePage.setViewportSize({ width: 1280, height: 800 });
    const page = await (await new StartPage(consolePage).openEnvironment()).join(room, { identity: 'ops-1' });
    const maria = await SecondClient.join(server, { room, identity: 'maria@clinic' });
    const agent = await SecondClient.join(server, { room, identity: 'agent-7f2' });
    const guest = await rawClients.join(server, { room, identity: 'guest-19' });
    await page.row('guest-19 joined').waitFor();

    await maria.send(json({ id: 'm-311', from: 'Maria', text: 'Can you hear me?', files: [{ name: 'consent.pdf', bytes: 48_211 }] }), { reliable: true, topic: 'chat' });
    await maria.send(encodeMessagePack({ station: 'B1', beds: [1, 2, 5], since: new Date() }), { reliable: true, topic: 'packed' });
    await maria.send(encodeCbor({ station: 'B2', beds: [1, 2], note: null }), { reliable: true, topic: 'concise' });
    await maria.send(json({ id: 'm-312', from: 'Maria', text: 'The form is open.', files: [] }), { reliable: true, topic: 'chat' });
    const writer = await agent.room.localParticipant?.streamText({ topic: 'lk.transcription' });
    for (const word of ['The pain ', 'started ', 'on Tuesday']) await writer?.write(word);
    await writer?.close();
    await guest.publish(json({ id: 'm-1', text: 'Hello' }), { reliable: true, topic: 'chat' });
    await guest.sendPackets('lossy', [userPacket('jump', { sequence: 900_000, topic: 'chat' })]);
    for (const text of ['Nobody answers', 'Is this on?', 'Hello?']) await guest.publish(json({ text }), { reliable: true, topic: 'chat' });
    await guest.sendBytes('my-own-label', [new TextEncoder().encode('from elsewhere')]);
    for (let turn = 0; turn < 40; turn += 1) {
      await maria.send(json({ x: Math.round(400 + 200 * Math.sin(turn / 5)), y: turn, tool: 'pen' }), { reliable: false, topic: 'cursor' });
    }
    await page.row('"y":39').waitFor();

    const pick = async (...words: string[]): Promise<void> => {
      await page.row(...words).last().click();
      await page.fact('Time').waitFor();
    };
    await page.filter.fill('not topic == "cursor"');
    await page.row('Is this on?').click();
    await page.inspector.getByText(/900,000/).first().waitFor();
    await shoot(consolePage, 'traffic-flags');
    for (const [name, words] of [['json', 'm-311'], ['msgpack', 'packed'], ['cbor', 'concise']] as const) {
      await pick(words);
      await shoot(consolePage, `payload-${name}`);
    }
    await pick('m-312');
    for (const view of ['Text', 'Hex', 'Packet']) {
      await page.inspector.getByRole('tab', { name: view, exact: true }).click();
      await shoot(consolePage, `payload-${view.toLowerCase()}`);
    }
    await page.row('m-311').click();
    await page.row('m-312').click({ modifiers: ['Control'] });
    await page.inspector.getByRole('heading', { name: 'Two rows compared' }).waitFor();
    await shoot(consolePage, 'inspector-two-rows');
    await page.filter.fill('case == streamHeader');
    await pick('lk.transcription');
    await page.inspector.getByText(/3 chunks/).first().waitFor();
    await shoot(consolePage, 'inspector-stream');
    await page.filter.fill('sizes > 10 and');
    await page.panel.getByText(/no field/).waitFor();
    await shoot(consolePage, 'filter-error');
    await page.filter.fill('');

    await page.panel.getByRole('radio', { name: 'Statistics' }).click();
    await page.panel.getByRole('region', { name: 'Statistics' }).getByText('cursor').first().waitFor();
    await shoot(consolePage, 'statistics');
    await page.panel.getByRole('radio', { name: 'Latest' }).click();
    const cursor = page.panel.getByRole('row').filter({ hasText: 'cursor' });
    await cursor.getByText('39', { exact: true }).click();
    await page.panel.getByRole('region', { name: /^Plot of/ }).waitFor();
    await shoot(consolePage, 'latest-plot');
    await page.panel.getByRole('radio', { name: 'Timeline' }).click();

    await consolePage.evaluate(() => window.roomConsole.request('shots-memory', 'setMemoryBudget', { mebibytes: 512 }));
    await injectMillion(await running.sessionPage(), await page.sessionId());
    await page.panel.getByText(/1,000,\d{3} rows/).first().waitFor({ timeout: 60_000 });
    await shoot(consolePage, 'million-rows');
  } finally {
    await running.close();
    await rawClients.stop();
    await server.stop();
  }
}

/** A million messages at the tap's boundary: a connection with the session's tap id whose channel fires their events. */
async function injectMillion(sessionPage: Page, sessionId: string): Promise<void> {
  const packets = ['{"x":98,"y":511}', '{"type":"form.patch","rev":118}', '{"id":"m-313","text":"Please open the form"}'].map(
    (text, index) => [...userPacket(text, { topic: ['cursor', 'form', 'chat'][index] ?? '' }).toBinary()],
  );
  await sessionPage.evaluate(
    async ([tapId, templates]) => {
      const channel = new RTCPeerConnection({ tapId } as RTCConfiguration).createDataChannel('_lossy');
      const buffers = templates.map((bytes) => new Uint8Array(bytes).buffer);
      for (let sent = 0; sent < 1_000_000; sent += 1) {
        channel.dispatchEvent(new MessageEvent('message', { data: buffers[sent % buffers.length] ?? null }));
        if (sent % 2_000 === 0) await new Promise((resolve) => setTimeout(resolve, 1));
      }
    },
    [sessionId, packets] as const,
  );
}
