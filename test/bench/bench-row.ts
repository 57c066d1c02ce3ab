/** One line of the table that `npm run bench` prints. */
export interface BenchRow {
  /** What was tried. */
  readonly bench: string;
  /** What `value` counts. */
  readonly measured: string;
  readonly value: number;
  readonly unit: string;
  /** What it is held against, measured in the same run; empty: nothing. */
  readonly reference: string;
  /** In the same unit; NaN where there is no reference. */
  readonly referenceValue: number;
  /** value / referenceValue; NaN where there is no reference. */
  readonly ratio: number;
  /** What it has to reach, in words. */
  readonly limit: string;
  readonly met: boolean;
}
