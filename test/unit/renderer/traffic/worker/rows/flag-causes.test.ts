import { describe, expect, it } from 'vitest';
import type { PacketDetail } from '../../../../../../renderer/traffic/protocol/index.ts';
import type { WireMessage } from '../../../../../../renderer/traffic/wire-chunk.ts';
import { inspectRow } from '../../../../../../renderer/traffic/worker/rows/packet-detail.ts';
import type { SessionLog } from '../../../../../../renderer/traffic/worker/session-log.ts';
import { chunkWith, event, makeSession, userPacket } from '../log-fixtures.ts';

function numbered(sequence: number, time: number, label = '_reliable', sid = 'PA_alice'): Partial<WireMessage> {
  return { bytes: userPacket('x', { sequence, participantSid: sid }), time, label };
}

function detailOf(session: SessionLog, row: number): PacketDetail {
  const detail = inspectRow(row, session);
  if (detail === undefined || !('packet' in detail)) throw new Error('no packet');
  return detail;
}

function because(session: SessionLog, row: number): readonly string[] {
  return detailOf(session, row).because.map(({ flag, row: cause, text }) => `${flag} ← ${cause}: ${text}`);
}

const noEvent = 'livekit-client fires no event for it.';
const raw = 'livekit-client gives no numbers to lossy packets: something else sent this one.';
const notReceived = 'addressed to others, refused by the server, or lost.';

