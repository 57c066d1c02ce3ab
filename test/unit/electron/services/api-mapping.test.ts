import { expect, test } from 'vitest';
import { participantInfo, roomSummary, serverPermission } from '../../../../electron/services/api-mapping.ts';

const room = {
  sid: 'RM_1',
  name: 'consult-42',
  numParticipants: 3,
  numPublishers: 1,
  creationTime: 1_795_503_997n,
  creationTimeMs: 1_795_503_997_577n,
  metadata: '{}',
  emptyTimeout: 300,
  departureTimeout: 20,
  maxParticipants: 0,
  activeRecording: false,
};

const participant = {
  identity: 'nurse',
  sid: 'PA_1',
  name: 'Eva',
  state: 2,
  kind: 0,
  metadata: '{}',
  attributes: { a: 'b' },
  permission: undefined,
  joinedAt: 1_795_503_997n,
  joinedAtMs: 0n,
  isPublisher: false,
  tracks: [{ sid: 'TR_1', name: 'mic', type: 0, source: 2, muted: true }],
};

test('a room', () => {
  expect(roomSummary(room)).toEqual({
    sid: 'RM_1',
    name: 'consult-42',
    numParticipants: 3,
    numPublishers: 1,
    createdAtMs: 1_795_503_997_577,
    metadata: '{}',
    emptyTimeoutS: 300,
    departureTimeoutS: 20,
    maxParticipants: 0,
    activeRecording: false,
  });
});

test('a server that tells seconds only', () => {
  expect(roomSummary({ ...room, creationTimeMs: 0n }).createdAtMs).toBe(1_795_503_997_000);
  expect(roomSummary({ ...room, creationTimeMs: 0n, creationTime: 0n }).createdAtMs).toBe(0);
});

test('a participant', () => {
  expect(participantInfo(participant)).toEqual({
    identity: 'nurse',
    sid: 'PA_1',
    name: 'Eva',
    state: 'active',
    kind: 'standard',
    metadata: '{}',
    attributes: { a: 'b' },
    permissions: undefined,
    joinedAtMs: 1_795_503_997_000,
    isPublisher: false,
    tracks: [{ sid: 'TR_1', name: 'mic', kind: 'audio', source: 'microphone', muted: true }],
  });
});

test.each([
  [0, 'standard'],
  [1, 'ingress'],
  [2, 'egress'],
  [3, 'sip'],
  [4, 'agent'],
  [7, 'connector'],
  [8, 'bridge'],
  [99, 'unknown'],
])('kind %i is %s', (kind, name) => {
  expect(participantInfo({ ...participant, kind }).kind).toBe(name);
});

test('permissions, with sources by name, also those of a newer server', () => {
  const permission = {
    canSubscribe: true,
    canPublish: false,
    canPublishData: true,
    canPublishSources: [2, 4, 17],
    canUpdateMetadata: false,
    canSubscribeMetrics: false,
    canManageAgentSession: true,
    hidden: false,
    recorder: false,
    agent: true,
  };
  expect(participantInfo({ ...participant, permission }).permissions).toEqual({
    canSubscribe: true,
    canPublish: false,
    canPublishData: true,
    canPublishSources: ['microphone', 'screen_share_audio', 'source 17'],
    canUpdateMetadata: false,
    canSubscribeMetrics: false,
    canManageAgentSession: true,
    hidden: false,
    recorder: false,
    agent: true,
  });
});

test('permissions that are sent: sources by number, those of a newer server included, other words left out', () => {
  const permissions = participantInfo({
    ...participant,
    permission: {
      canSubscribe: true,
      canPublish: true,
      canPublishData: false,
      canPublishSources: [2, 4, 17],
      canUpdateMetadata: false,
      canSubscribeMetrics: false,
      canManageAgentSession: true,
      hidden: false,
      recorder: false,
      agent: true,
    },
  }).permissions;
  if (permissions === undefined) throw new Error('unreachable');
  expect(serverPermission({ ...permissions, canPublishSources: [...permissions.canPublishSources, 'horn'] })).toMatchObject({
    canPublishSources: [2, 4, 17],
    canManageAgentSession: true,
    canPublishData: false,
  });
});
