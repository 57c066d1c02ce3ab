/** Of the rows: what the thumb of a long log would move by is less than a pixel. */
const share = 0.02;

/**
 * How many rows a scroll bar is drawn for. While the tail is followed the box is at its end whatever its length, so the
 * length may lag behind: a box that grows with each frame would be laid out and scrolled anew with each.
 */
export class SteadyBar {
  #rows = 0;

  /** @param rows that can be scrolled through now */
  rowsFor(rows: number, following: boolean): number {
    const lags = this.#rows <= rows && rows <= this.#rows * (1 + share);
    if (!following || !lags) this.#rows = rows;
    return this.#rows;
  }
}
