import { isoSecond } from '../../../../electron/contract/feed-lines.ts';
import type { PacketRow } from '../../protocol/index.ts';
import { flagsOfMask } from '../../protocol/index.ts';
import { caseName, isReadable } from '../packet/packet-cases.ts';
import { destinationsOf, senderOf, topicOf } from '../rows/row-builder.ts';
import { channelCodes, rowBits } from '../store/columns.ts';
import { eventOf } from './event-fields.ts';
import type { FeedRow } from './feed-row.ts';
import type { LineWriter } from './line-writer.ts';
import { strippedPacket } from './strip-packet.ts';

/**
 * Rows as lines of NDJSON. A packet's line has, in this order:
 *
 * | field           | value                                                                                     |
 * |-----------------|-------------------------------------------------------------------------------------------|
 * | number          | of the row in what is written, from 1                                                     |
 * | time            | ISO 8601 with six digits of a second, UTC                                                 |
 * | direction       | `in`, `out`                                                                               |
 * | label           | the data channel's own                                                                    |
 * | kind            | `reliable`, `lossy`, `data-track`, `foreign`                                              |
 * | case            | as in the filter: `user`, `streamHeader`, `malformed`, …                                  |
 * | frame           | `text`: it came as a string. `blob`: its bytes are not here. Else left out                |
 * | sender          | { origin, identity, sid }; the last two empty where there is none                         |
 * | topic           | empty: none                                                                               |
 * | destinations    | identities, or sids where it names only those; empty: everyone                            |
 * | sequence        | null: none                                                                                |
 * | size            | bytes on the channel                                                                      |
 * | payloadSize     | bytes of the payload within                                                               |
 * | flags           | names as in the filter                                                                    |
 * | payload         | text, or base64 where it is no UTF-8; left out with `blob`, and where written without     |
 * |                 | payloads                                                                                  |
 * | payloadEncoding | `utf8`, `base64`; where there is a payload                                                |
 * | packet          | base64 of its bytes on the channel. Without payloads: of the packet without what it       |
 * |                 | carries, and left out where that cannot be told (no DataPacket)                           |
 *
 * A room event's line has `number`, `time`, `event`, `severity`, `participant` (empty: the room or this console),
 * `title`, `text`, `before` and `after` (null: none). What else the console knew stands in lines with `note`
 * (electron/contract/feed-lines.ts).
 */
export class RowLines {
  readonly #into: LineWriter;
  readonly #payloads: boolean;
  /** The second of the row before, and how it is written. */
  #second = NaN;
  #secondText = '';
  /** Flags as JSON, by mask: there are few. */
  readonly #flagsJson = new Map<number, string>([[0, '[]']]);

  constructor(options: { readonly into: LineWriter; readonly payloads: boolean }) {
    this.#into = options.into;
    this.#payloads = options.payloads;
  }

  write(row: FeedRow): void {
    if (row.isEvent) this.#writeEvent(row);
    else this.#writePacket(row);
  }

  #writeEvent(row: FeedRow): void {
    const { event, severity, identity, title, text, before = null, after = null } = eventOf(row, this.#payloads);
    this.#begin(row);
    const fields = JSON.stringify({ event, severity, participant: identity, title, text, before, after });
    this.#into.text(`,${fields.slice(1)}\n`);
  }

  #writePacket(row: FeedRow): void {
    const into = this.#into;
    const { cells, session } = row;
    this.#begin(row);
    into.ascii(cells.has(rowBits.sent) ? ',"direction":"out","label":' : ',"direction":"in","label":');
    into.json(session.labelOf(cells.label));
    into.ascii(`,"kind":"${channelCodes[cells.channel] ?? 'foreign'}","case":"${caseName(cells.caseCode)}"`);
    if (cells.has(rowBits.text)) into.ascii(',"frame":"text"');
    else if (cells.has(rowBits.bytesMissing)) into.ascii(',"frame":"blob"');
    this.#writeEnvelope(row);
    const sequence = cells.sequence === 0 ? 'null' : String(cells.sequence);
    into.ascii(`,"sequence":${sequence},"size":${cells.size},"payloadSize":${cells.payloadSize},"flags":`);
    into.ascii(this.#flagsOf(row.mask));
    if (this.#payloads && row.isWhole) this.#writePayload(row);
    else this.#writeStripped(row);
    into.ascii('}\n');
  }

  #begin({ cells, number }: FeedRow): void {
    const micros = Math.round(cells.time * 1_000);
    const second = Math.floor(micros / 1_000_000);
    if (second !== this.#second) {
      this.#second = second;
      this.#secondText = isoSecond(second);
    }
    const fraction = String(micros - second * 1_000_000).padStart(6, '0');
    this.#into.ascii(`{"number":${number + 1},"time":"${this.#secondText}.${fraction}Z"`);
  }

  #writeEnvelope(row: FeedRow): void {
    const into = this.#into;
    const { cells, session, packet } = row;
    const source = { bytes: packet, strings: session.log.strings, context: session.context };
    const { origin, identity, sid }: PacketRow['sender'] = senderOf(cells, source);
    into.ascii(`,"sender":{"origin":"${origin}","identity":`);
    into.json(identity);
    into.ascii(',"sid":');
    into.json(sid);
    into.ascii('},"topic":');
    into.json(topicOf(cells, source));
    into.ascii(',"destinations":');
    if (cells.has(rowBits.destinations)) into.text(JSON.stringify(destinationsOf(packet)));
    else into.ascii('[]');
  }

  #writePayload({ cells, bytes, start, end }: FeedRow): void {
    const into = this.#into;
    const payloadStart = start + cells.payloadOffset;
    const payloadEnd = payloadStart + cells.payloadSize;
    into.ascii(',"payload":');
    if (into.jsonUtf8(bytes, payloadStart, payloadEnd)) {
      into.ascii(',"payloadEncoding":"utf8","packet":"');
    } else {
      into.ascii('"');
      into.base64(bytes, payloadStart, payloadEnd);
      into.ascii('","payloadEncoding":"base64","packet":"');
    }
    into.base64(bytes, start, end);
    into.ascii('"');
  }

  #writeStripped({ cells, packet }: FeedRow): void {
    if (cells.has(rowBits.bytesMissing) || isReadable[cells.caseCode] !== true) return;
    const stripped = strippedPacket(packet);
    if (stripped === undefined) return;
    this.#into.ascii(',"packet":"');
    this.#into.base64(stripped, 0, stripped.length);
    this.#into.ascii('"');
  }

  #flagsOf(mask: number): string {
    const known = this.#flagsJson.get(mask);
    if (known !== undefined) return known;
    const json = JSON.stringify(flagsOfMask(mask));
    this.#flagsJson.set(mask, json);
    return json;
  }
}
