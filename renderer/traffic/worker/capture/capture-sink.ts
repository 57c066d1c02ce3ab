import { formatCount } from '../../../ui/format.ts';
import type { SessionLog } from '../session-log.ts';
import type { LoggedMessage } from '../session-log.ts';
import type { BlockTable } from './block-table.ts';
import type { CaptureBytes } from './capture-bytes.ts';
import { CaptureNotes } from './capture-notes.ts';

/** Damaged places that get a row of their own; of more, the count is told. */
const damageRowsMaximum = 100;
/** Of so many it is said beside the rows, too, what they are. */
const damageTextsMaximum = 5;

/** A message of a capture, filled anew for each. */
export class CapturedMessage implements LoggedMessage {
  time = 0;
  sent = false;
  label = '';
  isText = false;
  bytes: Uint8Array = new Uint8Array(0);
  start = 0;
  end = 0;
  size = 0;
}

/** Where the readers of capture files put what they find, and what they have to say of it. */
export class CaptureSink {
  readonly message = new CapturedMessage();
  readonly blocks: BlockTable;
  readonly bytes: CaptureBytes;
  readonly notes: CaptureNotes;
  /** Packets found so far. */
  packets = 0;
  /** Places of the file that are not what they should be. */
  damaged = 0;
  /** What the first of them are, and what to do. */
  readonly damages: string[] = [];
  readonly #session: SessionLog;
  #time = 0;

  constructor(options: { readonly session: SessionLog; readonly blocks: BlockTable; readonly bytes: CaptureBytes }) {
    this.#session = options.session;
    this.blocks = options.blocks;
    this.bytes = options.bytes;
    this.notes = new CaptureNotes(options.session);
  }

  /** Of the row found last, epoch ms: what has no time of its own is put there. */
  get time(): number {
    return this.#time;
  }

  /** Logs `message`, whose bytes will be found at `position`; undefined: nowhere, only its size is known. */
  addPacket(position: number | undefined): void {
    const { message } = this;
    if (position === undefined) message.end = message.start;
    else this.bytes.placeNext(position);
    this.#time = message.time;
    this.packets += 1;
    this.#session.append(message);
  }

  addNoteBytes(time: number, bytes: Uint8Array, start: number, end: number): void {
    this.#time = time;
    this.notes.takeBytes(time, bytes, start, end);
  }

  addNote(time: number, note: unknown): void {
    this.#time = time;
    this.notes.take(time, note);
  }

  /** Something of the file could not be read, and it goes on after it. `next`: what a person can do. */
  addDamage(what: string, next = takeAnotherCopy): void {
    const text = `${what} ${next}`;
    this.damaged += 1;
    if (this.damaged <= damageTextsMaximum) this.damages.push(`At row ${formatCount(this.#session.log.nextRow + 1)}: ${text}`);
    if (this.damaged > damageRowsMaximum) return;
    const time = this.#time;
    const note = { type: 'missing' as const, rows: 0, fromMs: time, toMs: time, why: `${damageTitle}: ${what}` };
    this.notes.say(time, 'warn', damageTitle, text, note);
  }
}

const damageTitle = 'A part of the file is damaged';
const takeAnotherCopy = 'If there is another copy of the file, open that; all that can be read of this one is shown.';
