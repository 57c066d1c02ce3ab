import type { FilterTree } from './protocol/index.ts';

/** What a filter's text says. `tree` undefined with a text that is not empty: it is not right (yet). */
export type ParseFilter = (text: string) => { readonly tree?: FilterTree | undefined };

interface LogFilterOptions {
  readonly parse: ParseFilter;
  /** Another tree holds from now on; undefined: all rows are shown. */
  readonly onApply: (tree: FilterTree | undefined) => void;
}

/** Typing is faster than this; a filter over a long log is not. */
const filterDelayMs = 80;

/**
 * The filter of one log: the text as it is typed, and the tree that holds. A text that is not right (yet) leaves the
 * last one that was in force.
 */
export class LogFilter {
  readonly #options: LogFilterOptions;
  #text = $state.raw('');
  #tree = $state.raw<FilterTree | undefined>(undefined);
  #appliedText = $state.raw('');
  #isWrong = $state.raw(false);
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: LogFilterOptions) {
    this.#options = options;
  }

  /** As it is typed; it takes hold a moment later. */
  get text(): string {
    return this.#text;
  }

  /** What holds now; undefined: all rows are shown. */
  get tree(): FilterTree | undefined {
    return this.#tree;
  }

  /** The text that `tree` stands for; empty: all rows are shown. */
  get appliedText(): string {
    return this.#appliedText;
  }

  /** True while rows are hidden. */
  get isOn(): boolean {
    return this.#tree !== undefined;
  }

  /** The text is not right, so an earlier one holds. */
  get isWrong(): boolean {
    return this.#isWrong;
  }

  /** `now`: it was chosen and not typed, so nothing more is to come. */
  set(text: string, when: 'now' | 'soon' = 'soon'): void {
    this.#text = text;
    clearTimeout(this.#timer);
    if (when === 'now') this.apply();
    else this.#timer = setTimeout(() => this.apply(), filterDelayMs);
  }

  /** What was typed takes hold now. */
  apply(): void {
    clearTimeout(this.#timer);
    const text = this.#text.trim();
    const tree = text === '' ? undefined : this.#options.parse(text).tree;
    this.#isWrong = text !== '' && tree === undefined;
    if (this.#isWrong) return;
    this.#appliedText = text;
    if (JSON.stringify(tree) === JSON.stringify(this.#tree)) return;
    this.#tree = tree;
    this.#options.onApply(tree);
  }

  dispose(): void {
    clearTimeout(this.#timer);
  }
}
