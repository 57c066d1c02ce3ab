/** A log that a capture can be compared with. */
export interface CompareChoice {
  /** Session or capture. */
  readonly id: string;
  readonly kind: 'capture' | 'room';
  /** The file's or the room's name. */
  readonly name: string;
  /** Empty where the file does not say. */
  readonly room: string;
  /** Whose eyes it is: an identity, or `observing`; empty where the file does not say. */
  readonly who: string;
}

export interface CompareChoices {
  /** Of the same room. */
  readonly same: readonly CompareChoice[];
  readonly others: readonly CompareChoice[];
}

/** What a capture of a room can be compared with, that of the same room apart: pure. */
export function compareChoices(own: { readonly id: string; readonly room: string }, all: readonly CompareChoice[]): CompareChoices {
  const candidates = all.filter(({ id }) => id !== own.id);
  const isSame = ({ room }: CompareChoice): boolean => own.room !== '' && room === own.room;
  return { same: candidates.filter(isSame), others: candidates.filter((choice) => !isSame(choice)) };
}
