import { describe, expect, it } from 'vitest';
import { completenessWords, connectionWords, memoryWords, roleWords } from '../../../../renderer/app/status-words.ts';
import { formatTime } from '../../../../renderer/ui/format.ts';
import { makeSession, makeSnapshot } from '../support.ts';

const counted = {
  ...makeSnapshot().completeness,
  received: 10_233,
  browserReceived: 10_230,
  sampledReceived: 10_230,
  sampledAtMs: 1_000,
};

describe('the status bar', () => {
  it('says that the counts agree, with what came since the sample', () => {
    expect(completenessWords(counted, false)).toMatchObject({
      health: 'ok',
      count: '10,233 of 10,233',
      rest: 'received, agrees with the browser’s count',
    });
  });

  it('claims nothing before the first sample', () => {
    const words = completenessWords({ ...counted, browserReceived: undefined, sampledAtMs: undefined }, false);
    expect(words).toMatchObject({ health: 'dim', rest: 'received, not yet compared' });
  });

  it('tells backlog from loss', () => {
    const behind = { ...counted, browserReceived: 10_240 };
    expect(completenessWords(behind, false)).toMatchObject({
      health: 'warn',
      count: '10,230 of 10,240',
      rest: 'received, catching up',
    });
    expect(completenessWords(behind, true)).toMatchObject({ health: 'bad', rest: 'received, 10 missing here' });
    expect(completenessWords({ ...counted, browserReceived: 10_228 }, true).rest).toBe(
      'received, the browser counts 2 fewer',
    );
  });

  it('says what of a closed connection cannot be verified', () => {
    const words = completenessWords({ ...counted, unverifiedSinceMs: 5_000 }, false);
    expect(words.health).toBe('warn');
    expect(words.rest).toContain(`a few before ${formatTime(5_000)} unverified`);
  });

  it('says role and connection in words', () => {
    expect(roleWords(makeSession(), 'connected')).toBe('participating as ops-1');
    expect(roleWords(makeSession({ role: { kind: 'observe', as: 'agent' } }), 'resuming')).toBe('observing, hidden');
    expect(roleWords(makeSession(), 'disconnected')).toBe('not in the room; was participating as ops-1');
    expect(connectionWords('connected', false).words).toBe('Connected');
    expect(connectionWords('disconnected', true).words).toBe('Waiting for the room');
  });

  it('counts memory in MiB', () => {
    expect(memoryWords(38 * 1_048_576 - 1, 256 * 1_048_576)).toBe('Memory 38 of 256 MiB');
  });
});
