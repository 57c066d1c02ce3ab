import { describe, expect, it } from 'vitest';
import type { SessionSnapshot } from '../../../../../renderer/session/protocol.ts';
import type { LogStatus } from '../../../../../renderer/traffic/protocol/index.ts';
import { outOfSight, type OutOfSight, type SightFacts } from '../../../../../renderer/traffic/timeline/out-of-sight.ts';
import { formatTime, formatTimeMs } from '../../../../../renderer/ui/format.ts';
import { makeParticipant, makeSnapshot } from '../../support.ts';

const none = { reliable: 0, lossy: 0, other: 0 };
const status: LogStatus = {
  type: 'status',
  total: 9,
  held: 9,
  shown: 9,
  unfiltered: 0,
  received: { reliable: 4, lossy: 1_203, other: 0 },
  sent: none,
  heldBytes: 1,
  budgetBytes: 2,
  evicted: 0,
  perSecond: 0,
  flagged: 0,
  marked: 0,
  oldestMs: 1_000,
};

function lines(snapshot: Partial<SessionSnapshot> = {}, rest: Partial<SightFacts> = {}): Map<string, OutOfSight> {
  const facts = { role: 'observe' as const, status, snapshot: makeSnapshot(snapshot), ...rest };
  return new Map(outOfSight(facts).map((line) => [line.what, line]));
}

describe('what cannot be seen in a room', () => {
  it('begins with what is addressed to others, whoever looks', () => {
    expect([...lines().keys()][0]).toBe('Messages addressed to others only');
    expect([...lines({}, { role: 'participate' }).keys()][0]).toBe('Messages addressed to others only');
  });

  it('tells an observer and a participant different things about themselves', () => {
    expect(lines().has('Messages to this observer')).toBe(true);
    const sent = { ...status, sent: { reliable: 2, lossy: 1, other: 0 } };
    expect(lines({}, { role: 'participate', status: sent }).get('Echoes of what is sent from here')?.figure).toBe(
      '3 sent, none proven',
    );
  });

  it('never shows a number for what cannot be counted', () => {
    expect(lines().get('Lost lossy messages')?.figure).toBe('not knowable, 1,203 arrived');
    expect(lines({}, { status: undefined }).get('Lost lossy messages')?.figure).toBe('not knowable');
    for (const role of ['observe', 'participate'] as const)
      for (const { figure } of lines({}, { role }).values()) expect(figure).not.toMatch(/^0/);
  });

  it('says since when it listens', () => {
    expect(lines({ listeningSinceMs: 5_000 }).has(`Before ${formatTime(5_000)}`)).toBe(true);
    expect(lines().has('Before joining')).toBe(true);
  });

  it('lists the gaps so far with their times', () => {
    expect(lines().get('While not connected')).toMatchObject({ figure: 'none so far', times: [] });
    const gaps = [
      { sinceMs: 1_000, untilMs: 4_500 },
      { sinceMs: 9_000, untilMs: undefined },
    ];
    expect(lines({ state: 'rejoining', gaps, gapsTotal: 2 }).get('While not connected')).toMatchObject({
      figure: '2 gaps, 3.5 s in all',
      times: [`${formatTimeMs(1_000)} to ${formatTimeMs(4_500)}, 3.5 s`, `since ${formatTimeMs(9_000)}, still`],
    });
  });

  it('does not call a lost signal a gap', () => {
    const gaps = [{ sinceMs: 9_000, untilMs: undefined }];
    expect(lines({ state: 'resuming', gaps, gapsTotal: 1 }).get('While not connected')?.figure).toBe('none so far');
  });

  it('says that a list of gaps is not whole', () => {
    const gaps = Array.from({ length: 50 }, (_, at) => ({ sinceMs: at * 1_000, untilMs: at * 1_000 + 100 }));
    const line = lines({ gaps, gapsTotal: 70 }).get('While not connected');
    expect(line?.figure).toMatch(/^70 gaps/);
    expect(line?.times[0]).toBe('the newest 8 of them:');
  });

  it('tells what could not be verified, and when', () => {
    const completeness = { ...makeSnapshot().completeness, unverified: 4, unverifiedSinceMs: 1_000, unverifiedUntilMs: 2_000 };
    const line = lines({ completeness }).get(`Between ${formatTimeMs(1_000)} and ${formatTimeMs(2_000)}`);
    expect(line?.figure).toBe('4 messages seen, not verified');
  });

  it('tells what was let go, and how far back the rows reach', () => {
    expect(lines().get('Rows let go')?.figure).toBe('none so far');
    const gone = { ...status, evicted: 12_000 };
    expect(lines({}, { status: gone }).get('Rows let go')?.figure).toBe(`12,000, rows reach back to ${formatTime(1_000)}`);
  });

  it('counts those whose tracks are not subscribed', () => {
    const participants = [makeParticipant({ isPublisher: true }), makeParticipant({ identity: 'b' })];
    expect(lines({ participants }).get('Media, data tracks and metrics')?.figure).toBe('1 participant publishes tracks now');
  });
});
