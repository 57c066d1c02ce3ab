import { permissionSet } from '../../electron/contract/changes.ts';
import { z } from '../../electron/contract/zod.ts';
import type { SomePermissions } from './permission-set.ts';

/** A few flags that are set together. What somebody is (hidden, recorder, agent) no preset changes. */
export interface PermissionPreset {
  readonly name: string;
  readonly hint: string;
  readonly sets: SomePermissions;
}

export const builtInPresets: readonly PermissionPreset[] = [
  {
    name: 'Viewer',
    hint: 'Sees and hears, says nothing',
    sets: { canSubscribe: true, canPublish: false, canPublishData: false },
  },
  {
    name: 'Speaker',
    hint: 'Sees, hears, speaks and sends data',
    sets: { canSubscribe: true, canPublish: true, canPublishData: true, canPublishSources: [] },
  },
  {
    name: 'Data only',
    hint: 'Sends and gets data, no tracks either way',
    sets: { canSubscribe: false, canPublish: false, canPublishData: true },
  },
  {
    name: 'Silent',
    hint: 'No tracks, no data, no changes of its own metadata',
    sets: { canPublish: false, canPublishData: false, canUpdateMetadata: false },
  },
];

/** What a preset of one's own sets. */
export const presetKeys = [
  'canPublish',
  'canPublishSources',
  'canPublishData',
  'canSubscribe',
  'canUpdateMetadata',
  'canSubscribeMetrics',
  'canManageAgentSession',
] as const;

export const ownPreset = z.object({
  name: z.string().min(1).max(40),
  sets: permissionSet.pick({
    canPublish: true,
    canPublishSources: true,
    canPublishData: true,
    canSubscribe: true,
    canUpdateMetadata: true,
    canSubscribeMetrics: true,
    canManageAgentSession: true,
  }),
});
export type OwnPreset = z.infer<typeof ownPreset>;
