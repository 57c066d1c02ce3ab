import { z } from '../../electron/contract/zod.ts';
import type { AppInfo, Profile, Session, SessionRole } from '../../electron/contract/domain.ts';
import type { Result } from '../../electron/contract/result.ts';
import { refused } from '../../electron/contract/result.ts';
import { sourceOfCapture, sourceOfRoom } from '../captures/capture-source.ts';
import { CapturesState } from '../captures/captures-state.svelte.ts';
import type { CaptureTabState } from '../captures/open-capture.svelte.ts';
import { DemoProgress } from '../connect/demo-progress.svelte.ts';
import { ServerFactsState } from '../connect/server-facts-state.svelte.ts';
import { ProfilesState } from '../connect/profiles-state.svelte.ts';
import type { RoomOpener } from '../rooms/room-opener.ts';
import type { RoomsState } from '../rooms/rooms-state.svelte.ts';
import type { SessionSnapshot, SessionsState } from '../session/client.ts';
import type { LogView } from '../traffic/log-view.svelte.ts';
import { TrafficChoices } from '../traffic/traffic-choices.svelte.ts';
import type { Notify } from '../ui/notice-of.ts';
import { noticeOf } from '../ui/notice-of.ts';
import type { AppOptions, Bridge } from './app-options.ts';
import { ChangeStates } from './change-states.ts';
import { DraftKeeper } from '../editing/draft-keeper.ts';
import { FrontServer } from './front-server.svelte.ts';
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
  readonly servers: ServerFactsState;
  readonly demo: DemoProgress;
  readonly layout: LayoutState;
  readonly theme: ThemeState;
  readonly traffic: TrafficChoices;
  info = $state.raw<AppInfo>();
  readonly opened: OpenRooms;
  /** Unsaved edits, which outlive their tabs and this page. */
  readonly drafts: DraftKeeper;
  readonly front: FrontServer;
  readonly captures: CapturesState;
  readonly changes: ChangeStates;
  #stopOrderRows: (() => void) | undefined;
  #isOver = false;
  /** A tab that is asked about: closing it would lose what was typed there. */
  closing = $state.raw<OpenRoom>();
  /** The sheet of shortcuts is open. */
  sheet = $state(false);
  /** A profile that the start view opens for editing. */
  editing = $state.raw<Profile>();
  #active = $state<Tab>('rooms');
  /** What was in front before a reload; until it is again, nothing comes to the front by itself. */
  #before: z.infer<typeof remembered> | undefined;
  #isRestored = $state(false);
  readonly #stored: Stored<z.infer<typeof remembered>>;

  constructor(options: AppOptions) {
    this.bridge = options.bridge;
    this.snapshots = options.sessions;
    this.drafts = new DraftKeeper({ store: options.localStorage, now: Date.now });
    this.opened = new OpenRooms({ request: options.bridge.request, store: options.localStorage, keeper: this.drafts });
    this.notify = options.notify;
    this.front = new FrontServer({ request: options.bridge.request, visibility: options.visibility });
    this.captures = new CapturesState({
      bridge: options.bridge,
      store: options.localStorage,
      notify: options.notify,
      onShow: (captureId) => this.activate(captureId),
      onGone: (captureId) => this.#leave(captureId),
    });
    this.profiles = new ProfilesState(options.bridge);
    this.changes = new ChangeStates({
      ...options,
      opened: this.opened,
      refusesUnmute: (profileId) => this.servers.of(profileId)?.remoteUnmute === 'refused',
    });
    this.servers = new ServerFactsState(options.bridge);
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
        else if (header.port === 'traffic') this.#logOf(header.sessionId)?.connect(port);
      }),
      this.bridge.on('sessionsChanged', (sessions) => this.#takeSessions(sessions)),
      this.snapshots.onSnapshot((snapshot) => this.#takeSnapshot(snapshot)),
      this.bridge.on('sessionPageRestarted', ({ message }) => this.#reconnect(message)),
      this.bridge.on('demoChanged', (demo) => this.#followDemo(demo.phase, demo.profileId)),
      this.profiles.start(),
      this.demo.start(),
      this.servers.start(),
      this.captures.start(),
      this.changes.start(),
    ];
    void this.#readFirst();
    return () => {
      this.#isOver = true;
      this.#stopOrderRows?.();
      this.drafts.flush();
      for (const stop of stops) stop();
      this.front.dispose();
      this.snapshots.disconnect();
      this.opened.dispose();
    };
  }

  /** The server in front; undefined at the start view, and when it was removed. */
  get profile(): Profile | undefined {
    return this.profiles.find(this.front.profileId);
  }

  /** Of the server in front; undefined at the start view. */
  get rooms(): RoomsState | undefined {
    return this.front.rooms;
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

  get activeCapture(): CaptureTabState | undefined {
    return this.captures.opened.byId.get(this.#active);
  }

  /** True where what is in front needs no server. */
  get isCapturesInFront(): boolean {
    return this.#active === 'captures' || this.#active === 'audit' || this.activeCapture !== undefined;
  }

  get tabs(): readonly Tab[] {
    return ['rooms', 'captures', 'audit', ...this.openRooms.keys(), ...this.captures.opened.byId.keys()];
  }

  /** Sessions of the server in front. */
  get sessions(): readonly Session[] {
    return [...this.openRooms.values()]
      .map((room) => room.session)
      .filter((session) => session.profileId === this.front.profileId);
  }

  trouble(session: Session): string | undefined {
    return troubleWords(session, this.snapshots.sessions.get(session.id)?.state);
  }

  openProfile(profileId: string): void {
    this.front.put(profileId);
    this.activate('rooms');
  }

  /** To the start view; sessions go on. With a profile, its form is open there. */
  leaveProfile(editing?: Profile): void {
    this.editing = editing;
    this.front.put(undefined);
    // No tab is in front any more: a session that ends meanwhile must not bring its neighbour to the front.
    this.#active = 'rooms';
    this.#remember();
  }

  /** Shows a tab; one of another server brings that server to the front. */
  activate(tab: Tab): void {
    if (!this.tabs.includes(tab)) return;
    const room = this.openRooms.get(tab);
    if (room !== undefined) this.front.put(room.session.profileId);
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
    const profileId = this.front.profileId;
    if (profileId === undefined) return refused('no-profile', 'No server is open. Open one first.');
    const result = await this.bridge.request('openSession', { profileId, room, role, takeOverIdentity });
    if (!result.ok) return result;
    // The event with the whole list may still be under way.
    if (this.opened.add(result.value)) this.captures.roomOpened(result.value.id);
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

  /** Asks which rows of the tab in front are to be saved. */
  askExport(): void {
    const [room, capture] = [this.activeRoom, this.activeCapture];
    if (room !== undefined) this.captures.askExport(sourceOfRoom(room));
    else if (capture !== undefined) this.captures.askExport(sourceOfCapture(capture));
  }

  /** Closes the tab of a capture, or leaves the room and closes its tab; asks first where that would lose what was typed. */
  async close(sessionId: string, isSure = false): Promise<void> {
    if (this.captures.opened.byId.has(sessionId)) return this.captures.close(sessionId);
    const room = this.openRooms.get(sessionId);
    this.closing = !isSure && room !== undefined && room.unsaved().length + room.kept().length > 0 ? room : undefined;
    if (this.closing !== undefined) return;
    const result = await this.bridge.request('closeSession', { sessionId });
    if (result.ok) this.#remove(sessionId);
    else this.notify(noticeOf('The tab was not closed', result));
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
      this.captures.opened.read(),
    ]);
    if (info.ok) this.info = info.value;
    if (sessions.ok) this.#takeSessions(sessions.value);
    if (!this.#isOver) this.#stopOrderRows = this.changes.noteOrders();
    this.#restore(info.ok ? info.value : undefined);
  }

  #takeSnapshot(snapshot: SessionSnapshot): void {
    const room = this.openRooms.get(snapshot.sessionId);
    // A server that lets a room in is back: its list need not wait for its own next try.
    if (room?.take(snapshot) && room.session.profileId === this.front.profileId && this.rooms?.failure !== undefined)
      void this.rooms.readAgain();
  }

  /** As it was before a reload; else what the command line asked for, or the first room that is open. */
  #restore(info: AppInfo | undefined): void {
    this.#isRestored = true;
    const before = this.#before;
    if (before !== undefined) {
      this.front.put(before.profileId);
      this.activate(this.tabs.includes(before.active) ? before.active : 'rooms');
      return;
    }
    const [first] = this.openRooms.keys();
    if (first !== undefined) this.activate(first);
    else if (info?.demo === true) this.#followDemo(this.demo.state.phase, this.demo.state.profileId);
    if (info?.open !== undefined) void this.captures.openWith(info.open.path, info.open.filter);
  }

  /** The demo opens by itself once it runs, unless the person went to a server meanwhile. */
  #followDemo(phase: string, profileId: string | undefined): void {
    if (!this.#isRestored || phase !== 'running' || profileId === undefined) return;
    // Also where the server that was in front has been removed.
    if (this.front.profileId !== undefined && (this.profiles.list === undefined || this.profile !== undefined)) return;
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
    this.captures.opened.connectLogs();
  }

  #takeSessions(sessions: readonly Session[]): void {
    for (const id of [...this.openRooms.keys()]) {
      if (!sessions.some((session) => session.id === id)) this.#remove(id);
    }
    for (const session of sessions) {
      const isNew = this.opened.add(session);
      if (this.#isRestored && isNew) this.captures.roomOpened(session.id);
      const isInFront = this.front.profileId === undefined || this.front.profileId === session.profileId;
      if (this.#isRestored && isNew && isInFront && this.#active === 'rooms') this.activate(session.id);
    }
  }

  #remove(sessionId: string): void {
    if (!this.openRooms.has(sessionId)) return;
    // After the last room comes the list of rooms, not what stands beside it.
    this.#leave(sessionId, this.tabs.filter((tab) => tab !== 'captures'));
    this.opened.remove(sessionId);
    this.changes.moderation.drafts.forget(sessionId);
  }

  /** A tab is about to go: its neighbour comes to the front, if it was there. */
  #leave(tab: Tab, tabs = this.tabs): void {
    // What was done here before is no neighbour of what is looked at.
    const next = tabAfterClosing(tabs.filter((one) => one !== 'audit'), tab, this.#active);
    if (next !== this.#active) this.activate(next);
  }

  #logOf(id: string): LogView | undefined {
    return (this.openRooms.get(id) ?? this.captures.opened.byId.get(id))?.log;
  }

  #remember(): void {
    this.#stored.write({ profileId: this.front.profileId, active: this.#active });
  }
}
