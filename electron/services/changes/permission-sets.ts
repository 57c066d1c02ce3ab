import type { PermissionSet } from '../../contract/changes.ts';
import { sourceNumber } from '../api-mapping.ts';

/** All flags of `ParticipantPermission` that the console names, the publish sources aside. */
export const permissionFlags = [
  'canSubscribe',
  'canPublish',
  'canPublishData',
  'canUpdateMetadata',
  'canSubscribeMetrics',
  'canManageAgentSession',
  'hidden',
  'recorder',
  'agent',
] as const satisfies readonly (keyof PermissionSet)[];

/** A set as a page or the server tells it; the order of the sources means nothing. */
type AnySet = Readonly<Omit<PermissionSet, 'canPublishSources'>> & { readonly canPublishSources: readonly string[] };

/** Some of a set. */
type PartialSet = { readonly [K in keyof PermissionSet]?: PermissionSet[K] | undefined };

/** Names of what differs, in the order of the flags. Pure. */
export function differingPermissions(one: AnySet, other: AnySet): readonly (keyof PermissionSet)[] {
  const flags = permissionFlags.filter((flag) => one[flag] !== other[flag]);
  return sourceText(one) === sourceText(other) ? flags : [...flags, 'canPublishSources'];
}

/** What of a set is given, laid over the set that there is. Pure. */
export function mergedPermissions(present: AnySet, changed: PartialSet): PermissionSet {
  const set: PermissionSet = { ...present, canPublishSources: [...present.canPublishSources] };
  for (const flag of permissionFlags) set[flag] = changed[flag] ?? set[flag];
  if (changed.canPublishSources !== undefined) set.canPublishSources = [...changed.canPublishSources];
  return set;
}

/** Source names that cannot be sent: left out in silence, an empty list would allow all sources. Pure. */
export function unknownSources({ canPublishSources = [] }: PartialSet): readonly string[] {
  return canPublishSources.filter((name) => sourceNumber(name).length === 0);
}

/** One entry of a set, for a sentence: `on`, `off` or the names of sources. Pure. */
export function permissionValue(set: AnySet, name: keyof PermissionSet): string {
  if (name !== 'canPublishSources') return set[name] ? 'on' : 'off';
  return sourceText(set) === '' ? 'all' : sourceText(set);
}

function sourceText({ canPublishSources }: AnySet): string {
  return [...new Set(canPublishSources)].sort().join(', ');
}
