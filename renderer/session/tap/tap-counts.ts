/** Messages and bytes on channels of one label. */
export interface LabelCounts {
  readonly received: number;
  readonly receivedBytes: number;
  readonly sent: number;
  readonly sentBytes: number;
}

/** What a tap counted for one session since it was attached. */
export interface TapCounts {
  readonly received: number;
  readonly sent: number;
  readonly byLabel: ReadonlyMap<string, LabelCounts>;
  /** Chunks that the sink threw at, and the messages in them, which the log therefore lacks. */
  readonly failedChunks: number;
  readonly failedMessages: number;
  /** Messages that were seen and could not be recorded: a bug in the tap. */
  readonly unrecorded: number;
}

/** Counts while they run. */
export class RunningCounts {
  received = 0;
  receivedBytes = 0;
  sent = 0;
  sentBytes = 0;

  count(sent: boolean, bytes: number): void {
    if (sent) {
      this.sent += 1;
      this.sentBytes += bytes;
    } else {
      this.received += 1;
      this.receivedBytes += bytes;
    }
  }
}

/** Counts by label; the numbers can be read at any time and are copies. */
export class LabelCounter {
  readonly #byLabel = new Map<string, RunningCounts>();

  /** Those of a label, to be counted on. */
  of(label: string): RunningCounts {
    const known = this.#byLabel.get(label);
    if (known !== undefined) return known;
    const counts = new RunningCounts();
    this.#byLabel.set(label, counts);
    return counts;
  }

  byLabel(): ReadonlyMap<string, LabelCounts> {
    // A label whose channel took nothing yet has nothing to tell.
    const used = [...this.#byLabel].filter(([, { received, sent }]) => received + sent > 0);
    return new Map(used.map(([label, counts]) => [label, { ...counts }]));
  }

  total(): { readonly received: number; readonly sent: number } {
    let received = 0;
    let sent = 0;
    for (const counts of this.#byLabel.values()) {
      received += counts.received;
      sent += counts.sent;
    }
    return { received, sent };
  }
}
