import type { RowView } from '../../protocol/index.ts';
import type { Flow } from '../flows/flow.ts';
import type { SessionLog } from '../session-log.ts';
import { segmentRows } from '../store/columns.ts';

/** Which of the rows that a view was sent tell the progress of a stream, and have been overtaken by it. */
export class StreamProgress {
  readonly #session: Pick<SessionLog, 'log' | 'relations'>;
  /** By row of a stream's header. */
  #watched = new Map<number, { readonly flow: Flow; readonly version: number }>();
  #seen = 0;
  #changes = 0;

  constructor(session: Pick<SessionLog, 'log' | 'relations'>) {
    this.#session = session;
  }

  /** Another number each time that one of the rows has changed. */
  changes(): number {
    let seen = 0;
    for (const { flow } of this.#watched.values()) seen += flow.version;
    if (seen !== this.#seen) this.#changes += 1;
    this.#seen = seen;
    return this.#changes;
  }

  /** False for a row that has to be built anew. */
  isCurrent(row: number): boolean {
    const watched = this.#watched.get(row);
    return watched === undefined || watched.flow.version === watched.version;
  }

  /** The rows as they are now in the view. */
  watch(rows: ReadonlyMap<number, RowView>): void {
    this.#watched = new Map();
    this.#seen = 0;
    for (const [row, view] of rows) {
      if (view.type !== 'packet' || view.case !== 'streamHeader') continue;
      const number = this.#session.log.segmentOf(row)?.flow[row % segmentRows] ?? 0;
      const flow = number === 0 ? undefined : this.#session.relations.flow(number);
      if (flow === undefined) continue;
      this.#watched.set(row, { flow, version: flow.version });
      this.#seen += flow.version;
    }
  }
}
