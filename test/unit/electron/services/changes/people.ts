import type { ParticipantInfo, Permissions } from '../../../../../electron/contract/domain.ts';

export const speaker: Permissions = {
  canSubscribe: true,
  canPublish: true,
  canPublishData: true,
  canUpdateMetadata: false,
  canSubscribeMetrics: false,
  canManageAgentSession: false,
  hidden: false,
  recorder: false,
  agent: false,
  canPublishSources: [],
};

/** A participant as the server API lists it. */
export function person(identity: string, sid: string, more: Partial<ParticipantInfo> = {}): ParticipantInfo {
  return {
    identity,
    sid,
    name: '',
    state: 'active',
    kind: 'standard',
    metadata: '',
    attributes: {},
    permissions: speaker,
    joinedAtMs: 0,
    isPublisher: false,
    tracks: [],
    ...more,
  };
}
