import { SvelteMap } from 'svelte/reactivity';
import type { Session } from '../../electron/contract/domain.ts';
import type { Result } from '../../electron/contract/result.ts';
import type { Request } from '../bridge.ts';
import type { DraftKeeper } from '../editing/draft-keeper.ts';
import type { OpenCount } from '../ui/open-words.ts';
import { printableStart } from '../ui/safe-text.ts';
import type { KeyValueStore } from '../ui/stored.ts';
import { OpenRoom } from './open-room.svelte.ts';

/** The rooms that are open here, over all servers; each is joined to its log as it is added. */
export class OpenRooms {
  /** By session id, in the order of their tabs. */
  readonly byId = new SvelteMap<string, OpenRoom>();
  readonly #request: Request;
  readonly #store: KeyValueStore;
  readonly #keeper: DraftKeeper;

  constructor(options: { readonly request: Request; readonly store: KeyValueStore; readonly keeper: DraftKeeper }) {
    this.#request = options.request;
    this.#store = options.store;
    this.#keeper = options.keeper;
  }

  /** True where the session was not known. */
  add(session: Session): boolean {
    const known = this.byId.get(session.id);
    if (known !== undefined) {
      known.session = session;
      return false;
    }
    const room = new OpenRoom(session, this.#store, this.#keeper);
    this.byId.set(session.id, room);
    void this.#connectLog(room);
    return true;
  }

  /** Joins again; resolves with the refusal, if there was one, for the caller to ask or to tell. */
  async rejoin(sessionId: string, takeOverIdentity: boolean): Promise<Result<Session>> {
    const result = await this.#request('rejoinSession', { sessionId, takeOverIdentity });
    if (result.ok) this.add(result.value);
    return result;
  }

  /** Begins or ends waiting for the session's room; a refusal is for the caller to tell. */
  async waitForRoom(sessionId: string, wait: boolean): Promise<Result<Session>> {
    const result = await this.#request('waitForRoom', { sessionId, wait });
    if (result.ok) this.add(result.value);
    return result;
  }

  remove(sessionId: string): void {
    const room = this.byId.get(sessionId);
    this.byId.delete(sessionId);
    room?.dispose();
  }

  /** A new session page has new workers: all logs need new ports. */
  connectLogs(): void {
    for (const room of this.byId.values()) void this.#connectLog(room);
  }

  dispose(): void {
    for (const room of this.byId.values()) room.dispose();
  }

  /** Those that are in one room of one server, in the order of their tabs. */
  in(profileId: string, room: string): readonly Session[] {
    return [...this.byId.values()]
      .map(({ session }) => session)
      .filter((session) => session.profileId === profileId && session.room === room);
  }

  /** How many are open, by profile; a profile without any is not in it. */
  get counts(): ReadonlyMap<string, OpenCount> {
    const rooms = new Map<string, string[]>();
    for (const { session } of this.byId.values())
      rooms.set(session.profileId, [...(rooms.get(session.profileId) ?? []), session.room]);
    return new Map(
      [...rooms].map(([profileId, names]) => [profileId, { rooms: new Set(names).size, tabs: names.length }]),
    );
  }

  /** What is typed in the tabs of a server, in words with their rooms: without its profile, nothing of it comes back. */
  unsavedOf(profileId: string): readonly string[] {
    return [...this.byId.values()]
      .filter((room) => room.session.profileId === profileId)
      .flatMap((room) => [...room.unsaved(), ...room.kept().map((whose) => `edits of ${whose}`)].map((what) => `${what} in ${printableStart(room.session.room, 60)}`));
  }

  async #connectLog(room: OpenRoom): Promise<void> {
    const result = await this.#request('connectTrafficPort', { sessionId: room.id });
    room.logProblem = result.ok ? undefined : result.message;
  }
}
