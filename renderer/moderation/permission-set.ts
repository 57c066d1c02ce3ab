import { trackSources, type PermissionSet } from '../../electron/contract/changes.ts';
import type { Permissions } from '../../electron/contract/domain.ts';
import { permissionWords, sourceWords } from '../ui/permission-words.ts';

/** Pure rules of permission sets: what differs, and what somebody has once some of it was changed. */

/** Some flags of a set: what a preset sets, or what was changed in the editor. */
export type SomePermissions = { readonly [Key in keyof PermissionSet]?: PermissionSet[Key] | undefined };

export interface PermissionDifference {
  readonly key: keyof PermissionSet;
  readonly title: string;
  /** `on`, `off`; of the sources their names. */
  readonly before: string;
  readonly after: string;
}

/** A set of its own, to be sent: arrays that the room's row owns are not in it. */
export function permissionSetOf(permissions: Permissions): PermissionSet {
  return { ...permissions, canPublishSources: [...permissions.canPublishSources] };
}

export function withChanges(permissions: Permissions, changes: SomePermissions): PermissionSet {
  const set = permissionSetOf(permissions);
  return {
    canSubscribe: changes.canSubscribe ?? set.canSubscribe,
    canPublish: changes.canPublish ?? set.canPublish,
    canPublishData: changes.canPublishData ?? set.canPublishData,
    canUpdateMetadata: changes.canUpdateMetadata ?? set.canUpdateMetadata,
    canSubscribeMetrics: changes.canSubscribeMetrics ?? set.canSubscribeMetrics,
    canManageAgentSession: changes.canManageAgentSession ?? set.canManageAgentSession,
    hidden: changes.hidden ?? set.hidden,
    recorder: changes.recorder ?? set.recorder,
    agent: changes.agent ?? set.agent,
    canPublishSources: [...(changes.canPublishSources ?? set.canPublishSources)],
  };
}

/** Sources that may be published, in one order; none and all are the same to the server. */
function sourcesOf(sources: readonly string[]): string {
  return trackSources.every((source) => sources.includes(source)) ? '' : [...sources].sort().join(' ');
}

/** Without an order of sources, as the server has none. */
export function isSameSet(one: Permissions, other: Permissions): boolean {
  return differences(one, other).length === 0;
}

/** What the second has otherwise than the first, in the order that the editor shows. */
export function differences(before: Permissions, after: Permissions): PermissionDifference[] {
  const found: PermissionDifference[] = [];
  for (const { flag, title } of permissionWords) {
    if (before[flag] !== after[flag]) {
      found.push({ key: flag, title, before: onOff(before[flag]), after: onOff(after[flag]) });
    }
    if (flag === 'canPublish' && sourcesOf(before.canPublishSources) !== sourcesOf(after.canPublishSources)) {
      found.push({
        key: 'canPublishSources',
        title: 'Sources',
        before: sourceWords(before.canPublishSources),
        after: sourceWords(after.canPublishSources),
      });
    }
  }
  return found;
}

/** Whether what was asked for has come about; only of the flags that were asked for. */
export function hasPermissions(permissions: Permissions | undefined, asked: SomePermissions): boolean {
  return permissions !== undefined && isSameSet(permissions, withChanges(permissions, asked));
}

/** Only what really differs from the live set: a switch that was turned back is no change. */
export function realChanges(live: Permissions, changes: SomePermissions): SomePermissions {
  const keys = new Set(differences(live, withChanges(live, changes)).map(({ key }) => key));
  return Object.fromEntries(Object.entries(changes).filter(([key]) => keys.has(key as keyof PermissionSet)));
}

export function maySource(sources: readonly string[], source: string): boolean {
  return sources.length === 0 || sources.includes(source);
}

/**
 * The sources once one of them was turned on or off; undefined where none would be left, as the server takes an empty
 * list for all of them. Those of later versions stay.
 */
export function turnSource(sources: readonly string[], source: string, isOn: boolean): string[] | undefined {
  const now: readonly string[] = sources.length === 0 ? trackSources : sources;
  const next = isOn ? [...new Set([...now, source])] : now.filter((one) => one !== source);
  if (next.length === 0) return undefined;
  const isAll = trackSources.every((one) => next.includes(one)) && next.length === trackSources.length;
  return isAll ? [] : next;
}

/** `Send data off, Receive media on`. */
export function differenceWords(list: readonly PermissionDifference[]): string {
  return list.map(({ title, after }) => `${title} ${after}`).join(', ');
}

/** `Send data on → off`. */
export function changeWords(list: readonly PermissionDifference[]): string {
  return list.map(({ title, before, after }) => `${title} ${before} → ${after}`).join(', ');
}

function onOff(value: boolean): string {
  return value ? 'on' : 'off';
}
