import type { Profile, Session } from '../../electron/contract/domain.ts';
import type { Request } from '../bridge.ts';
import type { EditDraft } from '../editing/edit-draft.svelte.ts';
import type { EditField, EditWay, FieldChange, LiveFields } from '../editing/field-change.ts';
import { saveChange, saveDraft, type SaveDraft } from '../editing/save-draft.ts';
import type { TextEdit } from '../editing/text-edit.ts';
import { undoOf, type WayBack } from '../editing/undo-change.ts';
import { pageTimers } from '../ui/editor/when-seen.ts';
import { printableStart } from '../ui/safe-text.ts';
import { ParticipantEditor, type EditSessions } from './participant-edit.ts';
import { isLive, whyLocked, type ParticipantView } from './participant-view.ts';

export interface PaneEditsOptions {
  readonly request: Request;
  readonly sessions: EditSessions;
  readonly session: Session;
  readonly identity: string;
  readonly profile: Profile;
  readonly draft: EditDraft;
  readonly way: EditWay;
  readonly view: ParticipantView;
  /** The live values of now, asked again after a save; undefined where nobody tells of them any more. */
  live(): LiveFields | undefined;
}

/** The edits of the participant that a pane shows, as it is shown now: made anew with each change of it. */
export class PaneEdits {
  readonly #options: PaneEditsOptions;
  readonly #editor: ParticipantEditor;

  constructor(options: PaneEditsOptions) {
    this.#options = options;
    const { request, sessions } = options;
    this.#editor = new ParticipantEditor({
      sessions,
      changeParticipant: (input) => request('changeParticipant', input),
      cancelChange: (input) => request('cancelChange', input),
      timers: pageTimers,
      now: Date.now,
      newId: () => crypto.randomUUID(),
    });
  }

  /** Why nothing can be written; undefined: it can. */
  get locked(): string | undefined {
    return whyLocked(this.#options.view, this.#options.profile);
  }

  /** Why nothing can be saved at once: a draft can be written still while nobody tells the live value. */
  get notNow(): string | undefined {
    return this.locked ?? (isLive(this.#options.view) ? undefined : 'The live value is not known now.');
  }

  get metadata(): TextEdit {
    const { view, identity } = this.#options;
    return {
      what: 'metadata',
      of: printableStart(identity, 200),
      live: view.participant.metadata,
      seenAtMs: view.seenAt.metadata,
      isLive: isLive(view),
      locked: this.locked,
      emptyIsIgnored: true,
      undo: this.undoOf('metadata'),
    };
  }

  /** The way back from the last save of a field; undefined where there was none. */
  undoOf(field: EditField): WayBack | undefined {
    const { draft, view } = this.#options;
    const saved = draft.saved[field];
    return saved && undoOf(saved, view.participant, false);
  }

  save(field: EditField): void {
    void saveDraft(this.#saving(), field);
  }

  /** A change that is not that of the draft. */
  change(change: FieldChange): void {
    void saveChange(this.#saving(), change);
  }

  undo(field: EditField): void {
    const back = this.undoOf(field);
    if (back !== undefined && 'change' in back) this.change(back.change);
  }

  #saving(): SaveDraft {
    const { draft, view, session, identity, way, live } = this.#options;
    const target = { session, identity, sid: view.participant.sid, isHidden: view.from === 'list' };
    return { draft, live, send: (change, signal) => this.#editor.save(target, change, way, signal) };
  }
}
