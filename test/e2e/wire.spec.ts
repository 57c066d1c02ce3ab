import type { Page } from '@playwright/test';
import { ChatMessage, DataPacket, DataStream_Chunk } from '@livekit/protocol';
import { userPacket } from '../support/raw-client.ts';
import { expect, test } from './fixtures.ts';

/**
 * Delivers what no server lets through: over a loopback connection in the session page that carries the session's own
 * tap id, on a channel that is labelled as LiveKit's.
 */
async function loopback(sessionPage: Page, sessionId: string, messages: readonly (readonly number[])[]): Promise<void> {
  await sessionPage.evaluate(
    async ([tapId, packets]) => {
      const near = new RTCPeerConnection({ tapId } as RTCConfiguration);
      const far = new RTCPeerConnection();
      near.onicecandidate = ({ candidate }) => void (candidate && far.addIceCandidate(candidate));
      far.onicecandidate = ({ candidate }) => void (candidate && near.addIceCandidate(candidate));
      const sender = far.createDataChannel('_reliable');
      await far.setLocalDescription(await far.createOffer());
      await near.setRemoteDescription(far.localDescription as RTCSessionDescription);
      await near.setLocalDescription(await near.createAnswer());
      await far.setRemoteDescription(near.localDescription as RTCSessionDescription);
      await new Promise((resolve) => sender.addEventListener('open', resolve, { once: true }));
      for (const bytes of packets) sender.send(new Uint8Array(bytes));
    },
    [sessionId, messages] as const,
  );
}

test('a huge sequence hides what follows from the SDK for 30 s, and from nobody here', async ({ start, room, api, joinRaw }) => {
  test.setTimeout(120_000);
  const page = await (await start.openEnvironment()).observe(room);
  await page.connected();
  const observer = (await api.listParticipants(room)).find(({ identity }) => identity.startsWith('room-console-observer-'));
  const mallory = await joinRaw('mallory');
  await expect(page.row('mallory joined')).toBeVisible();

  await mallory.sendPackets('lossy', [userPacket('jump', { sequence: 900_000, topic: 'x', to: [observer?.identity ?? ''] })]);
  await expect(page.row('jump')).toBeVisible();
  const jumpedAt = Date.now();
  for (let turn = 1; turn <= 10; turn += 1) await mallory.publish(`hidden ${turn}`, { reliable: true, topic: 'chat' });
  await expect(page.row('hidden 10')).toBeVisible();

  await expect(page.row('jump')).toHaveText(/seq jump/i);
  await page.filter.fill('from == "mallory" and case == user');
  await expect(page.matches).toHaveText(/^11 of /);
  await page.filter.fill('flag == sdk-drops');
  await expect(page.matches).toHaveText(/^10 of /);
  await page.row('hidden 10').click();
  await expect(page.inspector).toContainText(/900,000/);
  await expect(page.inspector).toContainText(/not above/);

  // The SDK forgets after 30 s without an accepted packet of that sender.
  await expect.poll(() => Date.now() - jumpedAt, { timeout: 40_000, intervals: [500] }).toBeGreaterThan(32_000);
  await mallory.publish('seen again', { reliable: true, topic: 'chat' });
  await page.filter.fill('');
  await expect(page.row('seen again')).toBeVisible();
  await expect(page.row('seen again')).not.toHaveText(/SDK drops/);
  await expect(page.status.getByText(/\b12 of 12/)).toBeVisible();
});

test('a repeated sequence or stream chunk is a duplicate; equal bytes are not', async ({ start, room, joinRaw }) => {
  const page = await (await start.openEnvironment()).observe(room);
  const mallory = await joinRaw('mallory');
  await expect(page.row('mallory joined')).toBeVisible();
  const chunk = (): DataPacket =>
    new DataPacket({
      value: {
        case: 'streamChunk',
        value: new DataStream_Chunk({ streamId: 'ST_1', chunkIndex: 0n, content: new TextEncoder().encode('part') }),
      },
    });
  await mallory.sendPackets('lossy', [
    userPacket('same sequence', { sequence: 5 }),
    userPacket('same sequence', { sequence: 5 }),
    userPacket('same bytes'),
    userPacket('same bytes'),
    chunk(),
    chunk(),
  ]);
  await expect(page.row('same bytes')).toHaveCount(2);
  await expect(page.row('part')).toHaveCount(2);
  await page.filter.fill('flag == duplicate');
  await expect(page.matches).toHaveText(/^2 of /);
  await expect(page.row('same sequence')).toHaveCount(1);
  await expect(page.row('part')).toHaveCount(1);
  await page.row('same sequence').click();
  await expect(page.inspector.getByRole('button', { name: /go to/i }).first()).toBeVisible();
});

