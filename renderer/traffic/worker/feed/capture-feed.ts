import type { CaptureWords } from '../../../../electron/contract/feed.ts';
import type { SessionLog } from '../session-log.ts';
import { noteOfRemark } from './event-fields.ts';
import type { FeedOutbox } from './feed-outbox.ts';
import type { FeedRow } from './feed-row.ts';

interface CaptureFeedOptions {
  readonly session: SessionLog;
  readonly outbox: FeedOutbox;
}

/** What a feed of a capture has beside its rows: the notes of the file, which go on as the notes that they are. */
export class CaptureFeed {
  readonly #options: CaptureFeedOptions;

  constructor(options: CaptureFeedOptions) {
    this.#options = options;
  }

  /** Writes what the row with that number in the log says of the capture, whatever rows are asked for; false: it is no such row. */
  take(row: FeedRow, number: number): boolean {
    if (!row.isRemark(number) || !row.load(number)) return false;
    const { outbox } = this.#options;
    const note = noteOfRemark(row);
    if (note === undefined) return true;
    outbox.note(note, row.cells.time, false);
    if (note.type === 'missing') outbox.miss(Math.max(0, Math.trunc(note.rows)));
    return true;
  }

  /** To be called behind the last row: what the file says of its recording as a whole. */
  close(time: number): void {
    const { outbox, session } = this.#options;
    const status = session.reading?.status;
    if (status === undefined) return;
    const completeness = status.origin?.completeness;
    if (completeness !== undefined) outbox.note({ type: 'completeness', ...completeness }, time, false);
    // How many rows that were is not known. What is written of a capture that is not whole must not pass for whole.
    const why = [...(status.problem === undefined ? [] : [status.problem]), ...status.doubts].join(' ');
    if (why === '') return;
    outbox.note({ type: 'missing', rows: 0, fromMs: time, toMs: time, why: `${takenFrom} ${why}` }, time, false);
  }

  get words(): CaptureWords | undefined {
    const status = this.#options.session.reading?.status;
    if (status === undefined) return undefined;
    const { doubts, gaps, origin } = status;
    return { isOurs: origin !== undefined, doubts: [...doubts], gaps, completeness: origin?.completeness };
  }
}

const takenFrom = 'The capture that this was taken from is not whole.';
