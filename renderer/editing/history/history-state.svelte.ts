import type { Result } from '../../../electron/contract/result.ts';
import type { HistoryAnswer, HistoryField, HistorySubject, SeenValue } from '../../session/client.ts';

export interface HistoryReader {
  readHistory(sessionId: string, subject: HistorySubject, afterId: number): Promise<Result<HistoryAnswer>>;
}

/** A value of the history, and the one that it took the place of. */
export interface HistoryEntry extends SeenValue {
  /** Undefined: it is the first one that is known. */
  readonly previous: string | undefined;
}

/** Every value of one participant or room that its session has seen, read again and again as it grows. */
export class HistoryState {
  /** Newest first. */
  entries: readonly HistoryEntry[] = $state.raw([]);
  /** Values that were let go; `uncounted`: or more. */
  dropped = $state(0);
  uncounted = $state(false);
  /** Why it cannot be read, as a sentence; undefined while it can. */
  problem: string | undefined = $state.raw();
  isRead = $state(false);
  readonly #reader: HistoryReader;
  readonly #sessionId: string;
  readonly #subject: HistorySubject;
  #values: readonly SeenValue[] = [];
  #reading = false;
  #again = false;

  constructor(options: { readonly reader: HistoryReader; readonly sessionId: string; readonly subject: HistorySubject }) {
    this.#reader = options.reader;
    this.#sessionId = options.sessionId;
    this.#subject = options.subject;
  }

  /** Reads what has come since; one reading at a time, and one more where it was asked for meanwhile. */
  async read(): Promise<void> {
    if (this.#reading) {
      this.#again = true;
      return;
    }
    this.#reading = true;
    try {
      do {
        this.#again = false;
        this.#take(await this.#reader.readHistory(this.#sessionId, this.#subject, this.#values.at(-1)?.id ?? 0));
      } while (this.#again);
    } finally {
      this.#reading = false;
    }
  }

  #take(result: Result<HistoryAnswer>): void {
    this.isRead = true;
    this.problem = result.ok ? undefined : result.message;
    if (!result.ok) return;
    const { entries, firstId, dropped, droppedUncounted } = result.value;
    const known = this.#values.filter(({ id }) => id >= firstId);
    this.dropped = dropped;
    this.uncounted = droppedUncounted;
    if (entries.length === 0 && known.length === this.#values.length) return;
    this.#values = [...known, ...entries];
    this.entries = linked(this.#values).reverse();
  }
}

/** A value that was told after a leave has the one of the connection before it as its previous one. */
function linked(values: readonly SeenValue[]): HistoryEntry[] {
  const last = new Map<HistoryField, string>();
  return values.map((value) => {
    const previous = value.before ?? last.get(value.field);
    last.set(value.field, value.value);
    return { ...value, previous };
  });
}
