import { channelCodes, RowCells, rowBits } from '../store/columns.ts';
import { FoldedWord } from './folded-word.ts';
import { isReadable, packetCases } from '../packet/packet-cases.ts';
import { readEvent } from '../rows/row-builder.ts';
import type { SessionLog } from '../session-log.ts';
import { emptyString, notInterned } from '../store/string-table.ts';

/** One word, and what is known already of where it is found. */
interface Word {
  readonly folded: FoldedWord;
  /** By channel code, by case code: the word is its name. */
  readonly channels: readonly boolean[];
  readonly cases: readonly boolean[];
  /** The word is part of what stands for a sender that has no name. */
  readonly isServerApi: boolean;
  readonly isHidden: boolean;
  /** By string id: 0 not looked at yet, 1 not in it, 2 in it. */
  strings: Uint8Array;
}

/**
 * Decides whether a row has all words, each anywhere: in the sender, the topic, the name of the channel or the case,
 * the event, the packet's bytes as text. Names of channels and cases count whole ("user", "lossy"), the rest in part.
 */
export class RowMatcher {
  /** Bytes of packets that were searched so far: the measure of the time that was spent. */
  bytesSearched = 0;
  readonly #session: SessionLog;
  readonly #words: readonly Word[];
  readonly #cells = new RowCells();

  constructor(text: string, session: SessionLog) {
    this.#session = session;
    this.#words = wordsOf(text).map((word) => {
      const folded = new FoldedWord(word);
      return {
        folded,
        channels: channelCodes.map((name) => folded.equals(name)),
        cases: packetCases.map((name) => folded.equals(name)),
        isServerApi: folded.isIn('server API'),
        isHidden: folded.isIn('hidden'),
        strings: new Uint8Array(256),
      };
    });
  }

  /** False for a row that is not held. */
  matches(row: number): boolean {
    const cells = this.#cells;
    if (!this.#session.log.read(row, cells)) return false;
    return cells.has(rowBits.event) ? this.#matchesEvent(cells) : this.#matchesPacket(cells);
  }

  #matchesPacket(cells: RowCells): boolean {
    const { log } = this.#session;
    const bytes = log.bufferOf(cells.position);
    const start = log.byteOffset(cells.position);
    const end = start + cells.keptBytes;
    for (const word of this.#words) {
      if (this.#isInColumns(word, cells)) continue;
      this.bytesSearched += end - start;
      if (!word.folded.isInBytes(bytes, start, end)) return false;
    }
    return true;
  }

  #isInColumns(word: Word, cells: RowCells): boolean {
    if (word.channels[cells.channel] || word.cases[cells.caseCode]) return true;
    if (cells.identity === emptyString && isReadable[cells.caseCode] && !cells.has(rowBits.sent)) {
      if (cells.sid === emptyString ? word.isServerApi : word.isHidden) return true;
    }
    return (
      this.#isInString(word, cells.identity) || this.#isInString(word, cells.topic) || this.#isInString(word, cells.sid)
    );
  }

  #isInString(word: Word, id: number): boolean {
    // Loose strings are in the packet, which is searched next.
    if (id === emptyString || id === notInterned) return false;
    if (id >= word.strings.length) {
      const grown = new Uint8Array(Math.max(id + 1, word.strings.length * 2));
      grown.set(word.strings);
      word.strings = grown;
    }
    const known = word.strings[id];
    if (known !== 0) return known === 2;
    const found = word.folded.isIn(this.#session.log.strings.text(id));
    word.strings[id] = found ? 2 : 1;
    return found;
  }

  #matchesEvent(cells: RowCells): boolean {
    const entry = readEvent(this.#session.log.bytesOf(cells));
    this.bytesSearched += cells.size;
    const texts = [entry.identity, entry.title, entry.text, entry.before ?? '', entry.after ?? ''];
    return this.#words.every(
      ({ folded }) => folded.equals(entry.event) || texts.some((text) => folded.isIn(text)),
    );
  }
}

/** Words are what white space parts. */
export function wordsOf(text: string): readonly string[] {
  return text.split(/\s+/).filter((word) => word !== '');
}
