import { z } from '../../electron/contract/zod.ts';
import type { AppInfo, Profile, Session, SessionRole } from '../../electron/contract/domain.ts';
import type { Result } from '../../electron/contract/result.ts';
import { refused } from '../../electron/contract/result.ts';
import { DemoProgress } from '../connect/demo-progress.svelte.ts';
import { ProfilesState } from '../connect/profiles-state.svelte.ts';
import type { RoomOpener } from '../rooms/room-opener.ts';
import { RoomsState } from '../rooms/rooms-state.svelte.ts';
import type { Visibility } from '../rooms/rooms-state.svelte.ts';
import type { SessionSnapshot, SessionsState } from '../session/client.ts';
import { TrafficChoices } from '../traffic/traffic-choices.svelte.ts';
import type { Notify } from '../ui/notice-of.ts';
import { noticeOf } from '../ui/notice-of.ts';
import type { AppOptions, Bridge } from './app-options.ts';
import { LayoutState } from './layout-state.svelte.ts';
import type { OpenRoom } from './open-room.svelte.ts';
import { OpenRooms } from './open-rooms.svelte.ts';
import { Stored } from '../ui/stored.ts';
import { tabAfterClosing, tabStep, troubleWords } from './tabs.ts';
import type { Tab } from './tabs.ts';
import { ThemeState } from './theme-state.svelte.ts';

const remembered = z.object({ profileId: z.string().optional(), active: z.string() });

/** What the window shows: the server in front, its tabs, and the one of them that is active. */
export class AppState implements RoomOpener {
  readonly bridge: Bridge;
  readonly snapshots: SessionsState;
  readonly notify: Notify;
  readonly profiles: ProfilesState;
  readonly demo: DemoProgress;
  readonly layout: LayoutState;
  readonly theme: ThemeState;
  readonly traffic: TrafficChoices;
  info = $state.raw<AppInfo>();
  readonly opened: OpenRooms;
  /** Rooms of the server in front; undefined at the start view. */
  rooms = $state.raw<RoomsState>();
  /** Row of the rooms table that is current. */
  currentRow = $state<string>();
  /** A tab that is asked about: closing it would lose what was typed there. */
  closing = $state.raw<OpenRoom>();
  /** The sheet of shortcuts is open. */
  sheet = $state(false);
  /** A profile that the start view opens for editing. */
  editing = $state.raw<Profile>();
  #profileId = $state<string>();
  #active = $state<Tab>('rooms');
  #stopRooms: () => void = () => undefined;
  /** What was in front before a reload; until it is again, nothing comes to the front by itself. */
  #before: z.infer<typeof remembered> | undefined;
  #isRestored = $state(false);
  readonly #visibility: Visibility;
  readonly #stored: Stored<z.infer<typeof remembered>>;

  constructor(options: AppOptions) {
    this.bridge = options.bridge;
    this.snapshots = options.sessions;
    this.opened = new OpenRooms({ request: options.bridge.request, store: options.localStorage });
    this.notify = options.notify;
    this.#visibility = options.visibility;
    this.profiles = new ProfilesState(options.bridge);
    this.demo = new DemoProgress(options.bridge);
    this.layout = new LayoutState(options.localStorage);
    this.traffic = new TrafficChoices(options.localStorage);
    this.theme = new ThemeState({ store: options.localStorage, root: options.root });
    this.#stored = new Stored({ store: options.sessionStorage, key: 'room-console.view', schema: remembered });
    this.#before = this.#stored.read();
  }

