import { DataPacket, UserPacket } from '@livekit/protocol';
import { describe, expect, it } from 'vitest';
import { LogComparison } from '../../../../../../renderer/traffic/worker/compare/log-comparison.ts';
import { ByteBudget } from '../../../../../../renderer/traffic/worker/store/byte-budget.ts';
import { chunkWith, event, makeSession, userPacket } from '../log-fixtures.ts';
import { chunkOf, compare, counts, logOf, lossy, note, numbered, receive } from './compare-fixtures.ts';

/** Two logs of one room, each of an observer. */
function room(): [ReturnType<typeof logOf>, ReturnType<typeof logOf>] {
  return [logOf('left'), logOf('right')];
}

describe('packets with a sequence', () => {
  it('are the same by sender and number, in whatever order they came', () => {
    const [left, right] = room();
    for (const [at, sequence] of [1, 2, 3].entries()) receive(left, 1_000 + at, numbered(sequence));
    for (const [at, sequence] of [2, 1, 3].entries()) receive(right, 1_010 + at, numbered(sequence));
    const { lines, comparison } = compare(left, right);
    expect(lines).toEqual(['n1 n1', 'n2 n2', 'n3 n3']);
    expect(comparison.clock).toMatchObject({ offsetMs: 10, samples: 3 });
  });

  it('one that only one side has stands where it came', () => {
    const [left, right] = room();
    for (const sequence of [1, 2, 3, 5]) receive(left, 1_000 + sequence, numbered(sequence));
    for (const sequence of [1, 3, 4, 5]) receive(right, 1_000 + sequence, numbered(sequence));
    const { lines, why, pairs } = compare(left, right);
    expect(lines).toEqual(['n1 n1', 'n2 –', 'n3 n3', '– n4', 'n5 n5']);
    expect(why).toEqual({ n2: 'unseen', n4: 'unseen' });
    expect(pairs).toMatchObject({ leftOpen: 1, rightOpen: 1 });
  });

  it('the same number of another sender is another packet', () => {
    const [left, right] = room();
    receive(left, 1_000, numbered(1, 'one'));
    receive(right, 1_000, userPacket('other', { sequence: 1, participantSid: 'PA_bob', participantIdentity: 'bob' }));
    expect(compare(left, right).lines).toEqual(['one –', '– other']);
  });

  it('one that came twice is told as having come once more', () => {
    const [left, right] = room();
    receive(left, 1_000, numbered(1));
    receive(left, 1_500, numbered(1));
    receive(right, 1_000, numbered(1));
    const { lines, why } = compare(left, right);
    expect(lines).toEqual(['n1 n1', 'n1 –']);
    expect(why).toEqual({ n1: 'again' });
  });
});

describe('what has a number of another kind', () => {
  it('nonces and chunks of streams are the same however late they came', () => {
    const [left, right] = room();
    const nonce = new Uint8Array([1, 2, 3]);
    const api = (text: string): Uint8Array => userPacket(text, { participantIdentity: '', participantSid: '' }, { nonce });
    receive(left, 1_000, api('a'));
    receive(left, 1_100, chunkOf('s1', 0));
    receive(left, 1_200, chunkOf('s1', 1));
    receive(right, 90_000, api('a'));
    receive(right, 90_300, chunkOf('s1', 1));
    note(left, 100_000);
    note(right, 100_000);
    const { pairs, why } = compare(left, right);
    expect(counts(pairs)).toMatchObject({ both: 2 });
    expect(why).toEqual({ 'chunk 0 · 01': 'unseen' });
  });
});

