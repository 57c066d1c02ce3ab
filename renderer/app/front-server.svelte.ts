import type { Request } from '../bridge.ts';
import { RoomsState } from '../rooms/rooms-state.svelte.ts';
import type { Visibility } from '../rooms/rooms-state.svelte.ts';

/** The server in front, whose rooms are listed while it is there. */
export class FrontServer {
  /** Undefined where none is: at the start view. */
  rooms = $state.raw<RoomsState>();
  /** Row of the rooms table that is current. */
  currentRow = $state<string>();
  /** Somebody is looked for in all its rooms. */
  finding = $state(false);
  #profileId = $state<string>();
  readonly #request: Request;
  readonly #visibility: Visibility;
  #stopRooms: () => void = () => undefined;

  constructor(options: { readonly request: Request; readonly visibility: Visibility }) {
    this.#request = options.request;
    this.#visibility = options.visibility;
  }

  get profileId(): string | undefined {
    return this.#profileId;
  }

  /** Brings another server to the front; undefined: none. */
  put(profileId: string | undefined): void {
    if (profileId === this.#profileId) return;
    this.#profileId = profileId;
    this.#stopRooms();
    this.currentRow = undefined;
    this.finding = false;
    this.rooms =
      profileId === undefined
        ? undefined
        : new RoomsState({ profileId, request: this.#request, visibility: this.#visibility });
    this.#stopRooms = this.rooms?.start() ?? (() => undefined);
  }

  /** Lists no more. */
  dispose(): void {
    this.#stopRooms();
  }
}
