import type { DemoState } from '../contract/domain.ts';
import { terminalText } from './terminal-text.ts';

/** Says on the terminal how the demo goes: a line for each new step, not for each tick of a step. */
export class DemoProgress {
  readonly #print: (line: string) => void;
  #last = '';

  constructor(options: { readonly print: (line: string) => void }) {
    this.#print = options.print;
  }

  show(state: DemoState): void {
    const line = terminalText(`demo ${state.phase}${state.message === '' ? '' : ` · ${state.message}`}`);
    if (line === this.#last) return;
    this.#last = line;
    this.#print(line);
  }
}
