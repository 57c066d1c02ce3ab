import { describe, expect, it } from 'vitest';
import type { ParticipantInfo } from '../../../../electron/contract/domain.ts';
import { EditDrafts } from '../../../../renderer/editing/edit-drafts.ts';
import type { FieldChange } from '../../../../renderer/editing/field-change.ts';
import { saveChange, saveDraft } from '../../../../renderer/editing/save-draft.ts';
import type { EditOutcome } from '../../../../renderer/ui/editor/edit-verifier.ts';
import { makeParticipant } from '../support.ts';

const seen: EditOutcome = { kind: 'seen', afterMs: 34, answered: true };

function makeSave(outcome: EditOutcome, after?: (change: FieldChange) => Partial<ParticipantInfo>) {
  const drafts = new EditDrafts();
  const draft = drafts.of('nurse-ek');
  const changes: FieldChange[] = [];
  let live: ParticipantInfo = makeParticipant({ metadata: 'old', attributes: { lang: 'de' } });
  const save = {
    draft,
    live: () => live,
    send: async (change: FieldChange) => {
      changes.push(change);
      live = { ...live, ...after?.(change) };
      return outcome;
    },
  };
  return { drafts, draft, changes, save };
}

describe('saveDraft', () => {
  it('forgets a draft that the room has seen', async () => {
    const { drafts, draft, changes, save } = makeSave(seen, () => ({ metadata: 'new' }));
    draft.type('metadata', 'old', 'new');
    expect(drafts.unsaved()).toEqual(['nurse-ek']);
    await saveDraft(save, 'metadata');
    expect(changes).toEqual([{ field: 'metadata', value: 'new' }]);
    expect(draft).toMatchObject({ metadata: undefined, outcomes: { metadata: seen } });
    expect(drafts.unsaved()).toEqual([]);
  });

  it('keeps every draft whose save had no effect', async () => {
    const outcomes: EditOutcome[] = [
      { kind: 'refused', message: 'No.' },
      { kind: 'not-seen', withinMs: 5_000 },
      { kind: 'ignored-empty' },
    ];
    for (const outcome of outcomes) {
      const { draft, save } = makeSave(outcome);
      draft.type('metadata', 'old', 'new');
      await saveDraft(save, 'metadata');
      expect(draft.metadata).toEqual({ base: 'old', text: 'new', sent: undefined });
    }
  });

  it('keeps what was typed while the save was on its way', async () => {
    const { draft, save } = makeSave(seen, () => {
      draft.type('metadata', 'old', 'new, and more');
      return { metadata: 'new' };
    });
    draft.type('metadata', 'old', 'new');
    await saveDraft(save, 'metadata');
    expect(draft.metadata).toEqual({ base: 'new', text: 'new, and more', sent: undefined });
  });

  it('sends only attributes that differ, and forgets those that live has', async () => {
    const { draft, changes, save } = makeSave(seen, () => ({ attributes: { bed: '12' } }));
    draft.attributes = new Map([
      ['lang', { base: 'de', value: '' }],
      ['bed', { base: undefined, value: '12' }],
    ]);
    await saveDraft(save, 'attributes');
    expect(changes).toEqual([{ field: 'attributes', value: { lang: '', bed: '12' } }]);
    expect(draft.attributes.size).toBe(0);
  });

  it('sends nothing that is live already, and nothing of who is gone', async () => {
    const { changes, draft, save } = makeSave(seen);
    await saveDraft(save, 'metadata');
    await saveDraft(save, 'attributes');
    draft.type('name', '', 'Eva');
    await saveDraft({ ...save, live: () => undefined }, 'name');
    expect(changes).toEqual([]);
    expect(draft.name?.text).toBe('Eva');
  });
});

describe('saveChange', () => {
  it('remembers what it took the place of, for the undo, and leaves the draft beside it', async () => {
    const { draft, save } = makeSave(seen, (change) => ({ metadata: String(change.value) }));
    await saveChange(save, { field: 'metadata', value: 'back' });
    expect(draft.saved.metadata).toEqual({
      change: { field: 'metadata', value: 'back' },
      before: { field: 'metadata', value: 'old' },
    });
    draft.type('metadata', 'back', 'typed');
    await saveChange(save, { field: 'metadata', value: 'old' });
    expect(draft.metadata).toEqual({ base: 'old', text: 'typed', sent: undefined });
  });

  it('gives up waiting when it is told to', async () => {
    const { draft, save } = makeSave(seen);
    let aborted = false;
    const sending = saveChange(
      {
        ...save,
        send: (_change, signal) =>
          new Promise((resolve) =>
            signal.addEventListener('abort', () => {
              aborted = true;
              resolve({ kind: 'unknown', message: 'Given up.' });
            }),
          ),
      },
      { field: 'name', value: 'x' },
    );
    draft.giveUp('name');
    await sending;
    expect(aborted).toBe(true);
    expect(draft).toMatchObject({ outcomes: { name: { kind: 'unknown' } }, saved: {} });
    expect(draft.saving.size).toBe(0);
  });
});

describe('EditDraft', () => {
  it('drops the verdict on the last save when typing goes on', async () => {
    const { draft, save } = makeSave(seen, () => ({ metadata: 'new' }));
    draft.type('metadata', 'old', 'new');
    await saveDraft(save, 'metadata');
    draft.type('metadata', 'new', 'newer');
    expect(draft.outcomes.metadata).toBeUndefined();
    draft.drop('metadata');
    expect(draft.hasUnsaved).toBe(false);
  });
});
