import type { RoomEventName } from '../../protocol/index.ts';
import { caseCode, isReadable } from '../packet/packet-cases.ts';
import { PacketScanner } from '../packet/scan-packet.ts';
import { readEvent } from '../rows/row-builder.ts';
import type { SessionLog } from '../session-log.ts';
import { RowCells, rowBits } from '../store/columns.ts';
import { emptyString, notInterned } from '../store/string-table.ts';
import type { KeyHash } from './key-hash.ts';
import type { SpanNotes } from './span-notes.ts';

/**
 * By what a row is found in another log. The first two name one packet and no other; of equal content there may be many.
 * none: it cannot be found there. console: a room event about the console itself.
 */
export const keyKinds = { none: 0, console: 1, sequence: 2, id: 3, content: 4, event: 5 } as const;

const encoder = new TextEncoder();
const streamChunk = caseCode('streamChunk');

/** Events of the room, which every console in it sees. */
const sharedEvents: ReadonlySet<RoomEventName> = new Set([
  'joined',
  'left',
  'state',
  'metadata',
  'name',
  'attributes',
  'permissions',
  'track',
  'room-metadata',
]);

interface RowKeysOptions {
  readonly session: SessionLog;
  readonly hash: KeyHash;
  /** False: one of the logs has no payloads, so that packets are told by their size. */
  readonly byPayload: boolean;
  /** Is told of each event, and of the time of each row. */
  readonly notes: SpanNotes;
}

/** The keys of the rows of one log: equal in two logs where both rows are the same packet or event. */
export class RowKeys {
  /** One of keyKinds; the key is in the hash where it is above `console`. */
  kind = 0;
  /** Bytes that were looked at so far: the measure of the time that was spent. */
  work = 0;
  readonly #options: RowKeysOptions;
  readonly #cells = new RowCells();
  readonly #scanner = new PacketScanner();
  /** UTF-8 of the log's strings, by id: topics, identities and sids repeat. */
  readonly #encoded: (Uint8Array | undefined)[] = [];
  #bytes: Uint8Array = new Uint8Array(0);
  #start = 0;
  #end = 0;
  #time = -Infinity;

  constructor(options: RowKeysOptions) {
    this.#options = options;
  }

  /** Reads a row: sets `kind`, and the hash. False where it is not held. */
  read(row: number): boolean {
    const cells = this.#cells;
    const { log } = this.#options.session;
    if (!log.read(row, cells)) return false;
    if (cells.has(rowBits.event)) this.#readEvent();
    else this.#readPacket();
    this.#time = cells.time;
    this.#options.notes.takeTime(cells.time);
    return true;
  }

  #readEvent(): void {
    const { hash, notes } = this.#options;
    this.#load();
    const entry = readEvent(this.#bytes.subarray(this.#start, this.#end));
    notes.takeEvent(entry, this.#time);
    this.kind = sharedEvents.has(entry.event) ? keyKinds.event : keyKinds.console;
    if (this.kind === keyKinds.console) return;
    hash.begin();
    hash.addNumber(keyKinds.event);
    hash.addText(entry.event);
    hash.addText(entry.identity);
    hash.addText(entry.after ?? '');
    hash.end();
  }

  #readPacket(): void {
    const cells = this.#cells;
    const { hash } = this.#options;
    const isPacket = isReadable[cells.caseCode] === true;
    this.kind = keyKinds.sequence;
    if (isPacket && cells.sequence !== 0 && this.#beginWithSid(keyKinds.sequence)) {
      hash.addNumber(cells.sequence);
      hash.end();
      return;
    }
    this.#load();
    const isThere = !cells.has(rowBits.bytesMissing);
    if (isPacket && isThere && this.#scanner.scan(this.#bytes, this.#start, this.#end) && this.#readId()) return;
    this.#readContent(isPacket, isThere);
  }

  /** By nonce, stream or RPC; false where it has none of these. */
  #readId(): boolean {
    const { hash } = this.#options;
    const { keyStart, keyEnd, count } = this.#scanner;
    if (keyEnd === keyStart) return false;
    this.kind = keyKinds.id;
    if (!this.#beginWithSid(keyKinds.id)) this.#begin(keyKinds.id);
    hash.addNumber(this.#cells.caseCode);
    hash.addBytes(this.#bytes, keyStart, keyEnd);
    // Of a header it is a length, which two tellings of one stream may not share.
    if (this.#cells.caseCode === streamChunk) hash.addNumber(Math.max(0, count));
    hash.end();
    return true;
  }

  #readContent(isPacket: boolean, isThere: boolean): void {
    const { hash, byPayload } = this.#options;
    const cells = this.#cells;
    // The server writes the sender into what it forwards, so that a packet's size is not that which was sent.
    if (byPayload ? !isThere : cells.has(rowBits.sent)) {
      this.kind = keyKinds.none;
      return;
    }
    this.kind = keyKinds.content;
    if (!isPacket) this.#begin(keyKinds.content);
    else if (!this.#beginWithSid(keyKinds.content)) {
      this.#begin(keyKinds.content);
      this.#addString(cells.identity, this.#scanner.identityStart, this.#scanner.identityEnd);
    }
    hash.addNumber(cells.caseCode);
    this.#addString(isPacket ? cells.topic : emptyString, this.#scanner.topicStart, this.#scanner.topicEnd);
    if (byPayload) {
      const start = Math.min(this.#end, this.#start + cells.payloadOffset);
      const end = Math.min(this.#end, start + cells.payloadSize);
      this.work += end - start;
      hash.addBytes(this.#bytes, start, end);
    } else {
      hash.addNumber(cells.size);
    }
    hash.end();
  }

  #begin(kind: number): void {
    this.#options.hash.begin();
    this.#options.hash.addNumber(kind);
  }

  /** Begins with the connection that sent it; false where none is known. */
  #beginWithSid(kind: number): boolean {
    const { context } = this.#options.session;
    const cells = this.#cells;
    const isOwn = cells.has(rowBits.sent) && cells.sid === emptyString;
    if (isOwn ? context.ownSid === '' : cells.sid === emptyString) return false;
    if (cells.sid === notInterned) {
      this.#load();
      if (!this.#scanner.scan(this.#bytes, this.#start, this.#end)) return false;
    }
    this.#begin(kind);
    if (isOwn) this.#options.hash.addText(context.ownSid);
    else this.#addString(cells.sid, this.#scanner.sidStart, this.#scanner.sidEnd);
    return true;
  }

  /** Of a string that the table did not take, the bytes are there. */
  #addString(id: number, start: number, end: number): void {
    const { hash, session } = this.#options;
    if (id === notInterned) {
      hash.addBytes(this.#bytes, start, end);
      return;
    }
    const bytes = (this.#encoded[id] ??= encoder.encode(session.log.strings.text(id)));
    hash.addBytes(bytes, 0, bytes.length);
  }

  #load(): void {
    const cells = this.#cells;
    const { log } = this.#options.session;
    this.#bytes = log.bufferOf(cells.position);
    this.#start = log.byteOffset(cells.position);
    if (log.isLost(cells)) cells.flags |= rowBits.bytesMissing;
    this.#end = this.#start + cells.keptBytes;
  }
}
