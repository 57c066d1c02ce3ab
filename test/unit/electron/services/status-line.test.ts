import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Session, SessionReport } from '../../../../electron/contract/domain.ts';
import { StatusLine, statusLines } from '../../../../electron/services/status-line.ts';
import { makeReport } from '../../../support/electron-fakes.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const observing: Session = {
  id: 's1',
  profileId: 'local',
  room: 'demo',
  role: { kind: 'observe', as: 'agent' },
  identity: 'room-console-observer-1',
  waitingForRoom: false,
};
const participating: Session = {
  ...observing,
  role: { kind: 'participate', identity: 'ops', name: '', metadata: '', attributes: {}, canUpdateOwnMetadata: false },
  identity: 'ops',
};
const report = makeReport({ participants: 4, reliable: 34, lossy: 180 });

test('the line that the project promises', () => {
  expect(statusLines([{ session: observing, report }])).toEqual([
    'observing demo · 4 participants · 214 messages (34 reliable, 180 lossy)',
  ]);
});

test.each([
  [
    observing,
    { ...report, participants: 1, reliable: 1, lossy: 0 },
    'observing demo · 1 participant · 1 message (1 reliable, 0 lossy)',
  ],
  [
    observing,
    { ...report, other: 2 },
    'observing demo · 4 participants · 216 messages (34 reliable, 180 lossy, 2 other)',
  ],
  [
    observing,
    { ...report, state: 'rejoining' },
    'observing demo · rejoining · 4 participants · 214 messages (34 reliable, 180 lossy)',
  ],
  [participating, report, 'in as ops: demo · 4 participants · 214 messages (34 reliable, 180 lossy)'],
  [observing, undefined, 'observing demo · joining'],
  [{ ...observing, waitingForRoom: true }, report, 'observing demo · waiting for the room'],
] as const)('%#', (session, told, line) => {
  expect(statusLines([{ session, report: told }])).toEqual([line]);
});

test('hostile names do not act on the terminal', () => {
  const [line = ''] = statusLines([{ session: { ...observing, room: `a\u001b[2J\u202Eb${'x'.repeat(100)}` }, report }]);
  expect(line.slice(0, 23)).toBe('observing a\uFFFD[2J\uFFFDbxxxxxx');
  expect(line).toContain('…');
});

test('messages before the first participants are told do not make it a room of nobody', () => {
  const lines: string[] = [];
  let told: SessionReport = { ...report, participants: 0, reliable: 0, lossy: 0 };
  const status = new StatusLine({
    sessions: () => [{ session: observing, report: told }],
    print: (line) => lines.push(line.slice('observing demo · '.length).replace(/ \(.*/, '')),
  });
  const tell = (participants: number, lossy: number): void => {
    told = { ...told, participants, lossy };
    vi.advanceTimersByTime(2_000);
  };
  status.start();
  tell(0, 0);
  tell(0, 47);
  tell(4, 90);
  // Everybody left: that is known.
  tell(0, 90);
  status.stop();
  expect(lines).toEqual([
    '0 participants · 0 messages',
    'participants not told yet · 47 messages',
    '4 participants · 90 messages',
    '0 participants · 90 messages',
  ]);
});

test('a room of nobody that a backend sends to is one, once the server had the time to tell', () => {
  const lines: string[] = [];
  const status = new StatusLine({
    sessions: () => [{ session: observing, report: { ...report, participants: 0 } }],
    print: (line) => lines.push(line),
  });
  status.start();
  vi.advanceTimersByTime(8_000);
  status.stop();
  expect(lines.map((line) => line.includes('not told yet'))).toEqual([true, true, false, false]);
});

test('prints every two seconds until it is stopped', () => {
  const lines: string[] = [];
  const status = new StatusLine({
    sessions: () => [{ session: observing, report }],
    print: (line) => lines.push(line),
  });
  status.start();
  status.start();
  vi.advanceTimersByTime(4_000);
  expect(lines).toHaveLength(2);
  status.stop();
  vi.advanceTimersByTime(4_000);
  expect(lines).toHaveLength(2);
  expect(vi.getTimerCount()).toBe(0);
});
