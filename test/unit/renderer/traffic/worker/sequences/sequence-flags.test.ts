import { DataPacket, UserPacket } from '@livekit/protocol';
import { describe, expect, it } from 'vitest';
import type { FlagName } from '../../../../../../renderer/traffic/protocol/index.ts';
import { chunkWith, makeSession, packetRow, userPacket } from '../log-fixtures.ts';

interface Sent {
  readonly sequence: number;
  readonly lossy?: true;
  readonly sid?: string;
  /** ms since the packet before. */
  readonly after?: number;
  readonly sent?: true;
}

/** The flags of the rows of packets of alice, 1 ms apart. */
function flagsOf(packets: readonly Sent[], reset?: number): (readonly FlagName[])[] {
  const { session } = makeSession();
  let time = 1_763_967_600_000;
  packets.forEach(({ sequence, lossy, sid = 'PA_alice', after = 1, sent = false }, index) => {
    if (index === reset) session.relations.sdkReset();
    time += after;
    const bytes = userPacket('x', { sequence, participantSid: sid });
    session.appendChunk(chunkWith({ bytes, time, sent, label: lossy ? '_lossy' : '_reliable' }));
  });
  return packets.map((_, row) => packetRow(session, row).flags);
}

const numbers = (from: number, to: number): Sent[] =>
  Array.from({ length: to - from + 1 }, (_, index) => ({ sequence: from + index }));

describe('flags that follow from sequences', () => {
  it('tell the attack: one lossy packet with a huge sequence hides the reliable ones of the next 30 s', () => {
    const flags = flagsOf([{ sequence: 900_000, lossy: true }, ...numbers(2, 11), { sequence: 12, after: 32_000 }]);
    expect(flags[0]).toEqual(['seq-jump']);
    expect(flags.slice(1, 11)).toEqual(Array.from({ length: 10 }, () => ['sdk-drops']));
    expect(flags[11]).toEqual([]);
  });

  it('tell the same of a reliable packet, and of one that comes between', () => {
    expect(flagsOf([...numbers(1, 2), { sequence: 900_000 }, ...numbers(3, 4), { sequence: 7 }])).toEqual([
      [],
      [],
      ['seq-jump'],
      ['sdk-drops'],
      ['sdk-drops'],
      ['sdk-drops', 'skipped'],
    ]);
    expect(flagsOf([...numbers(1, 2), { sequence: 900_000, lossy: true }, { sequence: 3 }])).toEqual([
      [],
      [],
      ['seq-jump'],
      ['sdk-drops'],
    ]);
  });

  it('are a repetition and a drop at once, on one channel', () => {
    expect(flagsOf([{ sequence: 5 }, { sequence: 5 }, { sequence: 5, lossy: true }])).toEqual([
      [],
      ['sdk-drops', 'duplicate'],
      ['sdk-drops'],
    ]);
  });

  it('keep the memory over a resume, and lose it with a new engine', () => {
    const replayed = [...numbers(1, 3), ...numbers(2, 3)];
    const both = ['sdk-drops', 'duplicate'];
    expect(flagsOf(replayed)).toEqual([[], [], [], both, both]);
    expect(flagsOf(replayed, 3)).toEqual([[], [], [], ['duplicate'], ['duplicate']]);
  });

  it('tell skipped and late ones', () => {
    expect(flagsOf([1, 4, 2].map((sequence) => ({ sequence })))).toEqual([[], ['skipped'], ['sdk-drops', 'late']]);
  });

  it('are told by the sid, not for what has none, nor for what this console sends', () => {
    expect(flagsOf([{ sequence: 5 }, { sequence: 5, sid: 'PA_b' }])).toEqual([[], []]);
    expect(flagsOf([{ sequence: 5, sent: true }, { sequence: 5, sent: true }])).toEqual([[], []]);
    expect(flagsOf([{ sequence: 5, sid: '' }, { sequence: 5, sid: '' }])).toEqual([[], []]);
    expect(flagsOf([{ sequence: 0 }, { sequence: 0 }])).toEqual([[], []]);
  });

  it('never stand for what is told of lossy packets: no skips, no late ones', () => {
    expect(flagsOf([5, 9, 7].map((sequence) => ({ sequence, lossy: true })))).toEqual([[], [], ['sdk-drops']]);
  });

  it('tell a message of the server API that came twice by its nonce, not by its bytes', () => {
    const { session } = makeSession();
    const message = (nonce: number): Uint8Array => {
      const value = new UserPacket({ payload: new Uint8Array(3), nonce: new Uint8Array(16).fill(nonce) });
      return new DataPacket({ value: { case: 'user', value } }).toBinary();
    };
    session.appendChunk(chunkWith(...[1, 2, 1].map((nonce) => ({ bytes: message(nonce) }))));
    expect([0, 1, 2].map((row) => packetRow(session, row).flags)).toEqual([
      ['no-sender'],
      ['no-sender'],
      ['duplicate', 'no-sender'],
    ]);
  });

  it('hold for 3,000 senders at once, in bounded memory', () => {
    const { session } = makeSession();
    for (let round = 1; round <= 2; round += 1) {
      for (let sender = 0; sender < 3_000; sender += 1) {
        session.appendChunk(chunkWith({ bytes: userPacket('x', { sequence: round, participantSid: `PA_${sender}` }) }));
      }
    }
    expect([1, 3_000, 5_999].map((row) => packetRow(session, row).flags)).toEqual([[], [], []]);
  });

  it('hold for a sender who comes after one that changed its topic for each of 100,000 packets', () => {
    const { session } = makeSession();
    const withTopic = (topic: string) => ({ bytes: userPacket('x', {}, { topic }) });
    session.appendChunk(chunkWith(...Array.from({ length: 100_000 }, (_, index) => withTopic(`topic ${index}`))));
    const newcomer = { bytes: userPacket('x', { sequence: 3, participantSid: 'PA_new' }) };
    session.appendChunk(chunkWith(newcomer, newcomer));
    expect(packetRow(session, 100_001).flags).toEqual(['sdk-drops', 'duplicate']);
    expect(packetRow(session, 99_999).topic).toBe('topic 99999');
  });
});
