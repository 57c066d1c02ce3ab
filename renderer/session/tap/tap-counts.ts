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
  /** Chunks that `onChunk` threw at, and the messages in them, which the log therefore lacks. */
  readonly failedChunks: number;
  readonly failedMessages: number;
  /** Messages that were seen and could not be recorded: a bug in the tap. */
  readonly unrecorded: number;
}

interface MutableCounts {
  received: number;
  receivedBytes: number;
  sent: number;
  sentBytes: number;
}

/** Counts by label; the numbers can be read at any time and are copies. */
export class LabelCounter {
  readonly #byLabel = new Map<string, MutableCounts>();

  count(label: string, sent: boolean, bytes: number): void {
    let counts = this.#byLabel.get(label);
    if (counts === undefined) {
      counts = { received: 0, receivedBytes: 0, sent: 0, sentBytes: 0 };
      this.#byLabel.set(label, counts);
    }
    if (sent) {
      counts.sent += 1;
      counts.sentBytes += bytes;
    } else {
      counts.received += 1;
      counts.receivedBytes += bytes;
    }
  }

  byLabel(): ReadonlyMap<string, LabelCounts> {
    return new Map([...this.#byLabel].map(([label, counts]) => [label, { ...counts }]));
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
