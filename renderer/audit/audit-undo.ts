import type { AuditEntry } from '../../electron/contract/audit.ts';
import { permissionSet, type ParticipantChange, type RoomChange } from '../../electron/contract/changes.ts';
import { z } from '../../electron/contract/zod.ts';
import { excerptOf } from './audit-words.ts';

/** What takes a change of the log back, or why nothing does. */
export type AuditUndo =
  | { readonly kind: 'participant'; readonly change: ParticipantChange; readonly label: string }
  | { readonly kind: 'room'; readonly change: RoomChange; readonly label: string }
  | { readonly kind: 'none'; readonly why: string };

const texts = z.record(z.string(), z.string());
const track = z.object({ sid: z.string().min(1) });
const silenced = z.object({ permissions: permissionSet });

/**
 * Of permissions the set that it became goes along: where somebody changed it since, the main process refuses. Whether
 * the server lets others unmute, whoever offers it asks first.
 */
export function auditUndoOf(entry: AuditEntry): AuditUndo {
  if (entry.phase === 'asked') return none('It is still under way.');
  if (entry.phase === 'refused') return none('It was refused: nothing is to be taken back.');
  if (entry.phase === 'unknown') return none('Whether it happened is not known: look at the current state first.');
  if (excerptOf(entry.before) !== undefined) return none('The log does not have the whole value that was there before.');
  switch (entry.action) {
    case 'participant.metadata':
      return undoText(entry, 'metadata');
    case 'participant.name':
      return undoText(entry, 'name');
    case 'participant.attributes': {
      const before = texts.safeParse(entry.before);
      if (!before.success || Object.keys(before.data).length === 0) return none(notKnown);
      return participant({ kind: 'attributes', value: before.data });
    }
    case 'participant.permissions': {
      const before = permissionSet.safeParse(entry.before);
      return before.success ? undoPermissions(before.data, permissionSet.safeParse(entry.after)) : none(notKnown);
    }
    case 'participant.silence': {
      const before = silenced.safeParse(entry.before);
      const after = silenced.safeParse(entry.after);
      if (!before.success) return none(notKnown);
      const set = undoPermissions(
        before.data.permissions,
        after.success ? { success: true, data: after.data.permissions } : { success: false },
      );
      return set.kind === 'participant' ? { ...set, label: 'Give the permissions back' } : set;
    }
    case 'participant.mute':
    case 'participant.unmute': {
      const muted = entry.action === 'participant.unmute';
      const known = track.safeParse(entry.before ?? entry.wanted);
      if (!known.success) return none(notKnown);
      return { ...participant({ kind: 'muteTrack', trackSid: known.data.sid, muted }), label: muted ? 'Mute again' : 'Unmute' };
    }
    case 'room.metadata':
      if (typeof entry.before !== 'string') return none(notKnown);
      return { kind: 'room', change: { kind: 'roomMetadata', value: entry.before }, label: 'Undo' };
    case 'participant.subscribe':
    case 'participant.unsubscribe':
      return none('The server does not tell who received what before.');
    case 'participant.remove':
      return none('Nobody is brought back: they join again by themselves.');
    case 'room.create':
      return none('A room that was created is deleted in the list of rooms.');
    case 'room.delete':
      return none('A room that was deleted is gone, with everybody in it.');
  }
}

const notKnown = 'What was there before is not known.';

function none(why: string): AuditUndo {
  return { kind: 'none', why };
}

function participant(change: ParticipantChange): Extract<AuditUndo, { kind: 'participant' }> {
  return { kind: 'participant', change, label: 'Undo' };
}

function undoText({ before }: AuditEntry, kind: 'metadata' | 'name'): AuditUndo {
  if (typeof before !== 'string') return none(notKnown);
  if (before === '') return none(`There was none before, and the server ignores an empty ${kind}.`);
  return participant({ kind, value: before });
}

type ParsedSet = { readonly success: true; readonly data: z.infer<typeof permissionSet> } | { readonly success: false };

function undoPermissions(before: z.infer<typeof permissionSet>, after: ParsedSet): AuditUndo {
  return participant({ kind: 'permissions', value: before, ...(after.success ? { expected: after.data } : {}) });
}
