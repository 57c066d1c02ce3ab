import type { ConnectionState, Session } from '../../electron/contract/domain.ts';
import { ComposeDrafts } from '../compose/compose-drafts.svelte.ts';
import type { DraftKeeper } from '../editing/draft-keeper.ts';
import type { EditDrafts } from '../editing/edit-drafts.ts';
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
  /** Shared by all tabs of the room, and kept when they go. */
  readonly edits: EditDrafts;
  readonly #keeper: DraftKeeper;
  /** Why the log cannot be shown; undefined while it can. */
  logProblem = $state<string>();
  #person = $state<string>();
  #personNote = $state<string>();
  #looksAtRoom = $state(false);
  #state: ConnectionState | undefined;

  /** `store`: where the order of tables is remembered. `keeper`: where unsaved edits are. */
  constructor(session: Session, store: KeyValueStore, keeper: DraftKeeper) {
    this.#keeper = keeper;
    this.edits = keeper.open(session.profileId, session.room);
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

  /** Why it is this person who is looked at, where that is not plain. */
  get personNote(): string | undefined {
    return this.#personNote;
  }

  lookAtPerson(identity: string, note?: string): void {
    this.#person = identity;
    this.#personNote = note;
  }

  lookAtRow(): void {
    this.#person = undefined;
    this.#looksAtRoom = false;
  }

  /** True where the room itself is looked at, in place of a row or a participant. */
  get looksAtRoom(): boolean {
    return this.#looksAtRoom && this.#person === undefined;
  }

  lookAtRoom(): void {
    this.#person = undefined;
    this.#looksAtRoom = true;
  }

  /** Takes note of a new snapshot; true where the room was not connected by the one before. */
  take(snapshot: SessionSnapshot): boolean {
    const turned = snapshot.state === 'connected' && this.#state !== 'connected';
    this.#state = snapshot.state;
    return turned;
  }

  /** What closing the tab would lose, in words; empty: nothing that was typed. */
  unsaved(): readonly string[] {
    const edits = this.edits.lost().map((identity) => `edits of ${editedWords(identity)} (too large to be kept)`);
    return this.compose.hasUnsent ? ['a message that was not sent', ...edits] : edits;
  }

  /** Whose unsaved edits outlive the tab, in words. */
  kept(): readonly string[] {
    const lost = this.edits.lost();
    const edited = [...(this.edits.isRoomUnsaved ? [undefined] : []), ...this.edits.unsaved()];
    return edited.filter((identity) => !lost.includes(identity)).map(editedWords);
  }

  dispose(): void {
    this.log.dispose();
    this.#keeper.close(this.edits);
  }
}

function editedWords(identity: string | undefined): string {
  return identity === undefined ? 'the room’s metadata' : printable(identity);
}
