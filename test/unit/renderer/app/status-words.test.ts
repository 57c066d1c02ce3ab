import { describe, expect, it } from 'vitest';
import { completenessWords, connectionWords, memoryWords, roleWords } from '../../../../renderer/app/status-words.ts';
import type { SessionSnapshot } from '../../../../renderer/session/client.ts';
import { formatTime } from '../../../../renderer/ui/format.ts';
import { makeSession, makeSnapshot } from '../support.ts';

/** What a room with these counts has to say. */
const wordsOf = (
  completeness: Partial<SessionSnapshot['completeness']>,
  stays = false,
  given: Partial<SessionSnapshot> = {},
) => completenessWords(makeSnapshot({ completeness: { ...counted, ...completeness }, ...given }), stays);

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
      rest: 'received, agrees with the browser’s count',
    });
  });

  it('claims nothing before the first sample', () => {
    const words = wordsOf({ browserReceived: undefined, sampledAtMs: undefined });
    expect(words).toMatchObject({ health: 'dim', rest: 'received, not yet compared' });
  });

  it('tells backlog from loss', () => {
    const behind = { browserReceived: 10_240 };
    expect(wordsOf(behind)).toMatchObject({
      health: 'warn',
      count: '10,230 of 10,240',
      rest: 'received, catching up',
    });
    expect(wordsOf(behind, true)).toMatchObject({ health: 'bad', rest: 'received, 10 missing here' });
    expect(wordsOf({ browserReceived: 10_228 }, true).rest).toBe(
      'received, the browser counts 2 fewer',
    );
  });

  it('says what of a closed connection cannot be verified', () => {
    const words = wordsOf({ unverifiedSinceMs: 5_000 });
    expect(words.health).toBe('warn');
    expect(words.rest).toContain(`a few before ${formatTime(5_000)} unverified`);
  });

  it('says as of when the counts agreed while nothing can arrive', () => {
    for (const state of ['rejoining', 'disconnected'] as const) {
      const words = wordsOf({}, false, { state });
      expect(words).toMatchObject({ health: 'dim', count: '10,233 of 10,233' });
      expect(words.rest).toContain(`agreed with the browser’s count at ${formatTime(1_000)}`);
    }
  });

  it('claims no agreement where it was never connected', () => {
    const none = { received: 0, browserReceived: 0, sampledReceived: 0 };
    expect(wordsOf(none, false, { state: 'disconnected', roomSid: '' })).toMatchObject({
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

  it('counts memory in MiB', () => {
    expect(memoryWords(38 * 1_048_576 - 1, 256 * 1_048_576)).toBe('Memory 38 of 256 MiB');
  });
});
