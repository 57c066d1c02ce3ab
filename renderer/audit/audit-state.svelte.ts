import type { AuditEntry, AuditPage } from '../../electron/contract/audit.ts';
import type { Session } from '../../electron/contract/domain.ts';
import type { RequestInput } from '../../electron/contract/requests.ts';
import type { Listen, Request } from '../bridge.ts';
import type { ParticipantChange } from '../../electron/contract/changes.ts';
import { countOf } from '../ui/format.ts';
import { noticeOf, type Notify } from '../ui/notice-of.ts';
import { allOfIt, requestFilter, type AuditChoices } from './audit-filter.ts';
import { auditUndoOf } from './audit-undo.ts';

export type AuditRequestFilter = Omit<RequestInput<'exportAudit'>, 'format'>;

export interface AuditOptions {
  readonly request: Request;
  readonly on: Listen;
  readonly notify: Notify;
  /** Changes a participant of a room that is open here: watched, told, and noted in its log. */
  changeInRoom(session: Session, target: { readonly identity: string; readonly sid: string | undefined }, change: ParticipantChange): Promise<void>;
  /** A session of this console in that room; undefined: none. */
  sessionIn(profileId: string, room: string): Session | undefined;
  /** Epoch ms. */
  now(): number;
  newId(): string;
}

/** Entries of one page: what is read at once, and drawn. */
export const auditPageSize = 200;

/** The audit log as far as it is looked at: one page, the choices, and what is done with an entry. */
export class AuditState {
  choices: AuditChoices = $state.raw(allOfIt);
  /** Undefined before the first answer; stays while a later one is awaited, or fails. */
  page: AuditPage | undefined = $state.raw();
  problem: string | undefined = $state.raw();
  isReading = $state(false);
  /** From 0. */
  pageNumber = $state(0);
  /** changeId of the entry whose detail is shown. */
  selected: string | undefined = $state.raw();
  isExporting = $state(false);
  /** changeIds that are being taken back. */
  undoing: ReadonlySet<string> = $state.raw(new Set());
  readonly #options: AuditOptions;
  #isAgain = false;

  constructor(options: AuditOptions) {
    this.#options = options;
  }

  /** Reads, and again whenever there are more lines; returns the stop. For as long as the view is there. */
  watch(): () => void {
    void this.read();
    return this.#options.on('auditChanged', () => void this.read());
  }

  get entry(): AuditEntry | undefined {
    return this.page?.entries.find(({ changeId }) => changeId === this.selected);
  }

  get pages(): number {
    return Math.max(1, Math.ceil((this.page?.total ?? 0) / auditPageSize));
  }

  choose(choices: Partial<AuditChoices>): void {
    this.choices = { ...this.choices, ...choices };
    this.pageNumber = 0;
    void this.read();
  }

  turn(to: number): void {
    this.pageNumber = Math.min(Math.max(0, to), this.pages - 1);
    void this.read();
  }

  /** One reading at a time: what is asked for meanwhile is read after it, once. */
  async read(): Promise<void> {
    if (this.isReading) {
      this.#isAgain = true;
      return;
    }
    this.isReading = true;
    do {
      this.#isAgain = false;
      const { request, now } = this.#options;
      const offset = this.pageNumber * auditPageSize;
      const result = await request('listAudit', { ...requestFilter(this.choices, now()), offset, limit: auditPageSize });
      if (this.#isAgain) continue;
      this.problem = result.ok ? undefined : result.message;
      if (result.ok) this.page = result.value;
      // The log became shorter, as its oldest file went.
      if (result.ok && this.pageNumber >= this.pages) {
        this.pageNumber = this.pages - 1;
        this.#isAgain = true;
      }
    } while (this.#isAgain);
    this.isReading = false;
  }

  /** All that the choices leave, not the page alone. */
  async export(format: 'csv' | 'json'): Promise<void> {
    const { request, notify, now } = this.#options;
    this.isExporting = true;
    const result = await request('exportAudit', { ...requestFilter(this.choices, now()), format });
    this.isExporting = false;
    if (!result.ok) notify(noticeOf('The audit log was not exported', result));
    else if (result.value !== undefined) {
      notify({
        severity: 'ok',
        title: `${countOf(result.value.entries, 'change')} exported`,
        text: result.value.path,
        actions: [{ label: 'Show in folder', run: () => void this.reveal('export') }],
      });
    }
  }

  async reveal(of: 'log' | 'export'): Promise<void> {
    const result = await this.#options.request('revealAudit', { of });
    if (!result.ok) this.#options.notify(noticeOf('The folder was not opened', result));
  }

  /** Takes a change back, as far as `auditUndoOf` has it; the change that does it is in the log, too. */
  async undo(entry: AuditEntry): Promise<void> {
    const undo = auditUndoOf(entry);
    if (undo.kind === 'none' || this.undoing.has(entry.changeId)) return;
    this.undoing = new Set([...this.undoing, entry.changeId]);
    try {
      if (undo.kind === 'room') await this.#undoRoom(entry, undo.change);
      else await this.#undoParticipant(entry, undo.change);
    } finally {
      this.undoing = new Set([...this.undoing].filter((id) => id !== entry.changeId));
    }
  }

  async #undoRoom({ profile, room }: AuditEntry, change: RequestInput<'changeRoom'>['change']): Promise<void> {
    const { request, newId } = this.#options;
    const result = await request('changeRoom', { profileId: profile.id, room, changeId: newId(), change });
    this.#tell(result.ok ? result.value.doubts : result, `the metadata of ${room}`);
  }

  async #undoParticipant({ profile, room, target }: AuditEntry, change: ParticipantChange): Promise<void> {
    if (target === undefined) return;
    const { request, newId, sessionIn, changeInRoom } = this.#options;
    const sid = target.sid === '' ? undefined : target.sid;
    const session = sessionIn(profile.id, room);
    if (session !== undefined) {
      await changeInRoom(session, { identity: target.identity, sid }, change);
      return;
    }
    const result = await request('changeParticipant', {
      profileId: profile.id,
      room,
      changeId: newId(),
      target: { identity: target.identity, ...(sid === undefined ? {} : { sid }) },
      change,
    });
    this.#tell(result.ok ? result.value.doubts : result, target.identity);
  }

  #tell(outcome: readonly string[] | Parameters<typeof noticeOf>[1], of: string): void {
    const { notify } = this.#options;
    if ('ok' in outcome) notify(noticeOf(`The change of ${of} was not taken back`, outcome));
    else {
      notify({
        severity: outcome.length === 0 ? 'ok' : 'warn',
        title: `The change of ${of} is taken back`,
        text: ['The server said OK; the room is not open here, so its effect is not watched.', ...outcome].join(' '),
      });
    }
  }
}
