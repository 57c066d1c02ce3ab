import { describe, expect, it } from 'vitest';
import { outcomeWords } from '../../../../../renderer/ui/editor/outcome-words.ts';

describe('outcomeWords', () => {
  it('says what the room saw', () => {
    expect(outcomeWords({ kind: 'seen', afterMs: 34, answered: true }, 'metadata')).toEqual({
      severity: 'ok',
      title: 'Seen by the room after 34 ms',
      text: '',
    });
    expect(outcomeWords({ kind: 'seen', afterMs: 34, answered: false }, 'metadata').text).toContain('never came');
  });

  it('never calls an OK without an effect a success', () => {
    const outcomes = [
      { kind: 'ignored-empty' },
      { kind: 'not-seen', withinMs: 5_000 },
      { kind: 'left' },
      { kind: 'unknown', message: 'No answer.' },
    ] as const;
    expect(outcomes.map((outcome) => outcomeWords(outcome, 'name'))).toMatchObject([
      { severity: 'warn', title: 'The server said OK, but nothing changed' },
      { severity: 'warn', title: 'Accepted, but no change seen within 5 s' },
      { severity: 'warn', title: 'The server said OK, but they are not in the room any more' },
      { severity: 'warn', title: 'No answer in time: look at the live value' },
    ]);
  });

  it('keeps the draft of a refused save', () => {
    expect(outcomeWords({ kind: 'refused', message: 'Too long.' }, 'name')).toEqual({
      severity: 'bad',
      title: 'Not saved',
      text: 'Too long. Your draft is still here.',
    });
  });
});