describe('the causes of flags', () => {
  it('tell the attack with its figures', () => {
    const { session } = makeSession();
    const other = numbered(7, 3_100, '_reliable', 'PA_b');
    session.appendChunk(
      chunkWith(numbered(213, 1_000), numbered(900_000, 3_000, '_lossy'), other, numbered(214, 3_400)),
    );
    expect(because(session, 1)).toEqual([
      'seq-jump ← 0: Sequence 900,000 is far above 213, the last reliable one of this sender. ' +
        `For 30 s livekit-client drops all of this sender's packets that are not above 900,000. ${raw}`,
    ]);
    expect(because(session, 3)).toEqual([
      `sdk-drops ← 1: Sequence 214 is not above 900,000, from this sender 0.4 s before. ${noEvent}`,
    ]);
  });

  it('name the row before a skip, the number a late one follows, and the first copy', () => {
    const { session } = makeSession();
    session.appendChunk(
      chunkWith(numbered(5, 0), numbered(8, 10), numbered(6, 30), numbered(8, 2_000), numbered(10, 2_100)),
    );
    expect(because(session, 1)).toEqual([
      `skipped ← 0: 2 numbers between 5 and 8 were not received here: ${notReceived}`,
    ]);
    expect(detailOf(session, 1).row.skipped).toBe(2);
    expect(because(session, 2)[1]).toBe('late ← 1: Sequence 6 was skipped, and came after all, 20 ms after 8.');
    expect(because(session, 3)).toEqual([
      `sdk-drops ← 1: Sequence 8 is not above 8, from this sender 2.0 s before. ${noEvent}`,
      'duplicate ← 1: Sequence 8 came from this sender 2.0 s before, on this channel.',
    ]);
    expect(because(session, 4)[0]).toContain('1 number between 8 and 10 was not received here');
  });

  it('say so where the row is gone', () => {
    const { session } = makeSession();
    session.appendChunk(chunkWith(numbered(5, 0)));
    session.clear();
    session.appendChunk(chunkWith(numbered(5, 1), numbered(8, 2)));
    expect(because(session, 1)).toEqual([
      `sdk-drops ← undefined: Sequence 5 is not above one that this sender sent within the 30 s before. ${noEvent}`,
      'duplicate ← undefined: Sequence 5 came from this sender before, on this channel.',
    ]);
    expect([because(session, 2)[0], detailOf(session, 2).row.skipped]).toEqual([
      `skipped ← undefined: Numbers before 8 were not received here: ${notReceived}`,
      undefined,
    ]);
  });

  it('tell each flag its own row, where there are several', () => {
    const { session } = makeSession();
    const nonce = { nonce: new Uint8Array(16).fill(1) };
    const withNonce = (sequence: number, time: number) => ({ bytes: userPacket('x', { sequence }, nonce), time });
    session.appendChunk(
      chunkWith(withNonce(1, 0), numbered(900, 10), withNonce(3, 20), numbered(2, 30, '_lossy'), withNonce(3, 40)),
    );
    expect(because(session, 2)).toEqual([
      `sdk-drops ← 1: Sequence 3 is not above 900, from this sender 10 ms before. ${noEvent}`,
      'duplicate ← 0: A message with the same nonce came from this sender 20 ms before.',
      'late ← 1: Sequence 3 was skipped, and came after all, 10 ms after 900.',
    ]);
    expect(because(session, 3)).toEqual([
      `sdk-drops ← 1: Sequence 2 is not above 900, from this sender 20 ms before. ${noEvent} ${raw}`,
    ]);
    expect(because(session, 4)).toEqual([
      `sdk-drops ← 1: Sequence 3 is not above 900, from this sender 30 ms before. ${noEvent}`,
      'duplicate ← 2: Sequence 3 came from this sender 20 ms before, on this channel.',
    ]);
  });

  it('find the cause of a drop behind any number of rows', () => {
    const { session } = makeSession();
    session.appendChunk(chunkWith(numbered(1, 0), numbered(900_000, 1, '_lossy')));
    const others = Array.from({ length: 60_000 }, (_, index) => numbered(index + 1, 2, '_reliable', 'PA_b'));
    session.appendChunk(chunkWith(...others, numbered(2, 20_000)));
    expect(because(session, 60_002)[0]).toMatch(/^sdk-drops ← 1: Sequence 2 is not above 900,000/);
  });

  it('say who it is, how large, and where the bytes break', () => {
    const { session } = makeSession();
    session.context.update({ identity: 'console', sid: '' }, new Map([['PA_alice', 'alice']]));
    session.appendChunk(
      chunkWith(
        { bytes: userPacket('x', { participantIdentity: 'Console' }) },
        { bytes: userPacket('x'.repeat(1_400)), label: '_lossy' },
        { bytes: userPacket('x').subarray(0, 4) },
        { bytes: new Uint8Array(3), label: '_data_track' },
        { bytes: new Uint8Array(3), label: 'mine' },
      ),
    );
    expect(because(session, 0)).toEqual([
      'speaks-as ← undefined: The packet says Console; the room gives its sid, PA_alice, to alice. Act on alice.',
      'look-alike ← undefined: The identity is Console (PA_alice). It looks like console (sid not known), who is another: ' +
        'its character 1 is C U+0043, the other’s c U+0063. Compare the sid.',
    ]);
    session.context.update({ identity: 'console', sid: 'PA_own' }, new Map([['PA_other', '\u0430lice']]));
    session.appendChunk(
      chunkWith({ bytes: userPacket('x', { participantIdentity: '\u0430lice', participantSid: 'PA_other' }) }),
    );
    expect(because(session, 5)).toEqual([
      'look-alike ← undefined: The identity is \u0430lice (PA_other). It looks like alice (PA_alice), who is another: ' +
        'its character 1 is \u0430 U+0430, the other’s a U+0061. It mixes alphabets within a word: its character 1 is ' +
        '\u0430 U+0430. Compare the sid.',
    ]);
    expect(because(session, 1)[0]).toMatch(/1,4\d\d bytes, where 1,300 are advised/);
    expect(because(session, 2)[0]).toContain('It is no DataPacket: it ends in the middle of a field, in its case user, at byte 4.');
    expect(because(session, 3)[0]).toContain('it has 3 bytes, and a header has 12');
    expect(because(session, 4)[0]).toContain('It was on the channel “mine”.');
  });
});

describe('the sequence rows of a packet', () => {
  it('are those of its sender around it, 20 on each side', () => {
    const { session } = makeSession();
    session.appendEvent(event());
    for (let sequence = 1; sequence <= 60; sequence += 1) {
      session.appendChunk(chunkWith(numbered(sequence, sequence), numbered(sequence, sequence, '_reliable', 'PA_b')));
    }
    session.appendChunk(chunkWith(numbered(60, 99)));
    const rows = detailOf(session, 1 + 2 * 29).sequenceRows;
    expect(rows.map(({ sequence }) => sequence)).toEqual(Array.from({ length: 41 }, (_, index) => 10 + index));
    expect(rows[20]).toEqual({ row: 59, time: 30, sequence: 30, flags: [] });
    expect(detailOf(session, 121).sequenceRows.at(-1)?.flags).toEqual(['sdk-drops', 'duplicate']);
    expect(detailOf(session, 1).sequenceRows).toHaveLength(21);
  });

  it('are none where it has no sequence', () => {
    const { session } = makeSession();
    session.appendChunk(chunkWith({ bytes: userPacket('x') }));
    expect(detailOf(session, 0).sequenceRows).toEqual([]);
  });
});
