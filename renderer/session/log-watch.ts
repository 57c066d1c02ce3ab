/** Samples, one a second, after which what the tap saw must be in the log; a backlog is shorter than that. */
const patience = 5;

/**
 * Tells messages that the tap saw and the log lacks: lost between the two, or held up for more than 5 s. Counts only,
 * both directions together.
 */
export class LogWatch {
  readonly #tapped: number[] = [];

  /** To be called once a second with the counts of now; answers how many are overdue. */
  sample(tapped: number, logged: number): number {
    this.#tapped.push(tapped);
    if (this.#tapped.length > patience) this.#tapped.shift();
    const due = this.#tapped.length < patience ? 0 : (this.#tapped[0] ?? 0);
    return Math.max(0, due - logged);
  }
}
