/** A row that times are told from. */
export interface TimeReference {
  readonly row: number;
  /** Epoch ms. */
  readonly time: number;
}

/** What the timeline of one log keeps while other tabs are in front, besides its rows. */
export class TimelineMemory {
  /** Undefined: times are told from the row above. */
  reference = $state.raw<TimeReference | undefined>(undefined);
  /** What is looked for from row to row, as it is typed. */
  findText = $state('');
}
