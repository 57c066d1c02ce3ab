import { ChatMessage, DataPacket, DataStream_Header, EncryptedPacket } from '@livekit/protocol';
import { describe, expect, it } from 'vitest';
import { flagBit, flagNames } from '../../../../../../renderer/traffic/protocol/index.ts';
import type { FlagName } from '../../../../../../renderer/traffic/protocol/index.ts';
import { inspectRow } from '../../../../../../renderer/traffic/worker/rows/packet-detail.ts';
import { RowCells, rowBits } from '../../../../../../renderer/traffic/worker/store/columns.ts';
import type { WireMessage } from '../../../../../../renderer/traffic/wire-chunk.ts';
import { packetOf, rpcResponse } from '../flows/flow-fixtures.ts';
import { chunkWith, makeSession, packetRow, userPacket } from '../log-fixtures.ts';
import { randomFrom, randomPacket } from '../random-packets.ts';

function flagsOf(message: Partial<WireMessage>, participants: Record<string, string> = { PA_alice: 'alice' }) {
  const { session } = makeSession();
  session.context.update({ identity: 'console', sid: 'PA_own' }, new Map(Object.entries(participants)));
  session.appendChunk(chunkWith(message));
  return packetRow(session, 0).flags;
}

const alice = { participantIdentity: 'alice', participantSid: 'PA_alice' };

describe('RowFlags', () => {
  it('has the flags that are kept with the row in the order of the list', () => {
    const { session } = makeSession();
    const kept: [number, FlagName][] = [
      [rowBits.sdkDrops, 'sdk-drops'],
      [rowBits.seqJump, 'seq-jump'],
      [rowBits.duplicate, 'duplicate'],
      [rowBits.skipped, 'skipped'],
      [rowBits.late, 'late'],
      [rowBits.noHandler, 'no-handler'],
    ];
    for (const [bit, name] of kept) {
      const cells = new RowCells();
      cells.flags = bit | rowBits.sent;
      expect(session.flags.maskOf(cells) & flagBit(name)).toBe(flagBit(name));
    }
    const event = new RowCells();
    event.flags = rowBits.event;
    expect(session.flags.maskOf(event)).toBe(0);
  });

  it.each<[string, Partial<WireMessage>, readonly FlagName[]]>([
    ['an encrypted packet', { bytes: encryptedPacket() }, ['encrypted']],
    ['a stream that nothing takes', { bytes: streamHeader('notes') }, ['no-handler']],
    ['a response to the SDK’s own RPC', { bytes: packetOf(rpcResponse()) }, []],
    ['a stream that this console sends', { bytes: streamHeader('notes'), sent: true }, []],
    ['a lossy packet over 1,300 bytes', { bytes: userPacket('x'.repeat(1_300)), label: '_lossy' }, ['oversize']],
    ['the same on the reliable channel', { bytes: userPacket('x'.repeat(1_300)) }, []],
    ['a reliable packet over 15 KiB', { bytes: userPacket('x'.repeat(15 * 1_024)) }, ['oversize']],
    ['a hidden participant', { bytes: userPacket('x', { participantIdentity: '' }) }, ['hidden-sender']],
    ['the server API', { bytes: userPacket('x', { participantIdentity: '', participantSid: '' }) }, ['no-sender']],
    ['a chat message in another’s name', { bytes: chat('bob') }, ['speaks-as']],
    ['an identity that looks like the console’s', { bytes: named('cоnsole') }, ['look-alike']],
    ['an identity with what cannot be seen', { bytes: named('al\u200bice') }, ['look-alike']],
  ])('tells %s', (_, message, flags) => {
    expect(flagsOf(message)).toEqual(flags);
  });

  it('calls a sender hidden whom the room has not named after 5 s', () => {
    const { session } = makeSession();
    const own = { identity: 'console', sid: 'PA_own' };
    session.appendChunk(chunkWith({ bytes: userPacket('x'), time: 10_000 }));
    session.context.update(own, new Map(), 14_000);
    expect(packetRow(session, 0).flags).toEqual([]);
    session.context.update(own, new Map(), 16_000);
    expect(packetRow(session, 0).flags).toEqual(['hidden-sender']);
    session.context.update(own, new Map([['PA_alice', 'alice']]), 17_000);
    expect(packetRow(session, 0).flags).toEqual([]);
  });

  it('changes with what the room tells, and with the names that come', () => {
    const { session } = makeSession();
    session.appendChunk(chunkWith({ bytes: userPacket('x') }));
    expect(packetRow(session, 0).flags).toEqual([]);
    const before = session.context.version;
    session.appendChunk(chunkWith({ bytes: named('Alice') }));
    expect(session.context.version).toBeGreaterThan(before);
    expect([0, 1].map((row) => packetRow(session, row).flags)).toEqual([[], ['look-alike']]);
    session.context.update({ identity: 'console', sid: '' }, new Map([['PA_alice', 'bob']]));
    expect(packetRow(session, 0).flags).toEqual(['speaks-as']);
  });

  it('tells of identities that the string table did not take', () => {
    const long = `i${'d'.repeat(1_500)}`;
    expect(flagsOf({ bytes: userPacket('x', { participantIdentity: long }) })).toEqual(['speaks-as']);
    expect(flagsOf({ bytes: userPacket('x', { participantIdentity: `${long}\u200b` }) })).toContain('speaks-as');
  });

  it('counts the rows held that a timeline shows a flag of', () => {
    const { session, log } = makeSession({ budgetBytes: 4 * 1_024 * 1_024 });
    const flagged = { bytes: userPacket('x'.repeat(20_000)) };
    const serverApi = { bytes: userPacket('x', { participantIdentity: '', participantSid: '' }) };
    session.appendChunk(chunkWith(serverApi, flagged, flagged));
    expect(session.flaggedRows).toBe(2);
    for (let index = 0; index < 300; index += 1) session.appendChunk(chunkWith(flagged, { bytes: userPacket('y') }));
    expect(log.firstRow).toBeGreaterThan(3);
    let held = 0;
    for (let row = log.firstRow; row < log.nextRow; row += 1) held += packetRow(session, row).flags.length;
    expect(session.flaggedRows).toBe(held);
    session.clear();
    expect(session.flaggedRows).toBe(0);
  });

  it('throws for none of 100,000 random, mutated and cut packets (seed 77), and knows their flags', () => {
    const random = randomFrom(77);
    const { session, log } = makeSession();
    const known = new Set<string>(flagNames);
    let malformed = 0;
    for (let round = 0; round < 1_000; round += 1) {
      const packets = Array.from({ length: 100 }, () => mutated(random));
      const labelled = packets.map((bytes) => ({ bytes, label: labels[Math.floor(random() * labels.length)] ?? '' }));
      session.appendChunk(chunkWith(...labelled));
      for (let row = log.nextRow - 100; row < log.nextRow; row += 10) {
        const { flags, preview } = packetRow(session, row);
        expect(flags.every((flag) => known.has(flag))).toBe(true);
        expect(preview.length).toBeLessThanOrEqual(200);
        if (flags.includes('malformed')) malformed += 1;
        if (row % 50 === 0) expect(inspectRow(row, session)).toBeDefined();
      }
    }
    expect(log.nextRow).toBe(100_000);
    expect(malformed).toBeGreaterThan(100);
  }, 60_000);
});