test('a nonce that came before is a duplicate, though no server lets it through', async ({ start, room, running }) => {
  const page = await (await start.openEnvironment()).observe(room);
  await page.connected();
  const packet = [...userPacket('same nonce', { nonce: new Uint8Array(16).fill(7) }).toBinary()];
  await loopback(await running.sessionPage(), await page.sessionId(), [packet, packet]);
  await expect(page.row('same nonce')).toHaveCount(2);
  await expect(page.row('same nonce').nth(0)).not.toHaveText(/duplicate/);
  await expect(page.row('same nonce').nth(1)).toHaveText(/duplicate/);
});

test('a channel with another label, and a case that is not known', async ({ start, room, joinRaw }) => {
  const page = await (await start.openEnvironment()).observe(room);
  const mallory = await joinRaw('mallory');
  await expect(page.row('mallory joined')).toBeVisible();
  await mallory.sendBytes('my-own-label', [new TextEncoder().encode('from elsewhere')]);
  await expect(page.row('from elsewhere')).toHaveText(/other label/);

  // Field 30, a varint: no case of this protocol.
  await mallory.sendBytes('_lossy', [new Uint8Array([0xf0, 0x01, 0x2a])]);
  await expect(page.row('unknown case')).toBeVisible();
  await page.filter.fill('flag == foreign-label or flag == unknown-case');
  await expect(page.matches).toHaveText(/^2 of /);
});

test('an agent that speaks as somebody else is told by its sid', async ({ start, room, joinAs, joinRaw }) => {
  await joinAs('alice');
  const page = await (await start.openEnvironment()).observe(room);
  const agent = await joinRaw('agent-1', { agent: true });
  await expect(page.row('agent-1 joined')).toBeVisible();
  const packet = new DataPacket({
    participantIdentity: 'alice',
    value: { case: 'chatMessage', value: new ChatMessage({ id: 'c1', message: 'I am alice', timestamp: 0n }) },
  });
  await agent.sendPackets('reliable', [packet]);
  await expect(page.row('I am alice')).toHaveText(/speaks as/);
  await page.row('I am alice').click();
  await expect(page.inspector).toContainText('agent-1');
  await expect(page.inspector).toContainText('alice');
});

test('a stream is one message, and its packets stay', async ({ start, room, joinAs }) => {
  const alice = await joinAs('alice');
  const page = await (await start.openEnvironment()).observe(room);
  await expect(page.person('alice')).toBeVisible();
  const writer = await alice.room.localParticipant?.streamText({ topic: 'lk.transcription' });
  for (const word of ['The pain ', 'started ', 'on Tuesday']) await writer?.write(word);
  await writer?.close();

  await expect(page.row('lk.transcription')).toHaveCount(5);
  await page.filter.fill('case == streamHeader');
  await expect(page.matches).toHaveText(/^1 of /);
  await page.row('lk.transcription').click();
  await expect(page.inspector).toContainText(/complete/i);
  await expect(page.inspector).toContainText(/3 chunks/);
  await expect(page.inspector).toContainText('The pain started on Tuesday');
  await page.inspector.getByRole('button', { name: /follow/i }).first().click();
  await page.window.getByRole('menuitem', { name: /stream/i }).click();
  await expect(page.matches).toHaveText(/^5 of /);
});

test('an RPC is joined: request, answer, and the time between', async ({ start, room, joinAs }) => {
  const alice = await joinAs('alice');
  const page = await (await start.openEnvironment()).join(room, { identity: 'ops-1' });
  await alice.until('ops-1', () => alice.sees('ops-1') !== undefined);
  const failed = await alice.room.localParticipant
    ?.performRpc({ destinationIdentity: 'ops-1', method: 'form.highlight', payload: '{"field":"name"}', responseTimeout: 5_000 })
    .then(() => 'answered')
    .catch((error: unknown) => String(error));
  expect(failed).not.toBe('answered');

  await page.filter.fill('rpc');
  // Request, ack and response: of version 2 the request is a stream.
  await expect(page.matches).toHaveText(/^3 of /);
  await expect(page.row('form.highlight')).toHaveText(/no handler/);
  await page.row('form.highlight').click();
  await expect(page.inspector).toContainText('No method “form.highlight” is registered here');
  const section = page.inspector.getByRole('region', { name: 'RPC' });
  await expect(section).toContainText('form.highlight');
  await expect(section).toContainText(/Ack.*\+[\d.]+ ms.*Response.*\+[\d.]+ ms/);
  await expect(section).toContainText('Error 1400');
  await page.inspector.getByRole('button', { name: /follow/i }).first().click();
  await page.window.getByRole('menuitem', { name: /RPC/ }).click();
  await expect(page.matches).toHaveText(/^3 of /);
});

