import { channelCodes, rowBits } from '../store/columns.ts';
import type { RowCells } from '../store/columns.ts';
import { emptyString, notInterned } from '../store/string-table.ts';
import { isFarAbove, NumberLine, placeInLine } from './number-line.ts';
import { SdkMemory } from './sdk-memory.ts';
import { SenderSlots } from './sender-slots.ts';

/**
 * Senders of which the numbers are remembered. A room with more that send at the same time gets fewer flags than it
 * should: who was silent for longest starts anew.
 */
export const sendersMaximum = 1_024;

const reliable = channelCodes.indexOf('reliable');

/**
 * The flags of received packets that follow from their sequences. To be asked once for each packet, in the order they
 * arrived.
 *
 * Only senders with a sid are followed, as in livekit-client. The numbers of a sender count its reliable packets, so
 * that skipped and late are told on the reliable channel alone; a repetition on each channel by itself.
 */
export class SequenceFlags {
  /** Numbers missing before the packet taken last. */
  skipped = 0;
  readonly #slots = new SenderSlots(sendersMaximum);
  readonly #sdk = new SdkMemory(sendersMaximum);
  /** By slot, made for the first number on that channel: 12 KiB each. */
  readonly #reliable: (NumberLine | undefined)[] = [];
  readonly #lossy: (NumberLine | undefined)[] = [];

  /**
   * Sets the flags of `cells`, and the row that explains them. `row`: the number that it will have. `sdkSid` and
   * `sdkSequence`: what livekit-client reads from the packet, where that is something else.
   */
  take(cells: RowCells, row: number, sdkSid = cells.sid, sdkSequence = cells.sequence): void {
    this.skipped = 0;
    const isDropped = isNumbered(sdkSid, sdkSequence) && this.#isDropped(cells, row, sdkSid, sdkSequence);
    const { sequence, sid, time } = cells;
    if (!isNumbered(sid, sequence)) return;
    const slot = this.#slotOf(sid);
    const isSame = sdkSid === sid && sdkSequence === sequence;
    const isReliable = cells.channel === reliable;
    const line = lineOf(isReliable ? this.#reliable : this.#lossy, slot);
    const place = line.take(sequence, row, time);
    if (place === placeInLine.duplicate) {
      cells.flags |= rowBits.duplicate;
      cells.related = row - line.relatedRow;
    } else if (isReliable) {
      this.#inLine(cells, row, line, place);
      if (place === placeInLine.jump && !isDropped && isSame) cells.flags |= rowBits.seqJump;
    } else if (!isDropped && isSame && isFarAbove(sequence, this.#reliable[slot])) {
      // livekit-client numbers no lossy packets: whoever does so raises the number that its reliable ones must exceed.
      cells.flags |= rowBits.seqJump;
    }
  }

  /** livekit-client starts with an empty memory: after a full reconnect, or with a new Room. */
  sdkReset(): void {
    this.#sdk.clear();
  }

  #inLine(cells: RowCells, row: number, line: NumberLine, place: number): void {
    if (place === placeInLine.late) {
      cells.flags |= rowBits.late;
    } else if (place === placeInLine.skipped) {
      cells.flags |= rowBits.skipped;
      cells.related = row - line.relatedRow;
      this.skipped = line.skipped;
    }
  }

  #isDropped(cells: RowCells, row: number, sid: number, sequence: number): boolean {
    const slot = this.#slotOf(sid);
    const acceptedRow = this.#sdk.acceptedRow(slot);
    if (!this.#sdk.drops(slot, sequence, cells.time, row)) return false;
    cells.flags |= rowBits.sdkDrops;
    cells.related = row - acceptedRow;
    return true;
  }

  #slotOf(sid: number): number {
    const slot = this.#slots.slotOf(sid);
    if (this.#slots.isNew) this.#forget(slot);
    return slot;
  }

  #forget(slot: number): void {
    this.#sdk.forget(slot);
    this.#reliable[slot]?.clear();
    this.#lossy[slot]?.clear();
  }
}

/** Followed is what has a number, and a sid that the table took. */
function isNumbered(sid: number, sequence: number): boolean {
  return sequence !== 0 && sid !== emptyString && sid !== notInterned;
}

function lineOf(lines: (NumberLine | undefined)[], slot: number): NumberLine {
  return (lines[slot] ??= new NumberLine());
}
