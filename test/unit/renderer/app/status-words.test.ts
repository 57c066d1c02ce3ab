import { describe, expect, it } from 'vitest';
import { completenessWords, connectionWords, roleWords } from '../../../../renderer/app/status-words.ts';
import type { SessionSnapshot } from '../../../../renderer/session/client.ts';
import { formatTime } from '../../../../renderer/ui/format.ts';
import { makeSession, makeSnapshot } from '../support.ts';

/** What a room with these counts has to say. */
const wordsOf = (completeness: Partial<SessionSnapshot['completeness']>, given: Partial<SessionSnapshot> = {}) =>
  completenessWords(makeSnapshot({ completeness: { ...counted, ...completeness }, ...given }));

const counted = {
  ...makeSnapshot().completeness,
  received: 10_233,
  browserReceived: 10_230,
  sampledReceived: 10_230,
  sampledAtMs: 1_000,
};

describe('the status bar', () => {
  it('says that the counts agree, with what came since the sample', () => {
    expect(wordsOf({})).toMatchObject({
      health: 'ok',
      count: '10,233 of 10,233',
      rest: 'received, as the browser counts',
    });
  });

  it('claims nothing before the first sample', () => {
    const words = wordsOf({ browserReceived: undefined, sampledAtMs: undefined });
    expect(words).toMatchObject({ health: 'dim', count: '10,233', rest: 'received, checking…' });
  });

  it('does not say that nothing came while the log has rows', () => {
    const snapshot = makeSnapshot({
      completeness: { ...counted, received: 0, browserReceived: 0, sampledReceived: 0 },
    });
    expect(completenessWords(snapshot, { logged: 0 })).toMatchObject({ health: 'ok', count: '0 of 0' });
    expect(completenessWords(snapshot, { logged: 12 })).toMatchObject({ health: 'dim', count: '12', rest: 'received, checking…' });
  });

  it('tells backlog from loss', () => {
    const waiting = { browserReceived: 10_240 };
    expect(wordsOf({ ...waiting, latencyMs: 1_200 })).toMatchObject({
      health: 'warn',
      count: '10,230 of 10,240',
      rest: 'received, catching up',
    });
    const mismatch = { received: 10, sent: 0, sinceMs: 1_000 };
    expect(wordsOf({ ...waiting, mismatch })).toMatchObject({ health: 'bad', rest: 'received, 10 missing here' });
    expect(wordsOf({ browserReceived: 10_228, mismatch: { ...mismatch, received: -2 } }).rest).toBe(
      'received, the browser counts 2 fewer',
    );
    expect(wordsOf({ mismatch: { received: 0, sent: 1, sinceMs: 1_000 } }).rest).toBe(
      'received, 1 sent message missing here',
    );
  });

  it('does not warn of what comes within a second', () => {
    expect(wordsOf({ browserReceived: 10_240, latencyMs: 3 })).toMatchObject({
      health: 'ok',
      count: '10,230 of 10,240',
      rest: 'received, 10 on the way',
    });
    expect(wordsOf({ behind: 99 })).toMatchObject({ health: 'ok', count: '10,233 of 10,233' });
    expect(wordsOf({ browserReceived: 10_228 })).toMatchObject({ health: 'dim', rest: 'received, checking…' });
  });

  it('does not go on saying that the counts agree while the page that receives does not answer', () => {
    const snapshot = makeSnapshot({ completeness: counted });
    expect(completenessWords(snapshot, { silentMs: 2_900 }).health).toBe('ok');
    const words = completenessWords(snapshot, { silentMs: 4_200 });
    expect(words).toMatchObject({ health: 'warn', count: 'Not answered for 4 s', rest: 'the page that receives is behind' });
    expect(words.why).toContain(`It had 10,230 of 10,230 at ${formatTime(1_000)}.`);
    // An alarm stays one; who is not connected is not waited for.
    const mismatch = { received: 10, sent: 0, sinceMs: 1_000 };
    const wrong = makeSnapshot({ completeness: { ...counted, browserReceived: 10_240, mismatch } });
    expect(completenessWords(wrong, { silentMs: 4_200 }).health).toBe('bad');
    expect(completenessWords({ ...snapshot, state: 'disconnected' }, { silentMs: 4_200 }).health).toBe('dim');
  });

  it('says how far it is behind, all told, and that nothing is lost by it', () => {
    expect(wordsOf({ behind: 312_000 })).toMatchObject({
      health: 'warn',
      count: '312,000 messages behind',
      rest: 'catching up, nothing is dropped',
    });
    expect(wordsOf({ behind: 312_000, browserReceived: 11_230 }).count).toBe('313,000 messages behind');
  });

  it('says what is lost before anything else', () => {
    expect(wordsOf({ unlogged: 3, behind: 5 })).toMatchObject({ health: 'bad', count: '3 missing in this log' });
  });

  it('says what of a closed connection cannot be verified', () => {
    const words = wordsOf({ unverified: 4, unverifiedSinceMs: 5_000, unverifiedUntilMs: 6_000 });
    expect(words).toMatchObject({ health: 'warn', count: '10,230 of 10,230' });
    expect(words.rest).toBe(`received, as the browser counts; 4 could not be verified since ${formatTime(5_000)}`);
  });

  it('says as of when the counts agreed while nothing can arrive', () => {
    for (const state of ['rejoining', 'disconnected'] as const) {
      const words = wordsOf({}, { state });
      expect(words).toMatchObject({ health: 'dim', count: '10,233 of 10,233' });
      expect(words.rest).toContain(`as the browser counted at ${formatTime(1_000)}`);
    }
  });

  it('claims no agreement where it was never connected', () => {
    const none = { received: 0, browserReceived: 0, sampledReceived: 0 };
    expect(wordsOf(none, { state: 'disconnected', roomSid: '' })).toMatchObject({
      health: 'dim',
      count: 'Nothing received',
      rest: 'never connected',
    });
    expect(wordsOf(none).health).toBe('ok');
  });

  it('says role and connection in words', () => {
    const observing = makeSession({ role: { kind: 'observe', as: 'agent' } });
    expect(roleWords(makeSession(), makeSnapshot())).toBe('participating as ops-1');
    expect(roleWords(observing, makeSnapshot({ state: 'resuming' }))).toBe('observing, hidden');
    expect(roleWords(makeSession(), makeSnapshot({ state: 'rejoining' }))).toBe('rejoining as ops-1');
    expect(roleWords(observing, undefined)).toBe('joining, hidden');
    const out = { state: 'disconnected' as const };
    expect(roleWords(makeSession(), makeSnapshot(out))).toBe('not in the room; was participating as ops-1');
    expect(roleWords(makeSession(), makeSnapshot({ ...out, roomSid: '' }))).toBe('not in the room');
    expect(connectionWords('connected', false).words).toBe('Connected');
    expect(connectionWords('disconnected', true).words).toBe('Waiting for the room');
  });
});
