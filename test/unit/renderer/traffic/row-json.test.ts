import { describe, expect, it } from 'vitest';
import { isPacketDetail, rowJson } from '../../../../renderer/traffic/row-json.ts';
import type { PacketDetail } from '../../../../renderer/traffic/protocol/index.ts';
import { eventRow, packetRow } from './log-fixtures.ts';

const detail = (payload: Uint8Array): PacketDetail => ({
  row: packetRow({ row: 41 }),
  fields: [],
  packet: new Uint8Array(3),
  payload,
  because: [],
  flow: undefined,
  sequenceRows: [],
});

describe('rowJson', () => {
  it('has a packet with its payload as text', () => {
    expect(JSON.parse(rowJson(detail(new TextEncoder().encode('{"x":1}'))))).toEqual({
      number: 42,
      time: new Date(1_790_000_000_000).toISOString(),
      epochMs: 1_790_000_000_000.25,
      direction: 'in',
      kind: 'reliable',
      channel: '_reliable',
      case: 'user',
      sender: { origin: 'participant', identity: 'alice', sid: 'PA_1' },
      topic: 'chat',
      sequence: 7,
      size: 70,
      payload: { text: '{"x":1}' },
    });
  });

  it('has bytes that are no text as hex', () => {
    expect(JSON.parse(rowJson(detail(Uint8Array.of(0xff, 0x00))))).toMatchObject({ payload: { hex: 'ff00' } });
  });

  it('has an event with its values', () => {
    expect(JSON.parse(rowJson(eventRow({ row: 2 })))).toEqual({
      number: 3,
      time: new Date(1_790_000_000_000).toISOString(),
      epochMs: 1_790_000_000_000,
      event: 'metadata',
      identity: 'alice',
      title: 'alice metadata',
      before: '{"a":1}',
      after: '{"a":2}',
    });
  });
});

it('tells packets from events', () => {
  expect(isPacketDetail(detail(new Uint8Array()))).toBe(true);
  expect(isPacketDetail(eventRow())).toBe(false);
});
