import type { TableAnswer } from '../protocol/index.ts';
import type { Send } from './table-state.svelte.ts';

export type RatesAnswer = Extract<TableAnswer, { readonly type: 'rates' }>;

/** Packets over time of one session's log. */
export class RatesState {
  #send: Send | undefined;
  #shown = false;
  #answer = $state.raw<RatesAnswer | undefined>(undefined);

  /** Undefined until the worker has answered. */
  get answer(): RatesAnswer | undefined {
    return this.#answer;
  }

  set shown(shown: boolean) {
    if (shown === this.#shown) return;
    this.#shown = shown;
    this.#send?.({ type: 'showRates', shown });
  }

  connect(send: Send): void {
    this.#send = send;
    if (this.#shown) send({ type: 'showRates', shown: true });
  }

  take(answer: TableAnswer): void {
    if (answer.type === 'rates') this.#answer = answer;
  }
}
