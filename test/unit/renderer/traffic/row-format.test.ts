import { describe, expect, it } from 'vitest';
import type { Sender } from '../../../../renderer/traffic/protocol/index.ts';
import {
  delta,
  destinationSentence,
  destinationText,
  eventTitle,
  exactBytes,
  fullTime,
  kindWord,
  senderText,
} from '../../../../renderer/traffic/row-format.ts';

describe('eventTitle', () => {
  it('parts who from what', () => {
    expect(eventTitle({ identity: 'alice', title: 'alice joined' })).toEqual({ who: 'alice', what: ' joined' });
    expect(eventTitle({ identity: 'a\u202eb', title: 'a\u202eb left' })).toEqual({ who: 'a⟨U+202E⟩b', what: ' left' });
  });

  it('cuts a long identity in its middle, and not what became of it', () => {
    const identity = `${'I'.repeat(140)}station-07`;
    const { who, what } = eventTitle({ identity, title: `${identity} joined` });
    expect(what).toBe(' joined');
    expect(who).toMatch(/^I+…I+station-07$/);
    expect(who.length).toBe(48);
  });

  it('leaves titles that do not begin with the identity as they are', () => {
    expect(eventTitle({ identity: '', title: 'Gap, 3 s' })).toEqual({ who: '', what: 'Gap, 3 s' });
    expect(eventTitle({ identity: 'ali', title: 'alice joined' })).toEqual({ who: '', what: 'alice joined' });
  });
});

describe('delta', () => {
  it.each([
    [0, '0.000'],
    [137, '0.137'],
    [0.4, '0.000'],
    [-12, '−0.012'],
    [9_999, '9.999'],
    [9_999.6, '10.00'],
    [-19_374, '−19.37'],
    [99_990, '99.99'],
    [99_999.9, '100.0'],
    [3_600_000, '3600.0'],
    [36_000_000, '10.0 h'],
    [200_000_000, '2.3 d'],
  ])('writes %d ms as %s', (ms, text) => {
    expect(delta(1_000_000 + ms, 1_000_000)).toBe(text);
  });

  it('is empty for the first row', () => {
    expect(delta(1_000, undefined)).toBe('');
  });
});

describe('fullTime', () => {
  it('has the date and the microseconds', () => {
    const time = new Date(2026, 2, 9, 4, 5, 6, 7).getTime();
    expect(fullTime(time + 0.25)).toBe('2026-03-09 04:05:06.007 250');
  });
});

describe('senderText', () => {
  const sender = (changed: Partial<Sender>): Sender => ({ origin: 'participant', identity: '', sid: '', ...changed });

  it.each([
    [sender({ identity: 'alice', sid: 'PA_1' }), 'alice', 'named', 'alice, proven by the sid PA_1'],
    [sender({ origin: 'self', identity: 'ops-1', sid: 'PA_2' }), 'ops-1', 'self', 'This console, as ops-1'],
    [sender({ origin: 'self' }), 'you', 'self', 'This console, as '],
    [sender({ origin: 'server-api' }), 'server API', 'api', 'Neither identity nor sid: sent over the server API'],
    [
      sender({ origin: 'hidden', sid: 'PA_3' }),
      'hidden',
      'api',
      'A hidden participant: the sid PA_3 without an identity',
    ],
    [
      sender({ origin: 'no-sid', identity: 'bob' }),
      'bob',
      'unsure',
      'The packet says bob but carries no sid to prove it',
    ],
    [sender({ origin: 'unreadable' }), 'unknown', 'unsure', 'The packet cannot be read, so its sender is not known'],
  ])('tells %o apart', (from, text, look, proof) => {
    expect(senderText(from)).toEqual({ text, look, proof });
  });
});

describe('destinations', () => {
  const own = ['ops-1', 'PA_own'];

  it('are all, you, a name, or how many', () => {
    expect(destinationText([], own)).toBe('all');
    expect(destinationText(['ops-1'], own)).toBe('you');
    expect(destinationText(['PA_own'], own)).toBe('you');
    expect(destinationText(['alice'], own)).toBe('alice');
    expect(destinationText(['alice', 'ops-1'], own)).toBe('2 named');
  });

  it('are named in full in a sentence', () => {
    expect(destinationSentence([], own)).toBe('Everyone in the room');
    expect(destinationSentence(['alice', 'ops-1'], own)).toBe('alice, ops-1 (you)');
  });
});

it('writes sizes exactly and channels in a word', () => {
  expect(exactBytes(48_211)).toBe('48,211 B');
  expect(kindWord('data-track')).toBe('track');
  expect(kindWord('lossy')).toBe('lossy');
});
