import type { Request } from '../bridge.ts';
import { ModerationState } from '../moderation/moderation-state.svelte.ts';
import { pageTimers } from '../ui/editor/when-seen.ts';
import type { Notify } from '../ui/notice-of.ts';
import type { KeyValueStore } from '../ui/stored.ts';
import { ListedRoom } from './listed-room.svelte.ts';
import { PersonSearch } from './person-search.svelte.ts';

/** Rooms whose people were looked at and are remembered, with what was turned there and not yet applied. */
const mostRemembered = 50;

/** A room with its people by the list, and the one way in which they are changed. */
export interface LookedAt {
  readonly room: ListedRoom;
  readonly moderation: ModerationState;
}

export interface ListedRoomsOptions {
  readonly profileId: string;
  readonly request: Request;
  readonly notify: Notify;
  readonly store: KeyValueStore;
  /** True once the server has refused to unmute, wherever that was. */
  refusesUnmute(profileId: string): boolean;
}

/** What the view of rooms shows of the people in them, by the server API alone. One for each server. */
export class ListedRooms {
  /** False once the pane was closed, until somebody asks for a room's people again. */
  isOpen = $state(true);
  /** Whom the pane shows; undefined: all people of the room. */
  person = $state<string>();
  readonly search: PersonSearch;
  readonly #options: ListedRoomsOptions;
  readonly #looked = new Map<string, LookedAt>();

  constructor(options: ListedRoomsOptions) {
    this.#options = options;
    const { profileId, request } = options;
    this.search = new PersonSearch({
      list: (room) => request('listParticipants', { profileId, room }),
      wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    });
  }

  of(name: string): LookedAt {
    const known = this.#looked.get(name);
    if (known !== undefined) return known;
    const { profileId, request, notify, store, refusesUnmute } = this.#options;
    const room = new ListedRoom({
      profileId,
      room: name,
      request,
      isVisible: () => document.visibilityState === 'visible',
      now: Date.now,
    });
    const moderation = new ModerationState({
      request: room.request,
      sessions: room,
      notify,
      store,
      timers: pageTimers,
      now: Date.now,
      newId: () => crypto.randomUUID(),
      refusesUnmute,
    });
    const [oldest] = this.#looked.keys();
    if (oldest !== undefined && this.#looked.size >= mostRemembered) this.#looked.delete(oldest);
    const looked = { room, moderation };
    this.#looked.set(name, looked);
    return looked;
  }

  look(person: string | undefined): void {
    this.isOpen = true;
    this.person = person;
  }
}