const labels = ['_reliable', '_reliable', '_lossy', '_lossy', '_data_track'];
const templates = 400;
const pool: Uint8Array[] = [];

/** A packet of any case with some bytes changed, cut off or repeated; or mere noise. */
function mutated(random: () => number): Uint8Array {
  if (pool.length === 0) {
    const own = randomFrom(78);
    for (let index = 0; index < templates; index += 1) pool.push(randomPacket(own).toBinary());
  }
  const bytes = Uint8Array.from(pool[Math.floor(random() * templates)] ?? []);
  const choice = random();
  if (choice < 0.1) return Uint8Array.from({ length: Math.floor(random() * 60) }, () => Math.floor(random() * 256));
  if (choice < 0.3) return bytes.subarray(0, Math.floor(random() * bytes.length));
  if (choice < 0.8) {
    for (let change = 0; change < 1 + random() * 4; change += 1) {
      bytes[Math.floor(random() * bytes.length)] = Math.floor(random() * 256);
    }
  }
  return bytes;
}

/** Of somebody whom the room has not told of. */
function named(participantIdentity: string): Uint8Array {
  return userPacket('x', { participantIdentity, participantSid: 'PA_x' });
}

function encryptedPacket(): Uint8Array {
  const value = new EncryptedPacket();
  return new DataPacket({ ...alice, value: { case: 'encryptedPacket', value } }).toBinary();
}

function streamHeader(topic: string): Uint8Array {
  const value = new DataStream_Header({ streamId: 's', topic });
  return new DataPacket({ ...alice, value: { case: 'streamHeader', value } }).toBinary();
}

function chat(participantIdentity: string): Uint8Array {
  const value = new ChatMessage({ message: 'hi' });
  return new DataPacket({ ...alice, participantIdentity, value: { case: 'chatMessage', value } }).toBinary();
}
