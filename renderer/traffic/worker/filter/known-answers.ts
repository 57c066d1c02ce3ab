/** Answers by a small number that stands for a string: each string is looked at once. */
export class KnownAnswers {
  /** 0 not asked yet, 1 no, 2 yes. */
  #answers = new Uint8Array(256);
  readonly #answer: (id: number) => boolean;

  constructor(answer: (id: number) => boolean) {
    this.#answer = answer;
  }

  of(id: number): boolean {
    const known = this.#answers[id];
    if (known !== undefined && known !== 0) return known === 2;
    return this.#ask(id);
  }

  #ask(id: number): boolean {
    if (id >= this.#answers.length) {
      const grown = new Uint8Array(Math.max(id + 1, this.#answers.length * 2));
      grown.set(this.#answers);
      this.#answers = grown;
    }
    const answer = this.#answer(id);
    this.#answers[id] = answer ? 2 : 1;
    return answer;
  }
}