describe('the clocks', () => {
  it('one that is ahead is told, and what is only told by its content is found by it', () => {
    const [left, right] = room();
    for (const sequence of [1, 2, 3]) receive(left, 1_000 + sequence, numbered(sequence));
    lossy(left, 1_010, 'x');
    for (const sequence of [1, 2, 3]) receive(right, 3_601_000 + sequence, numbered(sequence));
    lossy(right, 3_601_011, 'x');
    const { lines, comparison } = compare(left, right);
    expect(comparison.clock?.offsetMs).toBe(3_600_000);
    expect(lines).toContain('x x');
  });

  it('without numbers, content that is there once on both sides tells it', () => {
    const [left, right] = room();
    for (let at = 0; at < 5; at += 1) {
      lossy(left, 1_000 + at * 100, `p${at}`);
      lossy(right, 501_000 + at * 100, `p${at}`);
    }
    const { comparison, pairs } = compare(left, right);
    expect(comparison.clock).toMatchObject({ offsetMs: 500_000 });
    expect(counts(pairs).both).toBe(5);
  });

  it('equal content of two logs that never overlap, or that share no number, is no packet that both saw', () => {
    const apart = [logOf('console-1', 1_000), logOf('console-2', 500_000)] as const;
    const numberless = room();
    for (let at = 0; at < 5; at += 1) {
      lossy(apart[0], 1_000 + at * 100, `p${at}`);
      lossy(apart[1], 501_000 + at * 100, `p${at}`);
      lossy(numberless[0], 1_000 + at * 100, `p${at}`);
      lossy(numberless[1], 501_000 + at * 100, `p${at}`);
    }
    receive(numberless[0], 1_600, numbered(1));
    receive(numberless[1], 501_600, numbered(90));
    for (const [left, right] of [apart, numberless]) {
      const { comparison, pairs } = compare(left, right);
      expect(comparison.clock).toBeUndefined();
      expect(counts(pairs).both).toBe(0);
    }
  });

  it('with nothing in common they are not known, and both logs stand as they are', () => {
    const [left, right] = room();
    lossy(left, 1_000, 'a');
    lossy(right, 1_001, 'b');
    const { comparison, lines, why } = compare(left, right);
    expect(comparison.clock).toBeUndefined();
    expect(lines).toEqual(['a –', '– b']);
    expect(why).toEqual({ a: 'lossy', b: 'lossy' });
  });
});

describe('lossy packets without a number', () => {
  it('of equal ones, the one that was lost is told, not the last', () => {
    const [left, right] = room();
    for (let at = 0; at < 20; at += 1) {
      receive(left, 1_000 + at * 50, numbered(at + 1));
      receive(right, 1_002 + at * 50, numbered(at + 1));
      if (at !== 7) lossy(left, 1_001 + at * 50, 'same');
      if (at !== 12) lossy(right, 1_004 + at * 50, 'same');
    }
    const { pairs, comparison } = compare(left, right);
    const missing = ['left', 'right'] as const;
    const times = missing.map((part) => {
      const found: number[] = [];
      for (let position = 0; position < pairs.count(part); position += 1) {
        const pair = pairs.pairAt(part, position) ?? 0;
        const [session, index] = part === 'left' ? [left, pairs.leftOf(pair)] : [right, pairs.rightOf(pair)];
        const row = session.row(index);
        if (row?.type === 'packet') found.push(row.time);
      }
      return found;
    });
    expect(comparison.clock?.offsetMs).toBe(2);
    expect(times).toEqual([[1_601], [1_354]]);
  });

  it('equal ones that came in one burst are counted, however they jittered', () => {
    const [left, right] = room();
    for (let at = 0; at < 5; at += 1) lossy(left, 1_000 + at * 20, 'same');
    for (let at = 0; at < 5; at += 1) lossy(right, 1_079 + at * 0.5, 'same');
    note(left, 5_000);
    note(right, 5_000);
    expect(counts(compare(left, right).pairs).both).toBe(5);
  });

  it('the same content much later is another packet', () => {
    const [left, right] = room();
    receive(left, 1_000, numbered(1));
    receive(right, 1_000, numbered(1));
    lossy(left, 1_000, 'x');
    lossy(right, 30_000, 'x');
    note(left, 40_000);
    note(right, 40_000);
    expect(compare(left, right).lines).toEqual(['n1 n1', 'x –', '– x']);
  });

  it('topic, case, sender and payload must be equal', () => {
    const [left, right] = room();
    receive(left, 1_000, userPacket('x', {}, { topic: 'a' }));
    receive(right, 1_000, userPacket('x', {}, { topic: 'b' }));
    receive(right, 1_001, userPacket('x', { participantSid: 'PA_bob' }, { topic: 'a' }));
    receive(right, 1_002, userPacket('y', {}, { topic: 'a' }));
    expect(counts(compare(left, right).pairs)).toMatchObject({ both: 0 });
  });
});

