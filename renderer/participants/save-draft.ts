import type { ParticipantInfo } from '../../electron/contract/domain.ts';
import type { EditOutcome } from '../ui/editor/edit-verifier.ts';
import { attributesToSend, unsavedAttributes } from './attribute-drafts.ts';
import type { EditField, ParticipantDraft } from './edit-drafts.svelte.ts';
import type { EditTarget, EditWay, ParticipantChange, ParticipantEditor } from './participant-edit.ts';
import { sendText, settleText } from './text-draft.ts';

export interface SaveDraft {
  readonly editor: Pick<ParticipantEditor, 'save'>;
  readonly draft: ParticipantDraft;
  readonly target: EditTarget;
  readonly way: EditWay;
  /** The participant as it is live, asked again after the save; undefined where nobody tells of it any more. */
  live(): ParticipantInfo | undefined;
}

/** Saves one field of a draft. What was typed goes only once the room shows it, or the server's list does. */
export async function saveDraft(save: SaveDraft, field: EditField): Promise<void> {
  const { draft, editor, target } = save;
  const live = save.live();
  if (live === undefined || draft.saving.has(field)) return;
  const change = changeOf(draft, live, field);
  if (change.field === 'attributes' ? Object.keys(change.value).length === 0 : change.value === live[change.field])
    return;
  if (change.field !== 'attributes')
    draft[change.field] = sendText(draft[change.field], live[change.field], change.value);
  draft.saving = new Set([...draft.saving, field]);
  draft.outcomes = { ...draft.outcomes, [field]: undefined };
  try {
    const outcome = await editor.save(target, change, save.way);
    draft.outcomes = { ...draft.outcomes, [field]: outcome };
    settle(draft, save.live() ?? live, change, outcome);
  } finally {
    draft.saving = new Set([...draft.saving].filter((one) => one !== field));
  }
}

function changeOf(draft: ParticipantDraft, live: ParticipantInfo, field: EditField): ParticipantChange {
  if (field === 'attributes') return { field, value: attributesToSend(draft.attributes, live.attributes) };
  return { field, value: draft[field]?.text ?? live[field] };
}

function settle(draft: ParticipantDraft, live: ParticipantInfo, change: ParticipantChange, outcome: EditOutcome): void {
  const isSaved = outcome.kind === 'seen';
  if (change.field === 'attributes') {
    draft.attributes = unsavedAttributes(draft.attributes, live.attributes);
  } else {
    draft[change.field] = settleText(draft[change.field], live[change.field], isSaved);
  }
}
