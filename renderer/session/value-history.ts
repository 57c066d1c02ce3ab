import type { HistoryAnswer, HistoryCause, HistoryField, HistorySubject, SeenValue } from './protocol.ts';

/** UTF-16 units of all values together: 8 MB as the browser keeps them. The newest 500 kB value always fits. */
const mostUnits = 4_000_000;
/** An entry costs something, too, however short its value is. */
const unitsPerEntry = 100;
/** A change that was announced and not seen for this long did not come about, or was seen before it was announced. */
const expectedForMs = 60_000;
const mostExpected = 1_000;
/** Subjects whose dropped values are counted one by one. */
const mostCounted = 10_000;

/** A change that this console is about to make. */
export interface ExpectedChange {
  readonly subject: HistorySubject;
  readonly field: HistoryField;
  /** The new value; of attributes those to change as JSON, an empty one deletes. */
  readonly value: string;
  /** Who asks for it, as it stands after “from”: “this console”. */
  readonly by: string;
}

interface Kept {
  readonly key: string;
  entry: SeenValue;
}

/**
 * Every value of metadata, names and attributes that one session has seen, oldest first, within a bound; the oldest go
 * first, and how many went is told.
 */
export class ValueHistory {
  readonly #now: () => number;
  readonly #mostUnits: number;
  /** Oldest first, over all subjects. */
  #kept: Kept[] = [];
  #units = 0;
  #lastId = 0;
  readonly #dropped = new Map<string, number>();
  #droppedUncounted = false;
  #expected: (ExpectedChange & { readonly untilMs: number })[] = [];

  /** `now`: epoch ms. */
  constructor(options: { readonly now: () => number; readonly mostUnits?: number }) {
    this.#now = options.now;
    this.#mostUnits = options.mostUnits ?? mostUnits;
  }

  /** Said before this console asks for a change, so that the room's event of it is known as its own. */
  expect(change: ExpectedChange): void {
    this.#expected.push({ ...change, untilMs: this.#now() + expectedForMs });
    if (this.#expected.length > mostExpected) this.#expected.shift();
  }

  /**
   * Takes note of a value. `before`: the one that it took the place of; undefined where this is the first one seen.
   * `cause` where it is known to be something else than a change.
   */
  see(subject: HistorySubject, field: HistoryField, before: string | undefined, value: string, cause?: HistoryCause): void {
    const atMs = this.#now();
    this.#lastId += 1;
    const known = cause ?? this.#causeOf(subject, field, before ?? '', value, atMs);
    const entry: SeenValue = { id: this.#lastId, field, atMs, before, value, cause: known };
    this.#kept.push({ key: keyOf(subject), entry });
    this.#units += sizeOf(entry);
    this.#bound();
  }

  /** What is kept of one subject, of all its fields, oldest first; only what came after the entry `afterId`. */
  read(subject: HistorySubject, afterId: number): HistoryAnswer {
    const key = keyOf(subject);
    const mine = this.#kept.filter((kept) => kept.key === key).map((kept) => kept.entry);
    return {
      firstId: mine[0]?.id ?? this.#lastId + 1,
      entries: mine.filter((entry) => entry.id > afterId),
      dropped: this.#dropped.get(key) ?? 0,
      droppedUncounted: this.#droppedUncounted,
    };
  }

  #causeOf(subject: HistorySubject, field: HistoryField, before: string, value: string, atMs: number): HistoryCause {
    this.#expected = this.#expected.filter((one) => one.untilMs >= atMs);
    const key = keyOf(subject);
    const index = this.#expected.findIndex(
      (one) =>
        one.field === field &&
        keyOf(one.subject) === key &&
        (field === 'attributes' ? bringsAbout(one.value, before, value) : one.value === value),
    );
    const [found] = index < 0 ? [] : this.#expected.splice(index, 1);
    return found === undefined ? { kind: 'untold' } : { kind: 'console', by: found.by };
  }

  /** In one go and a little more than needed, as taking from the front of a list one by one is slow. */
  #bound(): void {
    if (this.#units <= this.#mostUnits) return;
    let gone = 0;
    while (this.#units > this.#mostUnits * 0.9 && gone < this.#kept.length - 1) {
      const kept = this.#kept[gone];
      if (kept === undefined) break;
      this.#units -= sizeOf(kept.entry);
      this.#countDropped(kept.key);
      gone += 1;
    }
    const dropped = new Set(this.#kept.slice(0, gone).map(({ key, entry }) => `${entry.field} ${key}`));
    this.#kept = this.#kept.slice(gone);
    // The value before an entry is that of the one that went; held on to, it would take its room still.
    for (const kept of this.#kept) {
      if (dropped.delete(`${kept.entry.field} ${kept.key}`)) kept.entry = { ...kept.entry, before: undefined, isCut: true };
    }
  }

  #countDropped(key: string): void {
    const count = this.#dropped.get(key);
    if (count === undefined && this.#dropped.size >= mostCounted) this.#droppedUncounted = true;
    else this.#dropped.set(key, (count ?? 0) + 1);
  }
}

function keyOf(subject: HistorySubject): string {
  return subject.kind === 'room' ? 'room' : `of ${subject.identity}`;
}

function sizeOf(entry: SeenValue): number {
  return entry.value.length + unitsPerEntry;
}

/** Whether these changes lead from one set of attributes to the other, and each of them is among what changed. */
function bringsAbout(changes: string, before: string, after: string): boolean {
  const [asked, old, now] = [attributesOf(changes), attributesOf(before), attributesOf(after)];
  return [...asked].every(([key, value]) => (now.get(key) ?? '') === value) &&
    [...asked].some(([key, value]) => (old.get(key) ?? '') !== value);
}

/** Of `attributesText`, or of changes written the same way. */
function attributesOf(text: string): ReadonlyMap<string, string> {
  if (text === '') return new Map();
  const value: unknown = JSON.parse(text);
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return new Map(entries.map(([key, one]) => [key, String(one)]));
}
