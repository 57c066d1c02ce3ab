import type { FeedNote } from '../../../../electron/contract/feed.ts';
import type { RoomContext, SdkReset } from '../log-watchers.ts';

/** A note of the room's that stands before a row. */
export interface RoomMark {
  readonly row: number;
  /** Epoch ms. */
  readonly time: number;
  readonly note: FeedNote;
  /** Of such only the newest counts. */
  readonly isContext: boolean;
}

/** A room with more people is written down at most so often, ms: its list is long, and everybody who joins changes it. */
const manyPeople = 200;
const manyEveryMs = 1_000;
/** Of a feed that cannot send; contexts that are older are replaced by those that came after them. */
const contextsMaximum = 16;

/** What the room said that is not written yet, in its order. */
export class RoomMarks {
  #marks: RoomMark[] = [];
  /** The newest list of many, until it is due. */
  #late: { readonly context: RoomContext; readonly dueAt: number } | undefined;
  #manyAt = -Infinity;

  /** @param resets Those that came before, in their order. */
  constructor(resets: readonly SdkReset[]) {
    for (const { row, time } of resets) this.sdkReset(row, time);
  }

  sdkReset(row: number, time: number): void {
    this.#marks.push({ row, time, note: { type: 'sdk-reset' }, isContext: false });
  }

  context(context: RoomContext, row: number, time: number): void {
    if (context.participants.size > manyPeople) {
      if (time < this.#manyAt + manyEveryMs) {
        this.#late = { context, dueAt: this.#manyAt + manyEveryMs };
        return;
      }
      this.#manyAt = time;
    }
    this.#late = undefined;
    this.#marks.push({ row, time, note: contextNote(context), isContext: true });
    if (this.#marks.filter(({ isContext }) => isContext).length <= contextsMaximum) return;
    this.#marks.splice(this.#marks.findIndex(({ isContext }) => isContext), 1);
  }

  /** Epoch ms at which `noteTime` has to be called at the latest. */
  get dueAt(): number | undefined {
    return this.#late?.dueAt;
  }

  /** To be called now and then; `row`: of the log's next one. `isLast`: nothing is written later. */
  noteTime(time: number, row: number, isLast = false): void {
    const late = this.#late;
    if (late === undefined || (time < late.dueAt && !isLast)) return;
    this.#manyAt = -Infinity;
    this.context(late.context, row, time);
  }

  /** The next mark that stands before `row`, or before one that came earlier. */
  takeBefore(row: number): RoomMark | undefined {
    const [mark] = this.#marks;
    return mark === undefined || mark.row > row ? undefined : this.#marks.shift();
  }
}

export function contextNote({ ownIdentity, ownSid, participants }: RoomContext): FeedNote {
  return { type: 'context', ownIdentity, ownSid, participants: Object.fromEntries(participants) };
}
