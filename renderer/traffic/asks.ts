import type { FilterTree, RowRanges, ViewMessage } from './protocol/index.ts';
import type { AskAnswer } from './log-link.ts';

type AnswerOf<T extends AskAnswer['type']> = Extract<AskAnswer, { type: T }>;
export type Found = AnswerOf<'found'>;
export type Copied = AnswerOf<'copied'>;
export type CopyFormat = Extract<ViewMessage, { type: 'copy' }>['as'];

interface Waiting {
  readonly ask: number;
  readonly resolve: (answer: AskAnswer | undefined) => void;
}

interface AsksOptions {
  readonly send: (message: ViewMessage) => void;
  readonly isConnected: () => boolean;
}

/**
 * Questions to the worker that one answer ends. Of each kind the newest is waited for: one asked before it resolves
 * with undefined, as do all when the worker is gone.
 */
export class Asks {
  readonly #options: AsksOptions;
  readonly #waiting = new Map<AskAnswer['type'], Waiting>();
  #last = 0;

  constructor(options: AsksOptions) {
    this.#options = options;
  }

  /** The nearest shown row that matches, from `from` (itself left out) on. */
  find(tree: FilterTree, from: number, step: 1 | -1): Promise<Found | undefined> {
    return this.#ask('found', (ask) => ({ type: 'find', tree, from, step, ask }));
  }

  /** The shown rows of the ranges as one text. */
  copy(ranges: RowRanges, as: CopyFormat): Promise<Copied | undefined> {
    return this.#ask('copied', (ask) => ({ type: 'copy', ranges, as, ask }));
  }

  /** Nobody waits for the copy any more: it resolves with undefined. */
  stopCopying(): void {
    this.#waiting.get('copied')?.resolve(undefined);
    this.#waiting.delete('copied');
    this.#options.send({ type: 'stopCopying' });
  }

  /** Identities and topics that were seen, the most frequent first; none while there is no worker. */
  async names(): Promise<{ readonly identities: readonly string[]; readonly topics: readonly string[] }> {
    const answer = await this.#ask('names', (ask) => ({ type: 'names', ask }));
    return { identities: answer?.identities ?? [], topics: answer?.topics ?? [] };
  }

  take(answer: AskAnswer): void {
    const waiting = this.#waiting.get(answer.type);
    // An older question was given up already.
    if (waiting?.ask !== answer.ask) return;
    this.#waiting.delete(answer.type);
    waiting.resolve(answer);
  }

  /** Nobody answers any more. */
  giveUp(): void {
    for (const { resolve } of this.#waiting.values()) resolve(undefined);
    this.#waiting.clear();
  }

  #ask<T extends AskAnswer['type']>(
    type: T,
    messageOf: (ask: number) => ViewMessage,
  ): Promise<AnswerOf<T> | undefined> {
    this.#waiting.get(type)?.resolve(undefined);
    this.#waiting.delete(type);
    if (!this.#options.isConnected()) return Promise.resolve(undefined);
    this.#last += 1;
    const ask = this.#last;
    return new Promise((resolve) => {
      this.#waiting.set(type, { ask, resolve: (answer) => resolve(isOf(type, answer) ? answer : undefined) });
      this.#options.send(messageOf(ask));
    });
  }
}

function isOf<T extends AskAnswer['type']>(type: T, answer: AskAnswer | undefined): answer is AnswerOf<T> {
  return answer?.type === type;
}
