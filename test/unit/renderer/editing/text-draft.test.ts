import { describe, expect, it } from 'vitest';
import { draftState, sendText, settleText, typeText } from '../../../../renderer/editing/text-draft.ts';

describe('a text draft', () => {
  it('follows the live value until something is typed', () => {
    expect(draftState(undefined, 'anything')).toBe('clean');
    expect(typeText(undefined, 'live', 'live')).toBeUndefined();
  });

  it('is edited after typing, and clean again when it is the live text', () => {
    const draft = typeText(undefined, 'live', 'live!');
    expect(draft).toEqual({ base: 'live', text: 'live!', sent: undefined });
    expect(draftState(draft, 'live')).toBe('edited');
    expect(typeText(draft, 'live', 'live')).toBeUndefined();
  });

  it('conflicts when the live value changes under it, unless to what was typed', () => {
    const draft = typeText(undefined, 'live', 'mine');
    expect(draftState(draft, 'theirs')).toBe('conflict');
    expect(draftState(draft, 'mine')).toBe('clean');
    expect(draftState(typeText(draft, 'theirs', 'mine, too'), 'theirs')).toBe('conflict');
  });

  it('does not take its own save for a conflict, while typing goes on', () => {
    const draft = typeText(sendText(typeText(undefined, 'live', 'mine'), 'live', 'mine'), 'live', 'mine, more');
    expect(draftState(draft, 'live')).toBe('edited');
    expect(draftState(draft, 'mine')).toBe('edited');
    expect(draftState(draft, 'theirs')).toBe('conflict');
    expect(settleText(draft, 'mine', true)).toEqual({ base: 'mine', text: 'mine, more', sent: undefined });
  });

  it('goes when the room shows it, and stays after a save that had no effect', () => {
    const draft = sendText(typeText(undefined, 'live', 'mine'), 'live', 'mine');
    expect(settleText(draft, 'mine', true)).toBeUndefined();
    expect(settleText(draft, 'live', false)).toEqual({ base: 'live', text: 'mine', sent: undefined });
  });
});
