import { untrack } from 'svelte';

/** An editor that lives as long as the element it was made in: `{@attach mount.attach}`. */
export class EditorMount<Editor extends { destroy(): void }> {
  readonly #create: (host: HTMLElement) => Editor;
  #editor = $state.raw<Editor>();

  /** `create` is called once for each element; what it reads does not make the editor anew. */
  constructor(create: (host: HTMLElement) => Editor) {
    this.#create = create;
  }

  /** Undefined while there is no element. */
  get editor(): Editor | undefined {
    return this.#editor;
  }

  readonly attach = (host: HTMLElement): (() => void) => {
    const editor = untrack(() => this.#create(host));
    this.#editor = editor;
    return () => {
      this.#editor = undefined;
      editor.destroy();
    };
  };
}
