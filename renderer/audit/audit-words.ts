import type { AuditAction, AuditEntry, AuditExcerpt } from '../../electron/contract/audit.ts';
import { z } from '../../electron/contract/zod.ts';
import { formatBytes, formatTime } from '../ui/format.ts';

/** What the audit log says of a change, in words. Pure. */

const actions: Readonly<Record<AuditAction, string>> = {
  'participant.metadata': 'Metadata',
  'participant.name': 'Name',
  'participant.attributes': 'Attributes',
  'participant.permissions': 'Permissions',
  'participant.mute': 'Mute track',
  'participant.unmute': 'Unmute track',
  'participant.subscribe': 'Start tracks to them',
  'participant.unsubscribe': 'Stop tracks to them',
  'participant.silence': 'Silence',
  'participant.remove': 'Remove',
  'room.create': 'Create room',
  'room.metadata': 'Room metadata',
  'room.delete': 'Delete room',
};

export function auditActionWords(action: AuditAction): string {
  return actions[action];
}

export interface AuditResultWords {
  readonly word: string;
  readonly tone: 'ok' | 'warn' | 'bad' | 'dim';
}

const results: Readonly<Record<AuditEntry['phase'], AuditResultWords>> = {
  asked: { word: 'under way', tone: 'dim' },
  done: { word: 'done', tone: 'ok' },
  refused: { word: 'refused', tone: 'bad' },
  unknown: { word: 'unknown', tone: 'warn' },
};

/** The server said OK to what is done; where it is in doubt whether that came about, the message says so. */
export function auditResultWords({ phase, message }: Pick<AuditEntry, 'phase' | 'message'>): AuditResultWords {
  return phase === 'done' && message !== '' ? { word: 'done, in doubt', tone: 'warn' } : results[phase];
}

const actors: Readonly<Record<AuditEntry['actor'], string>> = {
  person: 'by hand',
  bulk: 'change of many',
  'standing-order': 'standing order',
  client: 'as itself',
};

export function auditActorWords(actor: AuditEntry['actor']): string {
  return actors[actor];
}

/** Time of day where it is today, else with the day: `14:02:06`, `2026-04-03 14:02:06`. */
export function auditTimeWords(askedAt: string, nowMs: number): string {
  const atMs = Date.parse(askedAt);
  if (Number.isNaN(atMs)) return askedAt;
  const [at, now] = [new Date(atMs), new Date(nowMs)];
  return at.toDateString() === now.toDateString() ? formatTime(atMs) : `${dayOf(at)} ${formatTime(atMs)}`;
}

function dayOf(date: Date): string {
  const two = (part: number): string => String(part).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

const excerpt = z.object({
  excerpt: z.enum(['cut', 'redacted']),
  text: z.string(),
  bytes: z.number(),
  sha256: z.string(),
});

/** What stands in place of a text that is not written in full; undefined where the value is the value. */
export function excerptOf(value: unknown): AuditExcerpt | undefined {
  const parsed = excerpt.safeParse(value);
  return parsed.success ? parsed.data : undefined;
}

/** A value as the text that is compared and shown; undefined: not known, or there is none. */
export function auditText(value: unknown): string | undefined {
  if (value === null || value === undefined) return undefined;
  const cut = excerptOf(value);
  if (cut !== undefined) return cut.text;
  return typeof value === 'string' ? value : JSON.stringify(value, undefined, 2);
}

export interface AuditComparison {
  readonly before: string | undefined;
  readonly after: string | undefined;
  /** As what the second stands there. */
  readonly afterLabel: string;
  /** What is to be known about the texts; empty: they are whole. */
  readonly notes: readonly string[];
}

/** What of an entry is held against each other: before, and what became of it or was to. */
export function auditComparison(entry: AuditEntry): AuditComparison {
  const isAfter = entry.phase === 'done' && entry.after !== null;
  const gone = entry.phase === 'done' && (entry.action === 'participant.remove' || entry.action === 'room.delete');
  const second = isAfter ? entry.after : gone ? null : entry.wanted;
  const label = isAfter || gone ? 'after' : 'wanted';
  return {
    before: auditText(entry.before),
    after: auditText(second),
    afterLabel: label,
    notes: [excerptNote('before', entry.before), excerptNote(label, second)].filter((note) => note !== ''),
  };
}

function excerptNote(which: string, value: unknown): string {
  const cut = excerptOf(value);
  if (cut === undefined) return '';
  if (cut.excerpt === 'redacted') return `The value ${which} held a token or a secret, which the log leaves out.`;
  return `Of the value ${which} the log has the beginning: ${formatBytes(cut.bytes)} in all, SHA-256 ${cut.sha256}.`;
}

/** One line about what changed, for the table. */
export function auditSummary(entry: AuditEntry): string {
  if (entry.message !== '') return entry.message;
  const { before, after } = auditComparison(entry);
  if (before === undefined && after === undefined) return '';
  return `${oneLine(before)} → ${oneLine(after)}`;
}

const summaryLength = 80;

function oneLine(text: string | undefined): string {
  if (text === undefined) return '–';
  if (text === '') return '(empty)';
  const line = text.slice(0, 4 * summaryLength).replace(/\s+/g, ' ');
  return line.length > summaryLength ? `${line.slice(0, summaryLength)}…` : line;
}
