import { describe, expect, test } from 'vitest';
import { attributesText, compareParticipants } from '../../../../renderer/session/participant-changes.ts';
import type { RoomParticipant } from '../../../../renderer/session/protocol.ts';

function participant(changes: Partial<RoomParticipant> = {}): RoomParticipant {
  return {
    identity: 'alice',
    sid: 'PA_1',
    name: '',
    state: 'active',
    kind: 'standard',
    metadata: '',
    attributes: {},
    permissions: undefined,
    joinedAtMs: 0,
    isPublisher: false,
    tracks: [],
    isLocal: false,
    seenAt: { metadata: undefined, name: undefined, attributes: undefined },
    ...changes,
  };
}

function room(...participants: RoomParticipant[]): Map<string, RoomParticipant> {
  return new Map(participants.map((one) => [one.identity, one]));
}

describe('compareParticipants', () => {
  test('nothing changed: no rows', () => {
    expect(compareParticipants(room(participant()), room(participant()))).toEqual([]);
  });

  test('somebody joins, with what the token brought', () => {
    const [row, ...rest] = compareParticipants(room(), room(participant({ kind: 'agent', name: 'Al', metadata: '{}' })));
    expect(rest).toEqual([]);
    expect(row).toMatchObject({ event: 'joined', identity: 'alice', title: 'alice joined', after: '{}' });
    expect(row?.text).toBe('agent · “Al” · with metadata');
  });

  test('the same identity with a new sid left and joined', () => {
    const rows = compareParticipants(room(participant()), room(participant({ sid: 'PA_2' })));
    expect(rows.map((row) => row.event)).toEqual(['left', 'joined']);
  });

  test('each changed value is a row with before and after', () => {
    const rows = compareParticipants(
      room(participant({ metadata: 'a', name: 'x', attributes: { k: '1' } })),
      room(participant({ metadata: 'b', name: 'y', attributes: { k: '2' } })),
    );
    expect(rows.map(({ event, before, after }) => [event, before, after])).toEqual([
      ['metadata', 'a', 'b'],
      ['name', 'x', 'y'],
      ['attributes', '{"k":"1"}', '{"k":"2"}'],
    ]);
  });

  test('a lost permission is told in words', () => {
    const may = {
      canSubscribe: true,
      canPublish: false,
      canPublishData: true,
      canUpdateMetadata: false,
      canSubscribeMetrics: false,
    canManageAgentSession: false,
      hidden: false,
      recorder: false,
      agent: false,
      canPublishSources: [],
    };
    const rows = compareParticipants(
      room(participant({ permissions: may })),
      room(participant({ permissions: { ...may, canPublishData: false } })),
    );
    expect(rows).toMatchObject([{ event: 'permissions', before: 'send data, receive media', after: 'receive media' }]);
  });

  test('tracks that come, go, are muted and unmuted', () => {
    const mic = { sid: 'TR_1', name: '', kind: 'audio' as const, source: 'microphone', muted: false };
    const screen = { sid: 'TR_2', name: '', kind: 'video' as const, source: 'screen_share', muted: true };
    const titles = (before: (typeof mic | typeof screen)[], after: (typeof mic | typeof screen)[]) =>
      compareParticipants(room(participant({ tracks: before })), room(participant({ tracks: after }))).map(
        ({ event, title, text }) => [event, title, text],
      );
    expect(titles([], [mic, screen])).toEqual([
      ['track', 'alice microphone published', 'TR_1'],
      ['track', 'alice screen share published', 'TR_2 · muted'],
    ]);
    expect(titles([mic, screen], [{ ...mic, muted: true }])).toEqual([
      ['track', 'alice screen share unpublished', 'TR_2'],
      ['track', 'alice microphone muted', 'TR_1'],
    ]);
    expect(titles([{ ...mic, muted: true }], [mic])).toEqual([['track', 'alice microphone unmuted', 'TR_1']]);
    expect(titles([{ ...mic, source: 'unknown' }], [])).toEqual([['track', 'alice audio track unpublished', 'TR_1']]);
  });

  test('this console’s own coming and going is no row, its own values are', () => {
    const own = participant({ isLocal: true });
    expect(compareParticipants(room(), room(own))).toEqual([]);
    expect(compareParticipants(room(own), room())).toEqual([]);
    expect(compareParticipants(room(own), room({ ...own, metadata: 'm' }))).toHaveLength(1);
  });

  test('the cause stands behind each row of a reconnect', () => {
    const [row] = compareParticipants(room(participant()), room(), 'found after reconnecting');
    expect(row?.text).toBe('PA_1 · found after reconnecting');
  });
});

test('attributesText does not depend on the order of keys', () => {
  expect(attributesText({ b: '2', a: '1' })).toBe(attributesText({ a: '1', b: '2' }));
});
