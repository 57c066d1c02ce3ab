import type { LatestRow, Sender, StatisticsRow, ViewMessage } from '../../../../../renderer/traffic/protocol/index.ts';

export const alice: Sender = { origin: 'participant', identity: 'alice', sid: 'PA_alice' };

export function statisticsRow(over: Partial<StatisticsRow> = {}): StatisticsRow {
  return {
    key: 1,
    sender: alice,
    looksAlike: false,
    isImitated: false,
    topic: 'chat',
    gathersTopics: false,
    channel: 'reliable',
    case: 'user',
    direction: 'in',
    count: 1_204,
    rateNow: 12.34,
    rateAverage: 3,
    bytes: 123_456,
    sizeMin: 88,
    sizeMedian: 90,
    sizeMax: 1_300,
    intervalMedian: 48.4,
    jitter: 3.25,
    duplicates: 0,
    skipped: 2,
    flagged: 2,
    flags: [{ flag: 'skipped', count: 2 }],
    ...over,
  };
}

export function latestRow(over: Partial<LatestRow> = {}): LatestRow {
  return {
    key: 1,
    sender: alice,
    looksAlike: false,
    isImitated: false,
    topic: 'pose',
    channel: 'lossy',
    case: 'user',
    direction: 'in',
    count: 3,
    rateNow: 1,
    row: 7,
    time: 1_000,
    preview: '{"x":1}',
    isHeld: true,
    payload: new TextEncoder().encode('{"x":1}'),
    changed: [],
    ...over,
  };
}

/** Keeps what a state says to the worker. */
export function recorder() {
  const sent: ViewMessage[] = [];
  return { sent, send: (message: ViewMessage) => void sent.push(message), taken: () => sent.splice(0) };
}
