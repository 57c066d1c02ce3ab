import type { ParticipantChange, PermissionSet, RequestOrder } from '../../contract/changes.ts';
import type { ParticipantInfo, Permissions } from '../../contract/domain.ts';
import { differingPermissions } from './permission-sets.ts';

/** What is to be kept. */
export type KeepInForce = Extract<RequestOrder, { kind: 'keepInForce' }>;

/**
 * What must be changed for this participant to have what is kept; nothing: an empty list. Permissions come first: what
 * is forbidden to somebody should not wait for a name.
 */
export function changesToKeep(kept: KeepInForce, participant: ParticipantInfo): readonly ParticipantChange[] {
  const { metadata, name, permissions } = kept;
  const changes: ParticipantChange[] = [];
  if (permissions !== undefined && !hasPermissions(participant.permissions, permissions)) {
    changes.push({ kind: 'permissions', value: permissions });
  }
  const attributes = differingAttributes(kept.attributes ?? {}, participant.attributes);
  if (Object.keys(attributes).length > 0) changes.push({ kind: 'attributes', value: attributes });
  if (metadata !== undefined && metadata !== participant.metadata) changes.push({ kind: 'metadata', value: metadata });
  if (name !== undefined && name !== participant.name) changes.push({ kind: 'name', value: name });
  return changes;
}

/** Why this cannot be kept, as a sentence; undefined: it can. */
export function whyNotToKeep(kept: KeepInForce): string | undefined {
  if (kept.metadata === '' || kept.name === '') {
    return (
      `The server ignores an empty ${kept.metadata === '' ? 'metadata' : 'name'}, so it cannot be kept in force. ` +
      'Use “{}” or a space.'
    );
  }
  return isEmpty(kept) ? 'There is nothing to keep in force: no value was given.' : undefined;
}

/**
 * What is left of an older order where a newer one for the same participant keeps some of it at another value;
 * undefined: nothing.
 */
export function leftToKeep(older: KeepInForce, newer: KeepInForce): KeepInForce | undefined {
  const attributes = Object.entries(older.attributes ?? {}).filter(([key]) => newer.attributes?.[key] === undefined);
  const left: KeepInForce = {
    kind: 'keepInForce',
    ...(older.metadata === undefined || newer.metadata !== undefined ? {} : { metadata: older.metadata }),
    ...(older.name === undefined || newer.name !== undefined ? {} : { name: older.name }),
    ...(older.permissions === undefined || newer.permissions !== undefined ? {} : { permissions: older.permissions }),
    ...(attributes.length === 0 ? {} : { attributes: Object.fromEntries(attributes) }),
  };
  return isEmpty(left) ? undefined : left;
}

function isEmpty({ metadata, name, attributes, permissions }: KeepInForce): boolean {
  const keys = Object.keys(attributes ?? {}).length;
  return metadata === undefined && name === undefined && permissions === undefined && keys === 0;
}

/** An empty value deletes: it differs where there is one. */
function differingAttributes(
  kept: Readonly<Record<string, string>>,
  present: Readonly<Record<string, string>>,
): Record<string, string> {
  const differing = Object.entries(kept).filter(([key, value]) => {
    const now = Object.hasOwn(present, key) ? present[key] : undefined;
    return value === '' ? now !== undefined : now !== value;
  });
  return Object.fromEntries(differing);
}

function hasPermissions(present: Permissions | undefined, kept: PermissionSet): boolean {
  return present !== undefined && differingPermissions(kept, present).length === 0;
}
