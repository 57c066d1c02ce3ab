/**
 * An edit that is not saved yet, of a text that others can change at any time: metadata or a name.
 *
 * A draft exists only while its text differs from what was live when typing began; without one, the view shows the
 * live value and follows it.
 */
export interface TextDraft {
  /** The live value that this draft was made from, or last reconciled with. */
  readonly base: string;
  readonly text: string;
  /** What was sent and may become live any moment, so that one's own save does not look like somebody else's. */
  readonly sent: string | undefined;
}

export type DraftState = 'clean' | 'edited' | 'conflict';

/** clean: nothing to save. conflict: live changed under the draft, by somebody else. */
export function draftState(draft: TextDraft | undefined, live: string): DraftState {
  if (draft === undefined || draft.text === live) return 'clean';
  return live === draft.base || live === draft.sent ? 'edited' : 'conflict';
}

/** The draft after typing; undefined where the text is the live one again. */
export function typeText(draft: TextDraft | undefined, live: string, text: string): TextDraft | undefined {
  if (draft === undefined) return text === live ? undefined : { base: live, text, sent: undefined };
  return text === live && draft.sent === undefined ? undefined : { ...draft, text };
}

/** The draft as it is while `text` is on its way to the server. */
export function sendText(draft: TextDraft | undefined, live: string, text: string): TextDraft {
  return { base: draft?.base ?? live, text: draft?.text ?? text, sent: text };
}

/**
 * The draft after the outcome of a save: gone where the room shows what was typed, else kept, so that nothing typed
 * is lost. `saved` is true where the room was seen to take the text that was sent.
 */
export function settleText(draft: TextDraft | undefined, live: string, saved: boolean): TextDraft | undefined {
  if (draft === undefined || draft.text === live) return undefined;
  return { base: saved && draft.sent !== undefined ? draft.sent : draft.base, text: draft.text, sent: undefined };
}
