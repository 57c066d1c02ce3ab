import type { MissingReason } from '../../protocol/index.ts';
import { DestinationReader } from '../filter/destination-reader.ts';
import { readEvent, senderOf } from '../rows/row-builder.ts';
import type { SessionLog } from '../session-log.ts';
import { channelCodes, RowCells, rowBits } from '../store/columns.ts';
import { bytesEqual } from '../store/bytes-equal.ts';
import { keyKinds } from './row-keys.ts';
import type { SpanNotes } from './span-notes.ts';

const lossy = channelCodes.indexOf('lossy');
const encoder = new TextEncoder();

/** One of the two logs, as the other one's rows are looked for in it. */
export interface Searched {
  readonly session: SessionLog;
  readonly notes: SpanNotes;
  /** Epoch ms of its own clock: up to then it has seen what it could. */
  readonly until: number;
}

/** A row that was not found: what is known of it. */
export interface Unfound {
  /** By what it was looked for: one of keyKinds. */
  readonly kind: number;
  /** Others of its key were found. */
  readonly isAgain: boolean;
  /** Of the row, on the clock of the log that it was looked for in. */
  readonly time: number;
}

/** Tells why rows of one log are not in the other, as far as that can be told. */
export class MissingReasons {
  readonly #from: SessionLog;
  readonly #fromNotes: SpanNotes;
  readonly #in: Searched;
  readonly #cells = new RowCells();
  readonly #destinations = new DestinationReader();
  /** Names by which the other console may be addressed, as bytes. */
  readonly #names: readonly Uint8Array[];

  /** @param from has the rows; they were looked for in the other. */
  constructor(from: Searched, searched: Searched) {
    this.#from = from.session;
    this.#fromNotes = from.notes;
    this.#in = searched;
    const { ownIdentity, ownSid } = searched.session.context;
    this.#names = [ownIdentity, ownSid].filter((name) => name !== '').map((name) => encoder.encode(name));
  }

  of(row: number, { kind, isAgain, time }: Unfound): MissingReason {
    const cells = this.#cells;
    if (kind === keyKinds.console) return 'console';
    if (kind === keyKinds.none || !this.#from.log.read(row, cells)) return 'no-bytes';
    const outside = this.#outside(time);
    if (outside !== undefined) return outside;
    if (cells.has(rowBits.event)) return this.#ofEvent() ?? this.#orFiltered('unseen');
    if (isAgain) return 'again';
    const addressed = cells.has(rowBits.destinations) ? this.#addressed() : undefined;
    if (addressed !== undefined) return addressed;
    return this.#orFiltered(cells.has(rowBits.sent) ? 'sent' : cells.channel === lossy ? 'lossy' : 'unseen');
  }

  #orFiltered(reason: MissingReason): MissingReason {
    return (this.#in.session.reading?.status.origin?.filter ?? '') === '' ? reason : 'filtered';
  }

  #outside(time: number): MissingReason | undefined {
    const { until, notes, session } = this.#in;
    if (time > until) return 'after';
    if (time < notes.from) return session.log.firstRow > 0 ? 'forgotten' : 'before';
    return notes.isInGap(time) ? 'gap' : undefined;
  }

  #ofEvent(): MissingReason | undefined {
    const { identity, event } = readEvent(this.#from.log.bytesOf(this.#cells));
    if (event !== 'joined' && event !== 'left') return undefined;
    if (identity !== '' && identity === this.#in.session.context.ownIdentity) return 'joined';
    return event === 'joined' && this.#fromNotes.isRollCall(this.#cells.time) ? 'present' : undefined;
  }

  /** Undefined: the other console is among the destinations, or sent it. */
  #addressed(): MissingReason | undefined {
    const cells = this.#cells;
    const bytes = this.#from.log.bytesOf(cells);
    // Without its bytes it is not known to whom.
    if (bytes.length === 0) return 'unsure';
    this.#destinations.begin(bytes, 0, bytes.length);
    while (this.#destinations.next()) {
      const { start, end } = this.#destinations;
      if (this.#names.some((name) => bytesEqual(name, bytes, start, end))) return undefined;
    }
    const { ownIdentity, ownSid } = this.#in.session.context;
    if (this.#names.length === 0) return 'unsure';
    const sender = senderOf(cells, { bytes, strings: this.#from.log.strings, context: this.#from.context });
    const isOther = ownSid === '' ? sender.identity === ownIdentity : sender.sid === ownSid;
    return isOther ? undefined : 'addressed';
  }
}
