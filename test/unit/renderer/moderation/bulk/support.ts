import type { BulkChange, BulkTarget, TargetState } from '../../../../../electron/contract/changes.ts';

export function makeTarget(identity: string, state: TargetState = 'waiting', message = ''): BulkTarget {
  return { identity, sid: `PA_${identity}`, state, message };
}

export function makeRun(given: Partial<BulkChange> = {}): BulkChange {
  return {
    id: 'b1',
    profileId: 'p1',
    room: 'consult-42',
    change: { kind: 'silence' },
    perSecond: 10,
    state: 'running',
    startedAtMs: 0,
    endedAtMs: undefined,
    targets: [makeTarget('ann'), makeTarget('bob')],
    ...given,
  };
}
