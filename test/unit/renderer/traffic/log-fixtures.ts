import type { EventRow, LogStatus, PacketRow } from '../../../../renderer/traffic/protocol/index.ts';

/** Rows and counts as the worker sends them. */

const none = { reliable: 0, lossy: 0, other: 0 };

export function logStatus(changed: Partial<LogStatus>): LogStatus {
  return {
    type: 'status',
    total: 0,
    held: 0,
    shown: 0,
    unfiltered: 0,
    received: none,
    sent: none,
    heldBytes: 0,
    budgetBytes: 268_435_456,
    evicted: 0,
    perSecond: 0,
    flagged: 0,
    marked: 0,
    oldestMs: undefined,
    ...changed,
  };
}

export function packetRow(changed: Partial<PacketRow> = {}): PacketRow {
  return {
    type: 'packet',
    row: 0,
    time: 1_790_000_000_000.25,
    direction: 'in',
    channel: 'reliable',
    label: '_reliable',
    case: 'user',
    sender: { origin: 'participant', identity: 'alice', sid: 'PA_1' },
    topic: 'chat',
    destinations: [],
    sequence: 7,
    size: 70,
    payloadSize: 2,
    preview: 'hi',
    flags: [],
    skipped: undefined,
    flow: undefined,
    marked: false,
    colour: undefined,
    ...changed,
  };
}

export function eventRow(changed: Partial<EventRow> = {}): EventRow {
  return {
    type: 'event',
    row: 0,
    marked: false,
    colour: undefined,
    time: 1_790_000_000_000,
    event: 'metadata',
    severity: 'info',
    identity: 'alice',
    title: 'alice metadata',
    text: '',
    before: '{"a":1}',
    after: '{"a":2}',
    ...changed,
  };
}
