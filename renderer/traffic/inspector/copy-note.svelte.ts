import type { Result } from '../../../electron/contract/result.ts';

/** How long it is said that something was copied. */
const shownMs = 4_000;

/** Puts texts on the clipboard, and says for a moment whether that went well. */
export class CopyNote {
  readonly #write: (text: string) => Promise<Result<undefined>>;
  #said = $state.raw<{ text: string; isProblem: boolean } | undefined>(undefined);
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: { write: (text: string) => Promise<Result<undefined>> }) {
    this.#write = options.write;
  }

  get said(): { readonly text: string; readonly isProblem: boolean } | undefined {
    return this.#said;
  }

  /** `what` begins the sentence: "Payload", "Row". */
  async copy(text: string, what: string): Promise<void> {
    const result = await this.#write(text);
    clearTimeout(this.#timer);
    this.#said = result.ok ? { text: `${what} copied`, isProblem: false } : { text: result.message, isProblem: true };
    this.#timer = setTimeout(() => (this.#said = undefined), shownMs);
  }

  dispose(): void {
    clearTimeout(this.#timer);
  }
}
