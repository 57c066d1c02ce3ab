import { z } from './zod.ts';

/** The log of all that was changed from the console: what a page asks of it, and what its lines hold. */
const id = z.string().min(1).max(200);
const shortText = z.string().max(10_000);

/** Which entries of the audit log; a field that is left out: any. */
const auditFilter = {
  /** Words that all stand in an entry (any field, whatever the case); empty: all. */
  search: shortText,
  /** Epoch ms, of the time at which it was asked. */
  fromMs: z.number().optional(),
  toMs: z.number().optional(),
  profileId: id.optional(),
  room: shortText.optional(),
};

export const auditRequests = {
  listAudit: z.object({
    ...auditFilter,
    /** Newest first, by the time at which it was asked. */
    offset: z.number().int().min(0),
    limit: z.number().int().min(1).max(1_000),
  }),
  /** A save dialog decides where. Newest first, as listed. */
  exportAudit: z.object({ ...auditFilter, format: z.enum(['csv', 'json']) }),
  /** Shows the log's newest file, or the file that it was exported to last, in its folder. */
  revealAudit: z.object({ of: z.enum(['log', 'export']) }),
} as const;

/** What an ok result of each of these requests holds. */
export interface AuditOutputs {
  listAudit: AuditPage;
  /** Undefined: the person cancelled. */
  exportAudit: AuditExport | undefined;
  revealAudit: undefined;
}

/** The file that the audit log was written to. */
export interface AuditExport {
  readonly path: string;
  readonly entries: number;
}

export const auditActions = [
  'participant.metadata',
  'participant.name',
  'participant.attributes',
  'participant.permissions',
  'participant.mute',
  'participant.unmute',
  'participant.subscribe',
  'participant.unsubscribe',
  'participant.silence',
  'participant.remove',
  'room.create',
  'room.metadata',
  'room.delete',
] as const;
export type AuditAction = (typeof auditActions)[number];

/** In place of a text that is not written in full. There is no undo to it. */
export interface AuditExcerpt {
  /** cut: `text` is its beginning. redacted: tokens and secrets are left out. */
  readonly excerpt: 'cut' | 'redacted';
  readonly text: string;
  /** Of the whole, in UTF-8. */
  readonly bytes: number;
  /** Hex, of the whole; empty where it is redacted. */
  readonly sha256: string;
}

export const auditActors = ['person', 'bulk', 'standing-order', 'client'] as const;

/** One line of the audit log; `asked` is written before the call, the others once its outcome is known. */
export interface AuditLine {
  readonly version: 1;
  readonly changeId: string;
  /** ISO, ms, UTC. */
  readonly at: string;
  readonly phase: 'asked' | 'done' | 'refused' | 'unknown';
  readonly actor: (typeof auditActors)[number];
  readonly profile: { readonly id: string; readonly name: string; readonly host: string };
  readonly room: string;
  readonly target: { readonly identity: string; readonly sid: string } | undefined;
  readonly action: AuditAction;
  /**
   * What it was, of what is changed: a text (metadata, name), an object (attributes, permissions, a track, a person, a
   * room), `null` where it is not known. A text that is too long or holds a token is an AuditExcerpt in its place.
   */
  readonly before: unknown;
  /** Of `asked`: what it was to become. Else what it became as far as that was read; `null`: not known, or gone. */
  readonly after: unknown;
  /** Why not, or what is in doubt; else empty. */
  readonly message: string;
}

/**
 * Both lines of one change, joined: `phase` is `asked` while it is under way; a change whose outcome was never written
 * (the console was killed) is `unknown`.
 */
export interface AuditEntry extends AuditLine {
  readonly askedAt: string;
  /** What was to become of it; `null` where that line is missing. */
  readonly wanted: unknown;
}

export interface AuditPage {
  readonly entries: readonly AuditEntry[];
  readonly total: number;
  /** Lines that could not be read (cut by a kill, or edited by hand). */
  readonly unreadable: number;
  /** The oldest lines were deleted: the log is kept up to a size. */
  readonly isCutOff: boolean;
  readonly path: string;
}
