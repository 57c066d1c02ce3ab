import type { ParticipantInfo } from '../../electron/contract/domain.ts';
import type { EditOutcome } from '../ui/editor/edit-verifier.ts';
import type { AttributeChanges } from './attribute-drafts.ts';
import type { EditField, EditWay } from './field-change.ts';
import type { KeepState, KeptDraft } from './kept-draft.ts';
import { typeText, type TextDraft } from './text-draft.ts';
import type { SavedChange } from './undo-change.ts';

/** What is being written about one participant or one room, and what became of the last saves. */
export class EditDraft {
  #metadata: TextDraft | undefined = $state.raw();
  #name: TextDraft | undefined = $state.raw();
  #attributes: AttributeChanges = $state.raw(new Map());
  #newAttribute: { readonly key: string; readonly value: string } | undefined = $state.raw();
  outcomes: Readonly<Partial<Record<EditField, EditOutcome>>> = $state.raw({});
  saving: ReadonlySet<EditField> = $state.raw(new Set());
  /** What the last save of each field changed, for its undo. */
  saved: Readonly<Partial<Record<EditField, SavedChange>>> = $state.raw({});
  /** Undefined: the way that suits, as oneself where that is possible. */
  way: EditWay | undefined = $state.raw();
  /** As last seen, so that whoever leaves does not take a draft along. */
  lastSeen: ParticipantInfo | undefined = $state.raw();
  /** Whether it outlives this page; see KeepState. */
  keep: KeepState = $state.raw('none');
  readonly #giveUps = new Map<EditField, AbortController>();
  readonly #onChange: () => void;

  /** `onChange`: what is typed changed. */
  constructor(onChange: () => void = () => undefined) {
    this.#onChange = onChange;
  }

  get metadata(): TextDraft | undefined {
    return this.#metadata;
  }

  set metadata(draft: TextDraft | undefined) {
    this.#metadata = draft;
    this.#onChange();
  }

  get name(): TextDraft | undefined {
    return this.#name;
  }

  set name(draft: TextDraft | undefined) {
    this.#name = draft;
    this.#onChange();
  }

  get attributes(): AttributeChanges {
    return this.#attributes;
  }

  set attributes(changes: AttributeChanges) {
    this.#attributes = changes;
    this.#onChange();
  }

  /** A row that is being added and has no key in `attributes` yet. */
  get newAttribute(): { readonly key: string; readonly value: string } | undefined {
    return this.#newAttribute;
  }

  set newAttribute(row: { readonly key: string; readonly value: string } | undefined) {
    this.#newAttribute = row;
    this.#onChange();
  }

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
    this[field] = text === live ? undefined : { base: live, text, sent: undefined };
  }

  get hasUnsaved(): boolean {
    const { metadata, name, attributes, newAttribute } = this;
    return metadata !== undefined || name !== undefined || attributes.size > 0 || newAttribute !== undefined;
  }

  /** A save begins; its signal ends the wait for the server's answer. */
  begin(field: EditField): AbortSignal {
    const controller = new AbortController();
    this.#giveUps.set(field, controller);
    this.saving = new Set([...this.saving, field]);
    this.outcomes = { ...this.outcomes, [field]: undefined };
    return controller.signal;
  }

  end(field: EditField): void {
    this.#giveUps.delete(field);
    this.saving = new Set([...this.saving].filter((one) => one !== field));
  }

  /** No longer waits for the server's answer: the save ends as unknown, and what is live is read again. */
  giveUp(field: EditField): void {
    this.#giveUps.get(field)?.abort();
  }

  /** What is to outlive this page; undefined where nothing is unsaved. */
  toKept(savedAtMs: number): KeptDraft | undefined {
    if (!this.hasUnsaved) return undefined;
    const { metadata, name, newAttribute } = this;
    return {
      savedAtMs,
      ...(metadata === undefined ? {} : { metadata: { base: metadata.base, text: metadata.text } }),
      ...(name === undefined ? {} : { name: { base: name.base, text: name.text } }),
      attributes: [...this.attributes].map(([key, change]) => [key, { ...change }]),
      ...(newAttribute === undefined ? {} : { newAttribute: { ...newAttribute } }),
    };
  }

  /** Takes what a page before this one kept. */
  restore(kept: KeptDraft): void {
    this.#metadata = kept.metadata && { ...kept.metadata, sent: undefined };
    this.#name = kept.name && { ...kept.name, sent: undefined };
    this.#attributes = new Map(kept.attributes.map(([key, { base, value }]) => [key, { base, value }]));
    this.#newAttribute = kept.newAttribute;
    this.keep = 'restored';
  }
}
