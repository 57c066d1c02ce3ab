import { DataPacket } from '@livekit/protocol';
import { describe, expect, it } from 'vitest';
import type { FlagName } from '../../../../../renderer/traffic/protocol/index.ts';
import { inspectRow } from '../../../../../renderer/traffic/worker/rows/packet-detail.ts';
import { chunkWith, makeSession, packetRow, userPacket } from './log-fixtures.ts';

interface Packet {
  readonly seq: number;
  readonly lossy?: true;
  readonly sid?: string;
  /** ms since the packet before. */
  readonly after?: number;
}

/** A number: a reliable packet that has it. `reset`: the SDK starts anew. */
type Step = number | Packet | 'reset';

/** The flags of each packet, 10 ms apart. */
function flagsOf(steps: readonly Step[]): (readonly FlagName[])[] {
  const { session } = makeSession();
  let time = 1_763_967_600_000;
  for (const step of steps) {
    if (step === 'reset') {
      session.relations.sdkReset();
      continue;
    }
    const packet: Packet = typeof step === 'number' ? { seq: step } : step;
    const { seq, lossy, sid = 'PA_mallory', after = 10 } = packet;
    time += after;
    const bytes = userPacket('x', { sequence: seq, participantSid: sid, participantIdentity: 'mallory' });
    session.appendChunk(chunkWith({ bytes, time, label: lossy ? '_lossy' : '_reliable' }));
  }
  return Array.from({ length: session.log.nextRow }, (_, row) => packetRow(session, row).flags);
}

const from = (first: number, count: number): number[] => Array.from({ length: count }, (_, index) => first + index);
const times = (count: number, ...flags: FlagName[]): FlagName[][] => Array.from({ length: count }, () => flags);
const largest = 2 ** 32 - 1;