  /** Listens, reads what is there already, and returns the stop. */
  start(): () => void {
    const stops = [
      this.bridge.onPort((header, port) => {
        if (header.port === 'session') this.#connectSessions(port);
        else this.openRooms.get(header.sessionId)?.log.connect(port);
      }),
      this.bridge.on('sessionsChanged', (sessions) => this.#takeSessions(sessions)),
      this.snapshots.onSnapshot((snapshot) => this.#takeSnapshot(snapshot)),
      this.bridge.on('sessionPageRestarted', ({ message }) => this.#reconnect(message)),
      this.bridge.on('demoChanged', (demo) => this.#followDemo(demo.phase, demo.profileId)),
      this.profiles.start(),
      this.demo.start(),
    ];
    void this.#readFirst();
    return () => {
      for (const stop of stops) stop();
      this.#stopRooms();
      this.snapshots.disconnect();
      this.opened.dispose();
    };
  }

  /** The server in front; undefined at the start view, and when it was removed. */
  get profile(): Profile | undefined {
    return this.profiles.find(this.#profileId);
  }

  /** False until it is known what is in front: nothing should flash up before it. */
  get isReady(): boolean {
    return this.#isRestored && (this.profiles.list !== undefined || this.profiles.problem !== undefined);
  }

  /** All open rooms by session id, in the order of their tabs. */
  get openRooms(): ReadonlyMap<string, OpenRoom> {
    return this.opened.byId;
  }

  get active(): Tab {
    return this.#active;
  }

  get activeRoom(): OpenRoom | undefined {
    return this.openRooms.get(this.#active);
  }

  get tabs(): readonly Tab[] {
    return ['rooms', ...this.openRooms.keys()];
  }

  /** Sessions of the server in front. */
  get sessions(): readonly Session[] {
    return [...this.openRooms.values()]
      .map((room) => room.session)
      .filter((session) => session.profileId === this.#profileId);
  }

  trouble(session: Session): string | undefined {
    return troubleWords(session, this.snapshots.sessions.get(session.id)?.state);
  }

  openProfile(profileId: string): void {
    this.#front(profileId);
    this.activate('rooms');
  }

  /** To the start view; sessions go on. With a profile, its form is open there. */
  leaveProfile(editing?: Profile): void {
    this.editing = editing;
    this.#front(undefined);
    // No tab is in front any more: a session that ends meanwhile must not bring its neighbour to the front.
    this.#active = 'rooms';
    this.#remember();
  }

  /** Shows a tab; one of another server brings that server to the front. */
  activate(tab: Tab): void {
    const room = this.openRooms.get(tab);
    if (tab !== 'rooms' && room === undefined) return;
    if (room !== undefined) this.#front(room.session.profileId);
    this.#active = tab;
    this.#remember();
  }

  stepTab(by: 1 | -1): void {
    this.activate(tabStep(this.tabs, this.#active, by));
  }

  show(session: Session): void {
    this.activate(session.id);
  }

  async open(room: string, role: SessionRole, takeOverIdentity = false): Promise<Result<Session>> {
    const profileId = this.#profileId;
    if (profileId === undefined) return refused('no-profile', 'No server is open. Open one first.');
    const result = await this.bridge.request('openSession', { profileId, room, role, takeOverIdentity });
    if (!result.ok) return result;
    // The event with the whole list may still be under way.
    this.opened.add(result.value);
    this.activate(result.value.id);
    return result;
  }

  async observe(room: string): Promise<void> {
    const open = this.sessions.find((session) => session.room === room && session.role.kind === 'observe');
    if (open !== undefined) {
      this.show(open);
      return;
    }
    const result = await this.open(room, { kind: 'observe', as: 'agent' });
    if (!result.ok) this.notify(noticeOf('The room was not joined', result));
  }

  /** Leaves the room and closes its tab; asks first (`closing`) where that would lose what was typed. */
  async close(sessionId: string, isSure = false): Promise<void> {
    const room = this.openRooms.get(sessionId);
    this.closing = !isSure && room !== undefined && room.unsaved().length > 0 ? room : undefined;
    if (this.closing !== undefined) return;
    const result = await this.bridge.request('closeSession', { sessionId });
    if (result.ok) this.#remove(sessionId);
    else this.notify(noticeOf('The tab was not closed', result));
  }

  /** Joins again; resolves with the refusal, if there was one, for the caller to ask or to tell. */
  async rejoin(sessionId: string, takeOverIdentity: boolean): Promise<Result<Session>> {
    const result = await this.bridge.request('rejoinSession', { sessionId, takeOverIdentity });
    if (result.ok) this.opened.add(result.value);
    return result;
  }

  async waitForRoom(sessionId: string, wait: boolean): Promise<void> {
    const result = await this.bridge.request('waitForRoom', { sessionId, wait });
    if (result.ok) this.opened.add(result.value);
    else this.notify(noticeOf(wait ? 'The room is not waited for' : 'Still waiting for the room', result));
  }

  async copy(text: string, what: string): Promise<void> {
    const result = await this.bridge.request('writeClipboard', { text });
    this.notify(result.ok ? { severity: 'ok', title: `${what} copied`, text: '' } : noticeOf('Not copied', result));
  }

  async #readFirst(): Promise<void> {
    const [info, sessions] = await Promise.all([
      this.bridge.request('getAppInfo'),
      this.bridge.request('listSessions'),
      this.bridge.request('connectSessionPort'),
    ]);
    if (info.ok) this.info = info.value;
    if (sessions.ok) this.#takeSessions(sessions.value);
    this.#restore(info.ok && info.value.demo);
  }

  #takeSnapshot(snapshot: SessionSnapshot): void {
    const room = this.openRooms.get(snapshot.sessionId);
    // A server that lets a room in is back: its list need not wait for its own next try.
    if (room?.take(snapshot) && room.session.profileId === this.#profileId && this.rooms?.failure !== undefined)
      void this.rooms.readAgain();
  }

  /** As it was before a reload; else the first room that is open, or the demo that the command line asked for. */
  #restore(demo: boolean): void {
    this.#isRestored = true;
    const before = this.#before;
    if (before?.profileId !== undefined) {
      this.#front(before.profileId);
      this.activate(this.openRooms.has(before.active) ? before.active : 'rooms');
      return;
    }
    const first = [...this.openRooms.keys()][0];
    if (before === undefined && first !== undefined) this.activate(first);
    else if (before === undefined && demo) this.#followDemo(this.demo.state.phase, this.demo.state.profileId);
  }

  /** The demo opens by itself once it runs, unless the person went to a server meanwhile. */
  #followDemo(phase: string, profileId: string | undefined): void {
    if (!this.#isRestored || phase !== 'running' || profileId === undefined) return;
    // Also where the server that was in front has been removed.
    if (this.#profileId !== undefined && (this.profiles.list === undefined || this.profile !== undefined)) return;
    this.openProfile(profileId);
    const [room] = this.sessions;
    if (room !== undefined) this.show(room);
  }

  #reconnect(message: string): void {
    this.notify({ severity: 'warn', title: 'The page that holds the rooms was restarted', text: message });
    void this.bridge.request('connectSessionPort');
  }

  /** A new port means a new session page: its workers need new ports too. */
  #connectSessions(port: MessagePort): void {
    this.snapshots.connect(port);
    this.opened.connectLogs();
  }

  #takeSessions(sessions: readonly Session[]): void {
    for (const id of [...this.openRooms.keys()]) {
      if (!sessions.some((session) => session.id === id)) this.#remove(id);
    }
    for (const session of sessions) {
      const isNew = this.opened.add(session);
      const isInFront = this.#profileId === undefined || this.#profileId === session.profileId;
      if (this.#isRestored && isNew && isInFront && this.#active === 'rooms') this.activate(session.id);
    }
  }

  #remove(sessionId: string): void {
    const room = this.openRooms.get(sessionId);
    if (room === undefined) return;
    const next = tabAfterClosing(this.tabs, sessionId, this.#active);
    this.opened.remove(sessionId);
    if (next !== this.#active) this.activate(next);
  }

  #front(profileId: string | undefined): void {
    if (profileId === this.#profileId) return;
    this.#profileId = profileId;
    this.#stopRooms();
    this.currentRow = undefined;
    this.rooms =
      profileId === undefined
        ? undefined
        : new RoomsState({ profileId, request: this.bridge.request, visibility: this.#visibility });
    this.#stopRooms = this.rooms?.start() ?? (() => undefined);
  }

  #remember(): void {
    this.#stored.write({ profileId: this.#profileId, active: this.#active });
  }
}
