import type { ConnectionState, Session } from '../../electron/contract/domain.ts';
import { ComposeDrafts } from '../compose/compose-drafts.svelte.ts';
import { EditDrafts } from '../participants/edit-drafts.svelte.ts';
import type { SessionSnapshot } from '../session/client.ts';
import { parseFilter } from '../traffic/filter/parse-filter.ts';
import { LogTables } from '../traffic/log-tables.ts';
import { LogView } from '../traffic/log-view.svelte.ts';
import type { KeyValueStore } from '../ui/stored.ts';
import { printable } from '../ui/safe-text.ts';

/** What one tab keeps while others are in front: its log's view, all that is typed, and who is looked at. */
export class OpenRoom {
  session: Session;
  readonly log: LogView;
  readonly tables: LogTables;
  readonly compose = new ComposeDrafts();
  readonly edits = new EditDrafts();
  /** Why the log cannot be shown; undefined while it can. */
  logProblem = $state<string>();
  #person = $state<string>();
  #state: ConnectionState | undefined;

  /** `store`: where the order of tables is remembered. */
  constructor(session: Session, store: KeyValueStore) {
    this.session = $state.raw(session);
    this.tables = new LogTables({ store });
    this.log = new LogView({ sessionId: session.id, parse: parseFilter, tables: this.tables });
  }

  get id(): string {
    return this.session.id;
  }

  /** Identity of the participant that is looked at, in place of a row. */
  get person(): string | undefined {
    return this.#person;
  }

  lookAtPerson(identity: string): void {
    this.#person = identity;
  }

  lookAtRow(): void {
    this.#person = undefined;
  }

  /** Takes note of a new snapshot; true where the room was not connected by the one before. */
  take(snapshot: SessionSnapshot): boolean {
    const turned = snapshot.state === 'connected' && this.#state !== 'connected';
    this.#state = snapshot.state;
    return turned;
  }

  /** What closing the tab would lose, in words; empty: nothing that was typed. */
  unsaved(): readonly string[] {
    const edits = this.edits.unsaved().map((identity) => `edits of ${printable(identity)}`);
    return this.compose.hasUnsent ? ['a message that was not sent', ...edits] : edits;
  }

  dispose(): void {
    this.log.dispose();
  }
}