test('an RPC between others is out of sight, save for the numbers that it takes', async ({ start, room, joinAs }) => {
  const alice = await joinAs('alice');
  const bob = await joinAs('bob');
  const page = await (await start.openEnvironment()).observe(room);
  await expect(page.person('bob')).toBeVisible();
  bob.room.localParticipant?.registerRpcMethod('form.highlight', () => Promise.resolve('done'));
  await alice.until('bob', () => alice.sees('bob') !== undefined);
  await alice.send('before', { reliable: true });
  const answer = await alice.room.localParticipant?.performRpc({
    destinationIdentity: 'bob',
    method: 'form.highlight',
    payload: '{"field":"name"}',
  });
  expect(answer).toBe('done');
  await alice.send('after', { reliable: true });

  await expect(page.row('after')).toHaveText(/gap/);
  await page.filter.fill('rpc or topic ~ "rpc"');
  await expect(page.matches).toHaveText(/^0 of /);
});

test('malformed bytes stay bytes, with the reason', async ({ start, room, running }) => {
  const page = await (await start.openEnvironment()).observe(room);
  await page.connected();
  await loopback(await running.sessionPage(), await page.sessionId(), [[0x0a, 0x9f, 0xff, 0x12, 0x03, 0xe1]]);
  await expect(page.row('malformed')).toHaveText(/0a 9f ff 12 03 e1/);
  await page.row('malformed').click();
  await expect(page.inspector).toContainText(/ends in the middle of a field/);
  await page.filter.fill('flag == malformed');
  await expect(page.matches).toHaveText(/^1 of /);
});

test('a field of another wire type hides nobody: the row is the sender’s, and says what the SDK reads', async ({
  start,
  room,
  joinAs,
  joinRaw,
}) => {
  await joinAs('alice');
  const page = await (await start.openEnvironment()).observe(room);
  const mallory = await joinRaw('mallory');
  await expect(page.row('mallory joined')).toBeVisible();
  const ofAlice = new DataPacket({ participantIdentity: 'alice', participantSid: 'PA_forged' }).toBinary();
  // Identity as a varint, and an unknown field, whose first 3 bytes livekit-client takes for the identity: behind
  // them it reads alice's. The server skips both, and passes them on.
  const forged = [0x20, 3, 0xa2, 0x06, ofAlice.length, ...ofAlice];
  await mallory.sendBytes('_lossy', [new Uint8Array([...userPacket('who was it', { topic: 'x' }).toBinary(), ...forged])]);

  const row = page.row('who was it');
  await expect(row).toHaveText(/mallory/);
  await expect(row).toHaveText(/malformed/);
  await row.click();
  await expect(page.inspector).toContainText(/field 4 \(participant_identity\) has wire type 0 \(varint\)/);
  await expect(page.inspector).toContainText(/it reads identity “alice”, sid “PA_forged”/);
  await page.filter.fill('from == "mallory" and flag == malformed');
  await expect(page.matches).toHaveText(/^1 of /);
});

test('while the page that receives is blocked, the status says so, and then catches up', async ({ start, room, joinAs, running }) => {
  const alice = await joinAs('alice');
  const page = await (await start.openEnvironment()).observe(room);
  await expect(page.person('alice')).toBeVisible();
  await alice.send('before', { reliable: true });
  await expect(page.status.getByText('received, as the browser counts')).toBeVisible();
  const blocked = (await running.sessionPage()).evaluate(() => {
    const until = performance.now() + 6_000;
    while (performance.now() < until);
  });
  for (let turn = 0; turn < 20; turn += 1) await alice.send(`waits ${turn}`, { reliable: true });
  await expect(page.status.getByText(/^Not answered for [345] s$/)).toBeVisible();
  await expect(page.status.getByText('the page that receives is behind')).toBeVisible();
  await blocked;
  await expect(page.row('waits 19')).toBeVisible();
  await expect(page.status.getByText('21 of 21')).toBeVisible();
  await expect(page.status.getByText('received, as the browser counts')).toBeVisible();
});

test('while the window is blocked for 1.5 s, messages keep their own times', async ({ start, room, joinAs }) => {
  const alice = await joinAs('alice');
  const page = await (await start.openEnvironment()).observe(room);
  await expect(page.person('alice')).toBeVisible();
  const blocked = page.window.evaluate(() => {
    const until = performance.now() + 1_500;
    while (performance.now() < until);
  });
  const sentAt: number[] = [];
  for (let turn = 0; turn < 6; turn += 1) {
    const next = Date.now() + 200;
    sentAt.push(Date.now());
    await alice.send(`tick ${turn}`, { reliable: true });
    while (Date.now() < next) await new Promise((resolve) => setTimeout(resolve, 10));
  }
  await blocked;
  await expect(page.row('tick 5')).toBeVisible();
  const times = await page.timesOf('tick');
  expect(times).toHaveLength(6);
  // A blocked window that held a message's time up would do so by up to 1.5 s; a third of that is room for a busy machine.
  times.forEach((time, turn) => expect(Math.abs(time - (sentAt[turn] ?? 0))).toBeLessThan(500));
});
