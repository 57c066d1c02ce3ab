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

  /** Sets the flags of `cells`, and the row that explains them. `row`: the number that it will have. */
  take(cells: RowCells, row: number): void {
    this.skipped = 0;
    const { sequence, sid, time } = cells;
    if (sequence === 0 || sid === emptyString || sid === notInterned) return;
    const slot = this.#slots.slotOf(sid);
    if (this.#slots.isNew) this.#forget(slot);
    const acceptedRow = this.#sdk.acceptedRow(slot);
    const isDropped = this.#sdk.drops(slot, sequence, time, row);
    if (isDropped) {
      cells.flags |= rowBits.sdkDrops;
      cells.related = row - acceptedRow;
    }
    const isReliable = cells.channel === reliable;
    const line = lineOf(isReliable ? this.#reliable : this.#lossy, slot);
    const place = line.take(sequence, row, time);
    if (place === placeInLine.duplicate) {
      cells.flags |= rowBits.duplicate;
      cells.related = row - line.relatedRow;
    } else if (isReliable) {
      this.#inLine(cells, row, line, place);
      if (place === placeInLine.jump && !isDropped) cells.flags |= rowBits.seqJump;
    } else if (!isDropped && isFarAbove(sequence, this.#reliable[slot])) {
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

  #forget(slot: number): void {
    this.#sdk.forget(slot);
    this.#reliable[slot]?.clear();
    this.#lossy[slot]?.clear();
  }
}

function lineOf(lines: (NumberLine | undefined)[], slot: number): NumberLine {
  return (lines[slot] ??= new NumberLine());
}
