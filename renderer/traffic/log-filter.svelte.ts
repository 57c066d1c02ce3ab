import type { FilterTree } from './protocol/index.ts';

/** What a filter's text says. `tree` undefined with a text that is not empty: it is not right (yet). */
export type ParseFilter = (text: string) => { readonly tree?: FilterTree | undefined };

interface LogFilterOptions {
  readonly parse: ParseFilter;
  /** Another tree holds from now on; undefined: all rows are shown. */
  readonly onApply: (tree: FilterTree | undefined) => void;
}

/** Between two keys of fast typing; the half-typed words in between would each begin a search through the whole log. */
const typingMs = 30;
/** A key adds or takes one character, or two with the quote or bracket that closes itself. */
const typedMaximum = 2;
/** A word that may still become a field or an operator is looked for when nothing more comes: longer than between two keys. */
const idleMs = 700;

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
  #isHalfTyped = $state.raw(false);
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** What held before a word was looked for only because nothing more came: it holds again if the word goes on. */
  #before: { readonly text: string; readonly tree: FilterTree | undefined } | undefined;

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

  /** The text is right as it stands, but its last word is still being typed, so an earlier one holds for a moment. */
  get isHalfTyped(): boolean {
    return this.#isHalfTyped;
  }

  /**
   * `now`: it was chosen, so nothing more is to come. `soon`: it comes from the editor; what was typed waits for the
   * next key, what was pasted or completed does not. `later`: a word at the cursor may still become another (half-typed.ts).
   */
  set(text: string, when: 'now' | 'soon' | 'later' = 'soon'): void {
    const isNotDone = text.trim() !== '' && (when === 'later' || this.#options.parse(text.trim()).tree === undefined);
    if (this.#before !== undefined && when !== 'now' && isNotDone) this.#hold(this.#before.text, this.#before.tree);
    const isTyped = Math.abs(text.length - this.#text.length) <= typedMaximum;
    this.#text = text;
    clearTimeout(this.#timer);
    this.#isHalfTyped = when === 'later' && this.#options.parse(text.trim()).tree !== undefined;
    if (this.#isHalfTyped) {
      this.#isWrong = false;
      this.#timer = setTimeout(() => this.#applyIdle(), idleMs);
    } else if (when === 'now' || !isTyped) this.apply();
    else this.#timer = setTimeout(() => this.apply(), typingMs);
  }

  /** What was typed takes hold now. */
  apply(): void {
    clearTimeout(this.#timer);
    this.#isHalfTyped = false;
    const text = this.#text.trim();
    const tree = text === '' ? undefined : this.#options.parse(text).tree;
    this.#isWrong = text !== '' && tree === undefined;
    if (!this.#isWrong) this.#hold(text, tree);
  }

  dispose(): void {
    clearTimeout(this.#timer);
  }

  #applyIdle(): void {
    const before = { text: this.#appliedText, tree: this.#tree };
    this.apply();
    this.#before = before;
  }

  #hold(text: string, tree: FilterTree | undefined): void {
    this.#before = undefined;
    this.#appliedText = text;
    if (JSON.stringify(tree) === JSON.stringify(this.#tree)) return;
    this.#tree = tree;
    this.#options.onApply(tree);
  }
}
