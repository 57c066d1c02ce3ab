import { auditActions, auditActors } from '../../contract/audit.ts';
import type { AuditEntry, AuditLine } from '../../contract/audit.ts';
import { z } from '../../contract/zod.ts';

const line = z.object({
  version: z.literal(1),
  changeId: z.string(),
  at: z.iso.datetime(),
  phase: z.enum(['asked', 'done', 'refused', 'unknown']),
  actor: z.enum(auditActors),
  profile: z.object({ id: z.string(), name: z.string(), host: z.string() }),
  room: z.string(),
  target: z.object({ identity: z.string(), sid: z.string() }).optional(),
  action: z.enum(auditActions),
  before: z.unknown(),
  after: z.unknown(),
  message: z.string(),
});

/** The first line of each file but the first: what became of the older ones. */
const rotation = z.object({
  version: z.literal(1),
  at: z.iso.datetime(),
  note: z.literal('rotated'),
  /** True: the oldest file was deleted. */
  deleted: z.boolean(),
});

export type ReadLine =
  | { readonly kind: 'line'; readonly line: AuditLine }
  | { readonly kind: 'rotation'; readonly deleted: boolean }
  | { readonly kind: 'unreadable' };

/** One line of the file. @param text without its end */
export function readLine(text: string): ReadLine {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { kind: 'unreadable' };
  }
  const parsed = line.safeParse(value);
  if (parsed.success) {
    const { target, before, after, ...rest } = parsed.data;
    return { kind: 'line', line: { ...rest, target, before: before ?? null, after: after ?? null } };
  }
  const note = rotation.safeParse(value);
  return note.success ? { kind: 'rotation', deleted: note.data.deleted } : { kind: 'unreadable' };
}

export function rotationLine(at: string, deleted: boolean): string {
  return JSON.stringify({ version: 1, at, note: 'rotated', deleted } satisfies z.infer<typeof rotation>);
}

/**
 * Joins the two lines of each change. Lines come newest first: the outcome before the question. What is asked last comes
 * out first.
 */
export class AuditJoin {
  readonly #isUnderWay: (changeId: string) => boolean;
  readonly #outcomes = new Map<string, AuditLine>();

  /** @param isUnderWay its outcome is still to come */
  constructor(isUnderWay: (changeId: string) => boolean) {
    this.#isUnderWay = isUnderWay;
  }

  /** The entry that this line completes, if any. */
  take(found: AuditLine): AuditEntry | undefined {
    if (found.phase !== 'asked') {
      if (!this.#outcomes.has(found.changeId)) this.#outcomes.set(found.changeId, found);
      return undefined;
    }
    const outcome = this.#outcomes.get(found.changeId);
    this.#outcomes.delete(found.changeId);
    const asked = { askedAt: found.at, wanted: found.after };
    if (outcome !== undefined) return { ...outcome, before: found.before, ...asked };
    if (this.#isUnderWay(found.changeId)) return { ...found, after: null, ...asked };
    return { ...found, phase: 'unknown', after: null, message: neverTold, ...asked };
  }

  /** Outcomes whose other line is missing, newest first. */
  rest(): AuditEntry[] {
    return [...this.#outcomes.values()].map((outcome) => ({ ...outcome, askedAt: outcome.at, wanted: null }));
  }
}

const neverTold =
  'Room Console ended before the outcome was known (it was killed, or the machine stopped): look at the current state.';
