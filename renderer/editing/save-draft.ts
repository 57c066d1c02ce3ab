import type { EditOutcome } from '../ui/editor/edit-verifier.ts';
import { attributesToSend, unsavedAttributes } from './attribute-drafts.ts';
import type { EditDraft } from './edit-draft.svelte.ts';
import type { EditField, FieldChange, LiveFields } from './field-change.ts';
import { sendText, settleText } from './text-draft.ts';
import { beforeOf } from './undo-change.ts';

export interface SaveDraft {
  readonly draft: EditDraft;
  /** The values as they are live, asked again after the save; undefined where nobody tells of them any more. */
  live(): LiveFields | undefined;
  /** Asks for the change and finds out what the room saw of it. An abort ends the wait for the answer. */
  send(change: FieldChange, signal: AbortSignal): Promise<EditOutcome>;
}

/** Saves one field of a draft. What was typed goes only once the room shows it, or the server's list does. */
export async function saveDraft(save: SaveDraft, field: EditField): Promise<void> {
  const { draft } = save;
  const live = save.live();
  if (live === undefined || draft.saving.has(field)) return;
  await saveChange(save, changeOf(draft, live, field));
}

/** Makes a change that is not that of the draft, such as the undo of the last one; the draft stays beside it. */
export async function saveChange(save: SaveDraft, change: FieldChange): Promise<void> {
  const { draft } = save;
  const { field } = change;
  const live = save.live();
  if (live === undefined || draft.saving.has(field) || isNoChange(change, live)) return;
  const before = beforeOf(live, change);
  if (change.field !== 'attributes') {
    const typed = draft[change.field];
    if (typed !== undefined) draft[change.field] = sendText(typed, live[change.field], change.value);
  }
  const signal = draft.begin(field);
  try {
    const outcome = await save.send(change, signal);
    draft.outcomes = { ...draft.outcomes, [field]: outcome };
    const isSaved = outcome.kind === 'seen' || outcome.kind === 'listed';
    if (isSaved) draft.saved = { ...draft.saved, [field]: { change, before } };
    settle(draft, save.live() ?? live, change, isSaved);
  } finally {
    draft.end(field);
  }
}

function isNoChange(change: FieldChange, live: LiveFields): boolean {
  if (change.field === 'attributes') return Object.keys(change.value).length === 0;
  return change.value === live[change.field];
}

function changeOf(draft: EditDraft, live: LiveFields, field: EditField): FieldChange {
  if (field === 'attributes') return { field, value: attributesToSend(draft.attributes, live.attributes) };
  return { field, value: draft[field]?.text ?? live[field] };
}

function settle(draft: EditDraft, live: LiveFields, change: FieldChange, isSaved: boolean): void {
  if (change.field === 'attributes') {
    draft.attributes = unsavedAttributes(draft.attributes, live.attributes);
  } else {
    draft[change.field] = settleText(draft[change.field], live[change.field], isSaved);
  }
}
