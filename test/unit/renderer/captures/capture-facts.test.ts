import { expect, it } from 'vitest';
import { captureFacts, captureMarks, readShare } from '../../../../renderer/captures/capture-facts.ts';
import type { CaptureOrigin, CaptureReading, LogStatus } from '../../../../renderer/traffic/protocol/index.ts';
import { makeCapture, makeOpen } from '../../../support/capture-records.ts';

const origin: CaptureOrigin = {
  application: 'Room Console 0.1.0',
  runtime: '',
  room: 'consult-42',
  server: 'wss://eu',
  serverVersion: '1.13.5',
  profile: 'Clinic EU',
  identity: 'ops-1',
  role: 'observe',
  filter: '',
  payloads: true,
  startedAtMs: new Date(2026, 3, 3, 14, 2).getTime(),
  completeness: undefined,
};
const now = new Date(2026, 3, 3, 15, 0).getTime();

function status(reading: Partial<CaptureReading>): LogStatus {
  const none = { reliable: 0, lossy: 0, other: 0 };
  return {
    type: 'status',
    total: 0,
    held: 0,
    shown: 0,
    unfiltered: 0,
    received: none,
    sent: none,
    heldBytes: 0,
    budgetBytes: 1,
    evicted: 0,
    perSecond: 0,
    flagged: 0,
    marked: 0,
    oldestMs: undefined,
    reading: { bytes: 0, total: 100, done: false, problem: undefined, remarks: [], doubts: [], gaps: 0, origin: undefined, ...reading },
  };
}

it('tells whose it is, from when, for how long and by whom', () => {
  const info = makeCapture('a', { startedAtMs: origin.startedAtMs, endedAtMs: origin.startedAtMs + 61_000 });
  expect(captureFacts(makeOpen('a'), info, status({ origin }), now).map(({ what, value }) => `${what} ${value}`)).toEqual([
    'Room consult-42',
    'Server Clinic EU',
    'Recorded 14:02, 1 min 1 s',
    'By ops-1, Room Console 0.1.0',
    'Size 1,000 B',
  ]);
});

it('leaves out what a foreign file does not say', () => {
  expect(captureFacts(makeOpen('a'), undefined, status({}), now)).toEqual([{ what: 'Size', value: '1,000 B' }]);
});

it('says that the time is unknown where no row has one', () => {
  const damaged = { ...status({}), oldestMs: 0 };
  expect(captureFacts(makeOpen('a'), undefined, damaged, now)[0]).toEqual({ what: 'Recorded', value: 'time unknown' });
  const told = makeCapture('a', { startedAtMs: 0, endedAtMs: 0 });
  expect(captureFacts(makeOpen('a'), told, damaged, now).find(({ what }) => what === 'Recorded')?.value).toBe('time unknown');
  expect(captureFacts(makeOpen('a'), told, status({ origin }), now).find(({ what }) => what === 'Recorded')?.value).toBe('14:02');
});

it('marks what is not the whole of it', () => {
  expect(captureMarks(makeCapture('a'), status({ origin }))).toEqual([]);
  const mismatch = { received: 1, sent: 0, unverified: 0, mismatch: true };
  const partial = { ...origin, filter: 'topic == "chat"', payloads: false, completeness: mismatch };
  expect(captureMarks(makeCapture('a', { state: 'cut' }), status({ origin: partial })).map(({ word }) => word)).toEqual([
    'cut',
    'partial',
    'without payloads',
    'counts did not agree',
  ]);
  expect(captureMarks(makeCapture('a', { state: 'written' }), undefined)[0]?.word).toBe('being written');
});

it('tells how far it is read until it is', () => {
  expect(readShare(status({ bytes: 25 }))).toBe(0.25);
  expect(readShare(status({ bytes: 25, done: true }))).toBeUndefined();
  expect(readShare(undefined)).toBeUndefined();
  expect(readShare(status({ total: 0 }))).toBe(0);
});