describe('attacks by sequence', () => {
  it('not by a packet in which a message is broken: the SDK cannot read it, and does not remember it', () => {
    const { session } = makeSession();
    const envelope = (sequence: number) => userPacket('x', { sequence, participantSid: 'PA_m' });
    // A speaker update whose speaker names more bytes than there are.
    const broken = Uint8Array.from([...envelope(900_000), 0x1a, 4, 0x0a, 2, 0x0a, 0x7f]);
    session.appendChunk(chunkWith({ bytes: envelope(1) }, { bytes: broken }, { bytes: envelope(2) }));
    expect([0, 1, 2].map((row) => packetRow(session, row).flags)).toEqual([[], ['malformed'], []]);
  });

  it('by a number that only livekit-client reads, of a sid that the server did not write', () => {
    const { session } = makeSession();
    const of = (sid: string, sequence: number) => userPacket('x', { sequence, participantSid: sid });
    const ofBob = new DataPacket({ participantSid: 'PA_bob', sequence: 900_000 }).toBinary();
    // The tag and length of an unknown field, which livekit-client takes for an identity of 3 bytes.
    const forged = [0x20, 3, 0xa2, 0x06, ofBob.length, ...ofBob];
    const bytes = Uint8Array.from([...of('PA_m', 2), ...forged]);
    const next = [{ bytes: of('PA_bob', 2) }, { bytes: of('PA_m', 2) }, { bytes: of('PA_m', 3) }];
    session.appendChunk(chunkWith({ bytes: of('PA_bob', 1) }, { bytes: of('PA_m', 1) }, { bytes }, ...next));
    const flags = [0, 1, 2, 3, 4, 5].map((row) => packetRow(session, row).flags);
    // To the SDK, bob's 2 is old, and m's second 2 is the first: it is one twice on the wire all the same.
    expect(flags).toEqual([[], [], ['malformed'], ['sdk-drops'], ['duplicate'], []]);
    const detail = inspectRow(3, session);
    const because = detail !== undefined && 'because' in detail ? detail.because : [];
    expect(because[0]).toMatchObject({ flag: 'sdk-drops', row: 2 });
    expect(because[0]?.text).toMatch(/^Sequence 2 is not above 900,000, .* as livekit-client reads it/);
  });

  it('that drops the very packet from which livekit-client reads an old number', () => {
    const { session } = makeSession();
    const of = (sid: string, sequence: number) => userPacket('x', { sequence, participantSid: sid });
    const ofBob = new DataPacket({ participantSid: 'PA_bob', sequence: 4 }).toBinary();
    const bytes = Uint8Array.from([...of('PA_m', 9), 0x20, 3, 0xa2, 0x06, ofBob.length, ...ofBob]);
    session.appendChunk(chunkWith({ bytes: of('PA_bob', 5) }, { bytes }));
    expect(packetRow(session, 1).flags).toEqual(['sdk-drops', 'malformed']);
    const detail = inspectRow(1, session);
    const because = detail !== undefined && 'because' in detail ? detail.because : [];
    expect(because[0]?.text).toMatch(/^Sequence 4, which livekit-client reads from it as one of PA_bob, is not above 5/);
  });

  it('by a raw reliable packet: what follows is dropped for 30 s, and nothing of it is called skipped', () => {
    expect(flagsOf([...from(1, 3), 900_000, ...from(4, 10), { seq: 14, after: 32_000 }])).toEqual([
      ...times(3),
      ['seq-jump'],
      ...times(10, 'sdk-drops'),
      [],
    ]);
  });

  it('again and again, each higher than the one before', () => {
    const lossy = (seq: number): Step => ({ seq, lossy: true });
    expect(flagsOf([1, lossy(100_000), 2, lossy(200_000), 3, lossy(150_000)])).toEqual([
      [],
      ['seq-jump'],
      ['sdk-drops'],
      ['seq-jump'],
      ['sdk-drops'],
      ['sdk-drops'],
    ]);
  });

  it('with the largest number there is: the sender is silent for 30 s whatever it counts', () => {
    const end: Step[] = [{ seq: 3, after: 29_960 }, { seq: 4, after: 60 }];
    const flags = flagsOf([1, { seq: largest, lossy: true }, 2, largest, ...end]);
    expect(flags).toEqual([[], ['seq-jump'], ['sdk-drops'], ['sdk-drops'], ['sdk-drops'], []]);
  });

  it('by numbers that begin anew at 1 after the largest', () => {
    expect(flagsOf([largest - 1, largest, 1, 2, 3])).toEqual([[], [], ...times(3, 'sdk-drops')]);
  });

  it('by sequence 0, which says nothing', () => {
    expect(flagsOf([5, 0, 0, { seq: 0, lossy: true }, 6])).toEqual(times(5));
  });

  it('on one sid alone: another that sends in between loses nothing', () => {
    const bob = (seq: number): Step => ({ seq, sid: 'PA_bob' });
    expect(flagsOf([1, bob(1), { seq: 900_000, lossy: true }, bob(2), 2, bob(3), 3, bob(4)])).toEqual([
      [],
      [],
      ['seq-jump'],
      [],
      ['sdk-drops'],
      [],
      ['sdk-drops'],
      [],
    ]);
  });

  it('that is over when the sender comes back with another sid', () => {
    expect(flagsOf([1, 900_000, 2, ...from(1, 3).map((seq): Step => ({ seq, sid: 'PA_again' }))])).toEqual([
      [],
      ['seq-jump'],
      ['sdk-drops'],
      ...times(3),
    ]);
  });

  it('that is over when the SDK starts anew, and begins again with the next number', () => {
    expect(flagsOf([1, { seq: 900_000, lossy: true }, 2, 'reset', 3, 4, { seq: 900_001, lossy: true }, 5])).toEqual([
      [],
      ['seq-jump'],
      ['sdk-drops'],
      [],
      [],
      ['seq-jump'],
      ['sdk-drops'],
    ]);
  });

  it('is none: a resume replays what came, and what did not', () => {
    // 4 went missing on the way; the server sends again from 3 on.
    expect(flagsOf([1, 2, 3, 5, 4, 5, 6])).toEqual([
      [],
      [],
      [],
      ['skipped'],
      ['sdk-drops', 'late'],
      ['sdk-drops', 'duplicate'],
      [],
    ]);
  });

  it('is told of raw lossy packets below the number of the reliable ones: dropped, and twice on their channel', () => {
    const lossy = (seq: number): Step => ({ seq, lossy: true });
    expect(flagsOf([...from(1, 5), lossy(3), lossy(3), lossy(6), 6, 7])).toEqual([
      ...times(5),
      ['sdk-drops'],
      ['sdk-drops', 'duplicate'],
      [],
      ['sdk-drops'],
      [],
    ]);
  });
});
