import type { AuditEntry, AuditLine, AuditPage } from '../../contract/audit.ts';
import type { RequestInput } from '../../contract/requests.ts';
import { ok, refused } from '../../contract/result.ts';
import type { Result } from '../../contract/result.ts';
import type { Log } from '../log.ts';
import { AuditFile } from './audit-file.ts';
import type { OpenAuditFile } from './audit-file.ts';
import { AuditJoin, readLine, rotationLine } from './audit-lines.ts';
import { auditValue } from './audit-values.ts';

export type AuditFilter = Omit<RequestInput<'exportAudit'>, 'format'>;

/** What of a line is known before the change is sent. */
export type AuditSubject = Pick<AuditLine, 'changeId' | 'actor' | 'profile' | 'room' | 'target' | 'action' | 'before'>;

export interface AuditLogOptions {
  /** `audit.jsonl` in the user's data folder. */
  readonly path: string;
  /** Leaves out tokens and secrets. */
  readonly redact: (text: string) => string;
  /** Epoch ms. */
  readonly now: () => number;
  readonly schedule: (run: () => void, afterMs: number) => () => void;
  /** There are more lines; at most four times a second. */
  readonly onChanged: () => void;
  readonly log: Pick<Log, 'info' | 'error'>;
  /** For tests. */
  readonly rotateAt?: number;
  readonly keepOlder?: number;
}

/** The view must not be drawn more often than that; ms. */
const tellEveryMs = 250;
/** So long may reading hold up everything else, ms. */
const sliceMs = 10;

/** What one reading of the log came upon. */
export interface AuditReading {
  readonly unreadable: number;
  readonly isCutOff: boolean;
}

/**
 * The audit log: a line before each change is sent and one when its outcome is known, in files that are only appended
 * to. It never holds a token or a secret.
 */
export class AuditLog {
  readonly #options: AuditLogOptions;
  readonly #file: AuditFile;
  /** Asked in this run, and not settled yet. */
  readonly #underWay = new Set<string>();
  #callOff: (() => void) | undefined;

  constructor(options: AuditLogOptions) {
    const { path, rotateAt, keepOlder, now, log } = options;
    this.#options = options;
    this.#file = new AuditFile({
      path,
      ...(rotateAt === undefined ? {} : { rotateAt }),
      ...(keepOlder === undefined ? {} : { keepOlder }),
      firstLine: (deleted) => {
        log.info(`The audit log goes on in a new file${deleted ? '; its oldest file was deleted' : ''}.`);
        return rotationLine(new Date(now()).toISOString(), deleted);
      },
    });
  }

  /** Before the change is sent. @returns false: it could not be written, and the log of the app says why */
  asked(subject: AuditSubject, wanted: unknown): Promise<boolean> {
    this.#underWay.add(subject.changeId);
    return this.#append(subject, 'asked', wanted, '');
  }

  /** When its outcome is known. @param after what it became, as far as that was read */
  async settled(
    subject: AuditSubject,
    phase: Exclude<AuditLine['phase'], 'asked'>,
    after: unknown,
    message: string,
  ): Promise<boolean> {
    const written = await this.#append(subject, phase, after, message);
    this.#underWay.delete(subject.changeId);
    return written;
  }

  /** Refused: `not-readable`. */
  async list(input: RequestInput<'listAudit'>): Promise<Result<AuditPage>> {
    const { offset, limit } = input;
    const entries: AuditEntry[] = [];
    let total = 0;
    const read = await this.read(input, (entry) => {
      if (total >= offset && entries.length < limit) entries.push(entry);
      total += 1;
    });
    return read.ok ? ok({ entries, total, ...read.value, path: this.#file.path }) : read;
  }

  /** Each entry that fits, newest first. Refused: `not-readable`. */
  async read(filter: AuditFilter, onEntry: (entry: AuditEntry) => void | Promise<void>): Promise<Result<AuditReading>> {
    const fits = filterOf(filter);
    const join = new AuditJoin((changeId) => this.#underWay.has(changeId));
    let unreadable = 0;
    let isCutOff = false;
    let files: readonly OpenAuditFile[] = [];
    try {
      files = await this.#file.openAll();
      for (const file of files) {
        for await (const text of linesBackward(file)) {
          const found = readLine(text);
          if (found.kind === 'unreadable') unreadable += 1;
          if (found.kind === 'rotation') isCutOff ||= found.deleted;
          const entry = found.kind === 'line' ? join.take(found.line) : undefined;
          if (entry !== undefined && fits(entry)) await onEntry(entry);
        }
      }
      for (const entry of join.rest()) if (fits(entry)) await onEntry(entry);
      return ok({ unreadable, isCutOff });
    } catch (error) {
      this.#options.log.error('The audit log could not be read', error);
      return refused('not-readable', `The audit log could not be read: ${this.#file.path}. See the log of the app.`);
    } finally {
      await Promise.all(files.map(({ handle }) => handle.close().catch(() => undefined)));
    }
  }

  dispose(): void {
    this.#callOff?.();
    this.#callOff = undefined;
  }

  async #append(subject: AuditSubject, phase: AuditLine['phase'], after: unknown, message: string): Promise<boolean> {
    const { redact, now, log } = this.#options;
    const line: AuditLine = {
      version: 1,
      changeId: subject.changeId,
      at: new Date(now()).toISOString(),
      phase,
      actor: subject.actor,
      profile: subject.profile,
      room: subject.room,
      target: subject.target,
      action: subject.action,
      before: auditValue(subject.before, redact),
      after: auditValue(after, redact),
      message: redact(message),
    };
    try {
      await this.#file.append(JSON.stringify(line));
      this.#tell();
      return true;
    } catch (error) {
      log.error('A line of the audit log could not be written', error);
      return false;
    }
  }

  #tell(): void {
    this.#callOff ??= this.#options.schedule(() => {
      this.#callOff = undefined;
      this.#options.onChanged();
    }, tellEveryMs);
  }
}

function filterOf({ search, fromMs, toMs, profileId, room }: AuditFilter): (entry: AuditEntry) => boolean {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return (entry) => {
    if (profileId !== undefined && entry.profile.id !== profileId) return false;
    if (room !== undefined && entry.room !== room) return false;
    const askedMs = Date.parse(entry.askedAt);
    if (fromMs !== undefined && askedMs < fromMs) return false;
    if (toMs !== undefined && askedMs > toMs) return false;
    if (words.length === 0) return true;
    const text = textOf(entry).toLowerCase();
    return words.every((word) => text.includes(word));
  };
}

/** All that is in it, as it is read: without quotation marks and their escapes. */
function textOf(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.entries(value)
    .map(([key, inner]) => `${key} ${textOf(inner)}`)
    .join('\n');
}

/** Lets others have their turn in between: a file may be of 8 MiB. Empty lines are left out. */
async function* linesBackward({ handle, size }: OpenAuditFile): AsyncGenerator<string> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(size), 0, size, 0);
  const bytes = buffer.subarray(0, bytesRead);
  let since = Date.now();
  let end = bytes.length;
  while (end > 0) {
    const start = bytes.lastIndexOf(0x0a, end - 1) + 1;
    if (end > start) yield bytes.toString('utf8', start, end);
    end = start - 1;
    if (Date.now() - since > sliceMs) {
      await new Promise((resolve) => setImmediate(resolve));
      since = Date.now();
    }
  }
}
