import type { ChangeOutcome, ParticipantChange } from '../../electron/contract/changes.ts';
import { permissionSetOf } from './permission-set.ts';

/**
 * What takes a change back; undefined where nothing does: nobody brings back somebody who was removed, the server
 * ignores an empty name or metadata, and what was subscribed to before is not told.
 *
 * A mute is taken back only where the server lets others unmute; whoever offers it asks that first.
 */
export function inverseOf(change: ParticipantChange, outcome: ChangeOutcome | undefined): ParticipantChange | undefined {
  const before = outcome?.before;
  if (before === undefined) return undefined;
  switch (change.kind) {
    case 'metadata':
    case 'name': {
      const value = before[change.kind];
      return value === '' || value === change.value ? undefined : { kind: change.kind, value };
    }
    case 'attributes': {
      const value = Object.fromEntries(
        Object.entries(change.value)
          .filter(([key, now]) => (before.attributes[key] ?? '') !== now)
          .map(([key]) => [key, before.attributes[key] ?? '']),
      );
      return Object.keys(value).length === 0 ? undefined : { kind: 'attributes', value };
    }
    case 'permissions':
    case 'permissionFlags':
    case 'silence': {
      if (before.permissions === undefined) return undefined;
      const after = outcome?.after?.permissions;
      return {
        kind: 'permissions',
        value: permissionSetOf(before.permissions),
        ...(after === undefined ? {} : { expected: permissionSetOf(after) }),
      };
    }
    case 'muteTrack':
      return { ...change, muted: !change.muted };
    case 'subscriptions':
    case 'remove':
      return undefined;
  }
}
