import type { ParticipantInfo } from '../../electron/contract/domain.ts';
import type { EditOutcome } from '../ui/editor/edit-verifier.ts';
import type { AttributeChanges } from './attribute-drafts.ts';
import type { EditWay, ParticipantChange } from './participant-edit.ts';
import { typeText, type TextDraft } from './text-draft.ts';

export type EditField = ParticipantChange['field'];

/** What is being written about one participant, and what became of the last saves. */
export class ParticipantDraft {
  metadata: TextDraft | undefined = $state.raw();
  name: TextDraft | undefined = $state.raw();
  attributes: AttributeChanges = $state.raw(new Map());
  /** A row that is being added and has no key in `attributes` yet. */
  newAttribute: { readonly key: string; readonly value: string } | undefined = $state.raw();
  outcomes: Readonly<Partial<Record<EditField, EditOutcome>>> = $state.raw({});
  saving: ReadonlySet<EditField> = $state.raw(new Set());
  /** Undefined: the way that suits, as oneself where that is possible. */
  way: EditWay | undefined = $state.raw();
  /** As last seen, so that whoever leaves does not take a draft along. */
  lastSeen: ParticipantInfo | undefined = $state.raw();

  /** Takes what was typed in place of `live`. A verdict on the last save goes, as it is not about this text. */
  type(field: 'metadata' | 'name', live: string, text: string): void {
    this[field] = typeText(this[field], live, text);
    this.outcomes = { ...this.outcomes, [field]: undefined };
  }

  /** Goes back to the live value. */
  drop(field: EditField): void {
    if (field === 'attributes') this.attributes = new Map();
    else this[field] = undefined;
    this.outcomes = { ...this.outcomes, [field]: undefined };
  }

  /** Puts the text there and calls the draft reconciled with `live`, as it holds what changed there. */
  rebase(field: 'metadata' | 'name', live: string, text: string): void {
    this[field] = { base: live, text, sent: undefined };
  }

  get hasUnsaved(): boolean {
    const { metadata, name, attributes, newAttribute } = this;
    return metadata !== undefined || name !== undefined || attributes.size > 0 || newAttribute !== undefined;
  }
}

/**
 * The unsaved edits of one session, by identity. The session's tab owns it, so drafts survive a closed pane, another
 * selection and a change of tabs.
 */
export class EditDrafts {
  readonly #drafts = new Map<string, ParticipantDraft>();

  /** The draft of one participant, made when it is first asked for. */
  of(identity: string): ParticipantDraft {
    const known = this.#drafts.get(identity);
    if (known !== undefined) return known;
    const draft = new ParticipantDraft();
    this.#drafts.set(identity, draft);
    return draft;
  }

  /** Whom there are unsaved edits of: what closing the tab would lose. */
  unsaved(): string[] {
    return [...this.#drafts].filter(([, draft]) => draft.hasUnsaved).map(([identity]) => identity);
  }
}