describe('what a console sent itself', () => {
  /** As livekit-client hands it to the channel: without who sends it. */
  function send(session: ReturnType<typeof logOf>, time: number, text: string, more: { sequence?: number; to?: string[] } = {}): void {
    const { sequence = 0, to = [] } = more;
    const packet = new DataPacket({
      sequence,
      destinationIdentities: to,
      value: { case: 'user', value: new UserPacket({ payload: new TextEncoder().encode(text), topic: 'pose' }) },
    });
    receive(session, time, packet.toBinary(), { sent: true, label: sequence === 0 ? '_lossy' : '_reliable' });
  }

  const received = (text: string, more: ConstructorParameters<typeof DataPacket>[0] = {}): Uint8Array =>
    userPacket(text, { participantIdentity: 'left', participantSid: 'PA_left', ...more }, { topic: 'pose' });

  it('is what the other received, reliable and lossy', () => {
    const [left, right] = room();
    send(left, 1_000, 'sure', { sequence: 4 });
    send(left, 1_001, 'maybe');
    receive(right, 1_005, received('sure', { sequence: 4 }));
    receive(right, 1_006, received('maybe'), { label: '_lossy' });
    const { lines } = compare(left, right);
    expect(lines).toEqual(['sure sure', 'maybe maybe']);
  });

  it('what did not arrive, and what was for somebody else, is told apart', () => {
    const [left, right] = room();
    send(left, 1_000, 'refused', { sequence: 4 });
    send(left, 1_001, 'private', { sequence: 5, to: ['carol'] });
    send(left, 1_002, 'for you', { sequence: 6, to: ['carol', 'right'] });
    note(right, 2_000);
    const { why } = compare(left, right);
    expect(why).toEqual({ refused: 'sent', private: 'addressed', 'for you': 'sent' });
  });

  it('what the other one sent and only here is known is no packet to others', () => {
    const [left, right] = room();
    receive(right, 1_000, received('to right', { sequence: 9, destinationIdentities: ['right'] }));
    note(left, 2_000);
    expect(compare(left, right).why).toEqual({ 'to right': 'unseen' });
  });
});

describe('why a side lacks a row', () => {
  it('it had not begun yet, or had ended', () => {
    const left = logOf('left', 0);
    const right = logOf('right', 5_000);
    for (const sequence of [1, 2, 3]) receive(left, 4_000 + sequence * 1_000, numbered(sequence));
    receive(left, 1_000, numbered(9));
    receive(right, 5_000, numbered(1));
    receive(right, 7_000, numbered(3));
    receive(right, 9_000, numbered(4));
    // Both are still open: the left one ends at 8 s, as if it were read from a file.
    const { why } = compare(left, right, 8_000);
    expect(why).toEqual({ n9: 'before', n2: 'unseen', n4: 'after' });
  });

  it('its oldest rows had to go', () => {
    const { session: right } = makeSession({ budget: new ByteBudget(6 * 1_024 * 1_024) });
    const left = logOf('left');
    for (let at = 0; at < 12; at += 1) {
      const bytes = userPacket('x'.repeat(600_000), { sequence: at + 1 });
      receive(left, 1_000 + at, bytes);
      right.appendChunk(chunkWith({ time: 1_000 + at, bytes }));
    }
    expect(right.log.firstRow).toBeGreaterThan(0);
    const { pairs } = compare(left, right);
    expect(pairs.count('left')).toBe(right.log.firstRow + 1);
    expect(pairs.whyOf(1)).toBe('forgotten');
    expect(pairs.leftOpen).toBe(0);
  });

  it('it was not connected', () => {
    const [left, right] = room();
    for (const sequence of [1, 2, 3]) receive(left, sequence * 1_000, numbered(sequence));
    receive(right, 1_000, numbered(1));
    right.appendEvent(event({ time: 1_500, event: 'connection', severity: 'warn', identity: '', title: 'Connection lost' }));
    right.appendEvent(event({ time: 2_500, event: 'gap', severity: 'warn', identity: '', title: 'Gap, 1.0 s' }));
    receive(right, 3_000, numbered(3));
    const { why } = compare(left, right);
    expect(why).toMatchObject({ n2: 'gap', 'Connection lost': 'console', 'Gap, 1.0 s': 'console' });
  });

  it('a Blob without its bytes cannot be found', () => {
    const [left, right] = room();
    receive(left, 1_000, new Uint8Array(0), { size: 500 });
    note(right, 2_000);
    const { pairs } = compare(left, right);
    expect(pairs.whyOf(pairs.pairAt('left', 1) ?? -1)).toBe('no-bytes');
  });
});

