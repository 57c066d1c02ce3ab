import { limits } from '../../../../electron/contract/limits.ts';
import { flagBit } from '../../protocol/index.ts';
import { caseCode, isReadable } from '../packet/packet-cases.ts';
import type { SessionContext } from '../session-context.ts';
import { channelCodes, rowBits } from '../store/columns.ts';
import type { RowCells } from '../store/columns.ts';
import { emptyString, notInterned } from '../store/string-table.ts';
import type { StringTable } from '../store/string-table.ts';
import { IdMemo } from './id-memo.ts';

const lossy = channelCodes.indexOf('lossy');
const reliable = channelCodes.indexOf('reliable');
const foreign = channelCodes.indexOf('foreign');
const malformedCase = caseCode('malformed');
const noneCase = caseCode('none');
const unknownCase = caseCode('unknown');
const frameCase = caseCode('dataTrackFrame');
const encryptedCase = caseCode('encryptedPacket');
const userCase = caseCode('user');

const malformed = flagBit('malformed');
const unknown = flagBit('unknown-case');
const foreignLabel = flagBit('foreign-label');
const encrypted = flagBit('encrypted');
const noHandler = flagBit('no-handler');
const oversize = flagBit('oversize');
const noSender = flagBit('no-sender');
const hiddenSender = flagBit('hidden-sender');
const speaksAs = flagBit('speaks-as');
const lookAlike = flagBit('look-alike');

/** The flags that are kept with the row: sdk-drops, seq-jump, duplicate, skipped, late stand in this order in both. */
const keptShift = Math.log2(rowBits.sdkDrops);
const keptMask = flagBit('late') * 2 - 1;

/** Proven identities: not looked up (0), not known to the room or to the table, else the identity's id + 2. */
const notProven = 1;
const looksUsual = 1;
const looksAlike = 2;

/**
 * All flags of a row, from its columns alone: no bytes are read, and strings only once for each id. Quick enough for
 * a filter over all rows, and for each packet as it is logged.
 *
 * `speaks-as`, `look-alike` and the part of `hidden-sender` that is about the room's list depend on what the room has
 * told: they may change with the context's version.
 */
export class RowFlags {
  readonly #context: SessionContext;
  readonly #strings: StringTable;
  readonly #proven = new IdMemo();
  readonly #looks = new IdMemo();
  readonly #own = new IdMemo();

  constructor(options: { readonly context: SessionContext; readonly strings: StringTable }) {
    this.#context = options.context;
    this.#strings = options.strings;
  }

  /** Bits of protocol/flags.ts; 0 for an event. */
  maskOf(cells: RowCells): number {
    const { flags, channel, caseCode: code } = cells;
    if ((flags & rowBits.event) !== 0) return 0;
    let mask = (flags >> keptShift) & keptMask;
    if ((flags & rowBits.noHandler) !== 0) mask |= noHandler;
    if ((flags & rowBits.ambiguous) !== 0) mask |= malformed;
    if (channel === foreign) mask |= foreignLabel;
    if (channel === lossy ? cells.size > limits.lossyAdvised : isLong(channel, cells.size)) mask |= oversize;
    if (code === malformedCase) mask |= malformed;
    else if (code === noneCase || code === unknownCase) mask |= unknown;
    // A header has 12 bytes at least: what begins at 0 is no frame.
    else if (code === frameCase && cells.payloadOffset === 0 && (flags & rowBits.bytesMissing) === 0) mask |= malformed;
    if ((flags & rowBits.sent) !== 0 || isReadable[code] !== true) return mask;
    if (code === encryptedCase) mask |= encrypted;
    return mask | this.#senderMask(cells);
  }

  #senderMask(cells: RowCells): number {
    const { identity, sid } = cells;
    const look = this.#looksAlike(identity) ? lookAlike : 0;
    if (sid === emptyString) {
      if (identity === emptyString) return noSender;
      // What came over a channel with another label, the server passes on as a user packet with an identity and
      // without sid, sequence and topic (livekit-server 1.13.5).
      const isForeign = cells.caseCode === userCase && cells.sequence === 0 && cells.topic === emptyString;
      return look | (isForeign ? foreignLabel : 0);
    }
    if (this.#isOwn(sid)) return 0;
    if (identity === emptyString) return hiddenSender;
    const proven = this.#provenOf(sid);
    if (proven === notProven) return look | (sid !== notInterned && this.#isAbsent(sid, cells.time) ? hiddenSender : 0);
    return look | (identity !== notInterned && proven !== identity + 2 ? speaksAs : 0);
  }

  #provenOf(sid: number): number {
    if (sid === notInterned) return notProven;
    const known = this.#proven.get(sid, this.#context.version);
    if (known !== 0) return known;
    const identity = this.#context.identityOf(this.#strings.text(sid));
    const id = identity === undefined ? notInterned : this.#strings.internText(identity);
    const proven = id === notInterned ? notProven : id + 2;
    this.#proven.set(sid, proven);
    return proven;
  }

  /** The room's list would have named the sender by now, and does not. */
  #isAbsent(sid: number, time: number): boolean {
    return this.#context.isAbsent(this.#strings.text(sid), time);
  }

  #isOwn(sid: number): boolean {
    if (sid === notInterned) return false;
    const known = this.#own.get(sid, this.#context.version);
    if (known !== 0) return known === 2;
    const isOwn = this.#strings.text(sid) === this.#context.ownSid;
    this.#own.set(sid, isOwn ? 2 : 1);
    return isOwn;
  }

  #looksAlike(identity: number): boolean {
    if (identity === emptyString || identity === notInterned) return false;
    const known = this.#looks.get(identity, this.#context.version);
    if (known !== 0) return known === looksAlike;
    const text = this.#strings.text(identity);
    this.#context.noteName(text);
    const isAlike = this.#context.isSuspect(text);
    // Taking the name in may have changed the version: then this is looked up once more.
    this.#looks.get(identity, this.#context.version);
    this.#looks.set(identity, isAlike ? looksAlike : looksUsual);
    return isAlike;
  }
}

/** More than LiveKit advises for a reliable message. Data tracks are cut by the SDK, other channels are nobody's. */
function isLong(channel: number, size: number): boolean {
  return channel === reliable && size > limits.reliableAdvised;
}
