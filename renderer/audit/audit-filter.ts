import type { AuditRequestFilter } from './audit-state.svelte.ts';

/** The choices above the table. */
export interface AuditChoices {
  readonly search: string;
  /** Empty: all. */
  readonly profileId: string;
  readonly room: string;
  /** How far back; 0: all there is. */
  readonly lastMs: number;
}

export const allOfIt: AuditChoices = { search: '', profileId: '', room: '', lastMs: 0 };

const hour = 3_600_000;
export const auditTimes: readonly { readonly label: string; readonly ms: number }[] = [
  { label: 'Any time', ms: 0 },
  { label: 'Last hour', ms: hour },
  { label: 'Last 24 hours', ms: 24 * hour },
  { label: 'Last 7 days', ms: 7 * 24 * hour },
  { label: 'Last 30 days', ms: 30 * 24 * hour },
];

/** As the main process is asked. */
export function requestFilter({ search, profileId, room, lastMs }: AuditChoices, nowMs: number): AuditRequestFilter {
  return {
    search: search.trim(),
    ...(profileId === '' ? {} : { profileId }),
    ...(room.trim() === '' ? {} : { room: room.trim() }),
    ...(lastMs === 0 ? {} : { fromMs: nowMs - lastMs }),
  };
}

export function isFiltered({ search, profileId, room, lastMs }: AuditChoices): boolean {
  return search.trim() !== '' || profileId !== '' || room.trim() !== '' || lastMs !== 0;
}