describe('room events', () => {
  it('are the same by what happened, to whom, and what came of it, near in time', () => {
    const [left, right] = room();
    for (const [session, late] of [[left, 0], [right, 2_400]] as const) {
      session.appendEvent(event({ time: 1_000 + late, identity: 'bob', title: 'bob joined' }));
      session.appendEvent(event({ time: 1_100 + late, event: 'metadata', title: 'bob metadata', after: '{"a":1}' }));
    }
    left.appendEvent(event({ time: 9_000, event: 'metadata', title: 'bob metadata', after: '{"a":2}' }));
    note(right, 20_000);
    const { lines, why } = compare(left, right);
    expect(lines).toEqual(['bob joined bob joined', 'bob metadata bob metadata', 'bob metadata –']);
    expect(why).toEqual({ 'bob metadata': 'unseen' });
  });

  it('who was there when a console joined has joined there only', () => {
    const left = logOf('left', 0);
    const right = logOf('right', 0);
    right.appendEvent(event({ time: 4_000, event: 'connection', identity: '', title: 'Joined demo' }));
    right.appendEvent(event({ time: 4_001, identity: 'bob', title: 'bob joined' }));
    right.appendEvent(event({ time: 9_000, identity: 'carol', title: 'carol joined' }));
    note(left, 10_000);
    expect(compare(left, right).why).toMatchObject({ 'bob joined': 'present', 'carol joined': 'unseen' });
  });

  it('that the other console came and went stands there as its own connection', () => {
    const [left, right] = room();
    left.appendEvent(event({ time: 1_000, identity: 'right', title: 'right joined' }));
    note(right, 2_000);
    expect(compare(left, right).why).toEqual({ 'right joined': 'joined' });
  });
});

describe('what is put at the head of a file', () => {
  it('stands before the rows after it, and does not tell when it began', () => {
    const [left, right] = [logOf('left', 500), logOf('right', 500)];
    for (const sequence of [1, 2, 3, 4]) receive(left, 1_000 * sequence, numbered(sequence));
    // Saved at 3.5 s, with all that memory held.
    right.appendEvent(event({ time: 3_500, event: 'capture', identity: '', title: 'Recorded from here' }));
    for (const sequence of [1, 3, 4]) receive(right, 1_000 * sequence, numbered(sequence));
    const { lines, why } = compare(left, right);
    expect(lines).toEqual(['n1 n1', '– Recorded from here', 'n2 –', 'n3 n3', 'n4 n4']);
    expect(why).toEqual({ 'Recorded from here': 'console', n2: 'unseen' });
  });
});

describe('in slices', () => {
  it('goes on where it stopped, and tells how far it is', () => {
    const [left, right] = room();
    for (let at = 1; at <= 3_000; at += 1) {
      receive(left, at, numbered(at));
      if (at % 3 !== 0) receive(right, at + 1, numbered(at));
    }
    const comparison = new LogComparison(left, right, Infinity);
    let slices = 0;
    let before = 0;
    while (comparison.pairs === undefined) {
      let asked = 0;
      comparison.step(() => {
        asked += 1;
        return asked > 3;
      });
      expect(comparison.progress).toBeGreaterThanOrEqual(before);
      before = comparison.progress;
      slices += 1;
    }
    expect(slices).toBeGreaterThan(20);
    expect(comparison.progress).toBe(1);
    expect(counts(comparison.pairs)).toEqual({ both: 2_000, left: 1_001, right: 1 });
  });

  it('stays with the rows that were there when it began', () => {
    const [left, right] = room();
    receive(left, 1_000, numbered(1));
    const comparison = new LogComparison(left, right, 2_000);
    receive(right, 1_000, numbered(1));
    comparison.step(() => false);
    expect(comparison.pairs?.count('both')).toBe(0);
  });

  it('of empty logs there is nothing', () => {
    const [{ session: left }, { session: right }] = [makeSession(), makeSession()];
    expect(compare(left, right).pairs.length).toBe(0);
  });
});
