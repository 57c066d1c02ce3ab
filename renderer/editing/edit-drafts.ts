import type { DraftKeeper } from './draft-keeper.ts';
import { EditDraft } from './edit-draft.svelte.ts';
import { encodePart } from './kept-draft.ts';

/** Writing 500 kB takes a while, so it waits until typing pauses. */
const writeAfterMs = 400;

/** Those of a person begin with this, so that nobody is called like the room. */
const personMark = '@';
const roomName = 'room';

/** The unsaved edits in one room, by identity, and those of the room's own metadata. */
export class EditDrafts {
  readonly place: string;
  readonly #keeper: DraftKeeper | undefined;
  readonly #drafts = new Map<string, EditDraft>();
  readonly #waiting = new Map<string, ReturnType<typeof setTimeout>>();

  /** Without a keeper they end with the page. */
  constructor(options: { readonly place: string; readonly keeper: DraftKeeper | undefined } = { place: '', keeper: undefined }) {
    this.place = options.place;
    this.#keeper = options.keeper;
  }

  /** The draft of one participant, made when it is first asked for, or as it was kept. */
  of(identity: string): EditDraft {
    return this.#named(`${personMark}${identity}`);
  }

  /** The draft of the room's metadata. */
  get room(): EditDraft {
    return this.#named(roomName);
  }

  /** Whom there are unsaved edits of, in this page or kept from an earlier one. */
  unsaved(): readonly string[] {
    return this.#unsavedNames().filter((name) => name !== roomName).map((name) => name.slice(personMark.length));
  }

  get isRoomUnsaved(): boolean {
    return this.#unsavedNames().includes(roomName);
  }

  /** Whose unsaved edits would end with the page, as there is no room to keep them; undefined: the room's. */
  lost(): readonly (string | undefined)[] {
    this.flush();
    return [...this.#drafts]
      .filter(([, draft]) => draft.hasUnsaved && draft.keep !== 'kept' && draft.keep !== 'restored')
      .map(([name]) => (name === roomName ? undefined : name.slice(personMark.length)));
  }

  /** Writes at once what waits. */
  flush(): void {
    for (const [name, timer] of this.#waiting) {
      clearTimeout(timer);
      this.#write(name);
    }
    this.#waiting.clear();
  }

  #named(name: string): EditDraft {
    const known = this.#drafts.get(name);
    if (known !== undefined) return known;
    const draft = new EditDraft(() => this.#writeSoon(name));
    const kept = this.#keeper?.read(this.#keyOf(name));
    if (kept !== undefined) draft.restore(kept);
    this.#drafts.set(name, draft);
    return draft;
  }

  #unsavedNames(): readonly string[] {
    const here = [...this.#drafts].filter(([, draft]) => draft.hasUnsaved).map(([name]) => name);
    const kept = (this.#keeper?.keysOf(this.place) ?? []).map((key) => decodeURIComponent(key.slice(this.place.length + 1)));
    return [...here, ...kept.filter((name) => !this.#drafts.has(name))];
  }

  #writeSoon(name: string): void {
    if (this.#keeper === undefined) return;
    clearTimeout(this.#waiting.get(name));
    this.#waiting.set(
      name,
      setTimeout(() => {
        this.#waiting.delete(name);
        this.#write(name);
      }, writeAfterMs),
    );
  }

  #write(name: string): void {
    const draft = this.#drafts.get(name);
    if (draft === undefined || this.#keeper === undefined) return;
    draft.keep = this.#keeper.write(this.#keyOf(name), draft.toKept(this.#keeper.now));
  }

  #keyOf(name: string): string {
    return `${this.place}/${encodePart(name)}`;
  }
}
