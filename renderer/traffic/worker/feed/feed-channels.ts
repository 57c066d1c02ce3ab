import type { FeedChannel } from '../../../../electron/contract/feed.ts';
import { caseCode } from '../packet/packet-cases.ts';
import { rowBits } from '../store/columns.ts';
import type { FeedRow } from './feed-row.ts';
import { StrictPacket } from './strict-packet.ts';

const encodings = ['data-packet', 'frame', 'text', 'raw', 'malformed'] as const satisfies readonly FeedChannel['encoding'][];
const dataPacket = encodings.indexOf('data-packet');
const frame = encodings.indexOf('frame');
const text = encodings.indexOf('text');
const raw = encodings.indexOf('raw');
const malformed = encodings.indexOf('malformed');
const rawCase = caseCode('raw');
const frameCase = caseCode('dataTrackFrame');
const malformedCase = caseCode('malformed');

/** Encodings and directions, for one label. */
const perLabel = 2 * encodings.length;

/** Gives each way that packets took an index, in the order in which they are met. */
export class FeedChannels {
  readonly #labelOf: (code: number) => string;
  readonly #strict = new StrictPacket();
  /** By label, direction and encoding: index + 1. */
  readonly #known: number[] = [];
  #count = 0;
  #fresh: FeedChannel[] = [];

  /** @param labelOf A label by its code in the log. */
  constructor(labelOf: (code: number) => string) {
    this.#labelOf = labelOf;
  }

  /** The channel of a packet. */
  indexOf(row: FeedRow): number {
    const { cells } = row;
    const isSent = cells.has(rowBits.sent);
    const key = cells.label * perLabel + (isSent ? encodings.length : 0) + this.#encodingOf(row);
    const known = this.#known[key];
    return known === undefined || known === 0 ? this.#add(key, isSent, cells.label) : known - 1;
  }

  /** Those met for the first time since this was asked last. */
  takeFresh(): readonly FeedChannel[] {
    const fresh = this.#fresh;
    this.#fresh = [];
    return fresh;
  }

  #encodingOf({ cells, bytes, start, end }: FeedRow): number {
    if (cells.has(rowBits.text)) return text;
    if (cells.caseCode === frameCase) return frame;
    if (cells.caseCode === rawCase) return raw;
    if (cells.caseCode === malformedCase) return malformed;
    return this.#strict.isOne(bytes, start, end) ? dataPacket : malformed;
  }

  #add(key: number, isSent: boolean, label: number): number {
    const index = this.#count;
    this.#count += 1;
    // No holes, or the list would become a dictionary.
    while (this.#known.length < key) this.#known.push(0);
    this.#known[key] = index + 1;
    const encoding = encodings[key % encodings.length] ?? 'raw';
    this.#fresh.push({ index, label: this.#labelOf(label), direction: isSent ? 'out' : 'in', encoding });
    return index;
  }
}
