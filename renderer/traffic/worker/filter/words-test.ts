import { isReadable, packetCases } from '../packet/packet-cases.ts';
import { readEvent } from '../rows/row-builder.ts';
import type { SessionLog } from '../session-log.ts';
import { channelCodes, rowBits } from '../store/columns.ts';
import { emptyString, notInterned } from '../store/string-table.ts';
import { FoldedWord } from './folded-word.ts';
import { KnownAnswers } from './known-answers.ts';
import { PartTest, WordSearch } from './part-search.ts';
import type { RowCursor } from './row-cursor.ts';
import { allOf, costs } from './row-test.ts';
import type { RowTest } from './row-test.ts';

/**
 * All words, each anywhere: in the sender, the topic, the name of the channel or the case, the event, the packet's
 * bytes as text. Names of channels and cases count whole ("user", "lossy"), the rest in part.
 */
export function wordsTest(text: string, session: SessionLog): RowTest {
  const words = text.split(/\s+/).filter((word) => word !== '');
  return allOf(words.map((word) => wordTest(new FoldedWord(word), session)));
}

function wordTest(word: FoldedWord, session: SessionLog): RowTest {
  const columns = new WordInColumns(word, session);
  const packet = new PartTest({ cost: costs.text, search: new WordSearch(word), within: 'packet' });
  return {
    cost: costs.text,
    changesWith: 0,
    matches: (at) => (at.isEvent ? isInEvent(word, at) : columns.matches(at) || packet.matches(at)),
  };
}

class WordInColumns {
  readonly #channels: readonly boolean[];
  readonly #cases: readonly boolean[];
  /** The word is part of what stands for a sender that has no name. */
  readonly #isServerApi: boolean;
  readonly #isHidden: boolean;
  readonly #strings: KnownAnswers;

  constructor(word: FoldedWord, session: SessionLog) {
    this.#channels = channelCodes.map((name) => word.equals(name));
    this.#cases = packetCases.map((name) => word.equals(name));
    this.#isServerApi = word.isIn('server API');
    this.#isHidden = word.isIn('hidden');
    this.#strings = new KnownAnswers((id) => word.isIn(session.log.strings.text(id)));
  }

  matches(at: RowCursor): boolean {
    const { columns, index, caseCode } = at;
    if (this.#channels[columns.channel[index] ?? 0] === true || this.#cases[caseCode] === true) return true;
    const identity = columns.identity[index] ?? emptyString;
    const sid = columns.sid[index] ?? emptyString;
    if (identity === emptyString && isReadable[caseCode] === true && !at.has(rowBits.sent)) {
      if (sid === emptyString ? this.#isServerApi : this.#isHidden) return true;
    }
    return this.#isIn(identity) || this.#isIn(columns.topic[index] ?? emptyString) || this.#isIn(sid);
  }

  #isIn(id: number): boolean {
    // Loose strings are in the packet, which is searched next.
    return id !== emptyString && id !== notInterned && this.#strings.of(id);
  }
}

function isInEvent(word: FoldedWord, at: RowCursor): boolean {
  at.load();
  at.work += 20 * (at.end - at.start);
  const { event, identity, title, text, before, after } = readEvent(at.bytes.subarray(at.start, at.end));
  const texts = [identity, title, text, before ?? '', after ?? ''];
  return word.equals(event) || texts.some((one) => word.isIn(one));
}
