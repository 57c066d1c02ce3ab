/** Differences that are kept; of more, each second, fourth … one. Enough for a median to the µs. */
const samplesMaximum = 4_096;

/** How two clocks stand, told by packets that both logs have. */
export interface ClockEstimate {
  /** Ms that the right log's clock is ahead of the left's, the difference of the ways there included. */
  readonly offsetMs: number;
  /** 19 of 20 differences are within this of it, ms. */
  readonly spreadMs: number;
  /** Differences that it was told from. */
  readonly samples: number;
}

class Samples {
  readonly values = new Float64Array(samplesMaximum);
  count = 0;
  #step = 1;
  #skipped = 0;

  add(value: number): void {
    this.#skipped += 1;
    if (this.#skipped < this.#step) return;
    this.#skipped = 0;
    if (this.count === samplesMaximum) this.#thin();
    this.values[this.count] = value;
    this.count += 1;
  }

  #thin(): void {
    this.#step *= 2;
    this.count /= 2;
    for (let index = 0; index < this.count; index += 1) this.values[index] = this.values[index * 2] ?? 0;
  }
}

/** Gathers the time differences of rows that are the same in both logs without doubt. */
export class ClockOffset {
  readonly #proven = new Samples();
  readonly #likely = new Samples();

  /** The same packet by a number of its own: right time − left time, ms. */
  addProven(difference: number): void {
    this.#proven.add(difference);
  }

  /** The only ones of their content in both logs. */
  addLikely(difference: number): void {
    this.#likely.add(difference);
  }

  /**
   * Undefined: no packet tells it.
   * @param isLikelyEnough whether equal content alone may tell: what comes again and again is equal at any distance
   */
  estimate(isLikelyEnough: boolean): ClockEstimate | undefined {
    if (this.#proven.count === 0 && !isLikelyEnough) return undefined;
    // Beside packets that are told by a number of their own, equal content proves nothing more.
    const used = this.#proven.count > 0 ? this.#proven : this.#likely;
    const values = used.values.slice(0, used.count).sort();
    const offsetMs = quantile(values, 0.5);
    if (offsetMs === undefined) return undefined;
    const spread = values.map((value) => Math.abs(value - offsetMs)).sort();
    return { offsetMs, spreadMs: quantile(spread, 0.95) ?? 0, samples: used.count };
  }
}

/** Of sorted values; undefined: there are none. */
function quantile(sorted: Float64Array, share: number): number | undefined {
  if (sorted.length === 0) return undefined;
  const at = share * (sorted.length - 1);
  const below = sorted[Math.floor(at)] ?? 0;
  const above = sorted[Math.ceil(at)] ?? below;
  return below + (above - below) * (at - Math.floor(at));
}
