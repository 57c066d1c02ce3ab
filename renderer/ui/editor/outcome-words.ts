import type { EditOutcome } from './edit-verifier.ts';

/** An outcome in words: a title that says what happened, a text with why and what to do. */
export interface OutcomeWords {
  readonly severity: 'ok' | 'warn' | 'bad' | 'info';
  readonly title: string;
  readonly text: string;
}

/** @param what What was edited, as it stands in a sentence: "metadata", "name", "attributes". */
export function outcomeWords(outcome: EditOutcome, what: string): OutcomeWords {
  switch (outcome.kind) {
    case 'seen':
      return {
        severity: 'ok',
        title: `Seen by the room after ${outcome.afterMs.toLocaleString('en')} ms`,
        text: outcome.answered ? '' : 'The server’s own answer never came, but the room has the new value.',
      };
    case 'listed':
      return {
        severity: 'ok',
        title: 'The server lists the new value',
        text: 'This room is not open here, so what its people saw is not known.',
      };
    case 'not-listed':
      return {
        severity: 'warn',
        title: 'The server said OK, but does not list the new value',
        text: 'Somebody may have changed it again, or the room is over. Look at the live value before trying again.',
      };
    case 'ignored-empty':
      return {
        severity: 'warn',
        title: 'The server said OK, but nothing changed',
        text:
          `An empty ${what} is ignored: it cannot be cleared this way. ` +
          'Write a value that your application reads as empty.',
      };
    case 'not-seen':
      return {
        severity: 'warn',
        title: `Accepted, but no change seen within ${Math.round(outcome.withinMs / 1_000)} s`,
        text: `${['The server said OK and the room told nothing new.', ...(outcome.doubts ?? [])].join(' ')} Look at the live value before trying again.`,
      };
    case 'out-of-sight':
      return { severity: 'info', title: 'The server said OK; the effect cannot be seen from here', text: outcome.why };
    case 'left':
      return {
        severity: 'warn',
        title: 'The server said OK, but they are not in the room any more',
        text: 'What the API changes lasts for one connection: when they join again, their token’s values are back.',
      };
    case 'refused':
      return { severity: 'bad', title: 'Not saved', text: `${outcome.message} Your draft is still here.` };
    case 'unknown':
      return {
        severity: 'warn',
        title: 'No answer in time: look at the live value',
        text: `It may or may not have been saved, and no change was seen. ${outcome.message}`,
      };
  }
}
