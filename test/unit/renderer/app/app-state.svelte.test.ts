import { afterEach, describe, expect, it, vi } from 'vitest';
import { rollingBufferDefault } from '../../../../electron/contract/captures.ts';
import type { OpenCapture } from '../../../../electron/contract/captures.ts';
import type { AppInfo, DemoState, Profile, Session } from '../../../../electron/contract/domain.ts';
import { stoppedDemo } from '../../../../electron/contract/domain.ts';
import { ok, refused } from '../../../../electron/contract/result.ts';
import { AppState } from '../../../../renderer/app/app-state.svelte.ts';
import { SessionsState } from '../../../../renderer/session/client.ts';
import type { SessionSnapshot } from '../../../../renderer/session/client.ts';
import type { SessionMessage } from '../../../../renderer/session/protocol.ts';
import type { Notice } from '../../../../renderer/ui/notice-of.ts';
import { FakeBridge, makeList, makeProfile, makeRoom } from '../fake-bridge.ts';
import { makeOpen } from '../../../support/capture-records.ts';
import { makeSession, makeSnapshot } from '../support.ts';
import { memoryStore } from '../memory-store.ts';

const info: AppInfo = {
  version: '0.1.0',
  electron: '45.4.1',
  chromium: '156',
  platform: 'linux',
  compatRuntime: false,
  keyring: true,
  demo: false,
};
const observing = (id: string, given: Partial<Session> = {}): Session =>
  makeSession({ id, room: id, role: { kind: 'observe', as: 'agent' }, ...given });

const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

async function start(
  given: { open?: OpenCapture[]; sessions?: Session[]; profiles?: Profile[]; view?: object; info?: Partial<AppInfo>; demo?: DemoState } = {},
) {
  const bridge = new FakeBridge({
    getAppInfo: () => ok({ ...info, ...given.info }),
    listProfiles: () => ok(given.profiles ?? [makeProfile(), makeProfile({ id: 'p2' })]),
    listSessions: () => ok(given.sessions ?? []),
    getDemo: () => ok(given.demo ?? stoppedDemo),
    listRooms: () => ok(makeList(makeRoom('a'))),
    connectSessionPort: () => ok(undefined),
    connectTrafficPort: () => ok(undefined),
    closeSession: () => ok(undefined),
    listOpenCaptures: () => ok(given.open ?? []),
    listCaptures: () => ok([]),
    listRecordings: () => ok([]),
    listExports: () => ok([]),
    getRollingBuffer: () => ok(rollingBufferDefault),
  });
  const notices: Notice[] = [];
  const kept = memoryStore(given.view === undefined ? {} : { 'room-console.view': JSON.stringify(given.view) });
  const app = new AppState({
    bridge,
    sessions: new SessionsState(),
    notify: (notice) => void notices.push(notice),
    visibility: { isHidden: () => false, onChange: () => () => undefined },
    localStorage: memoryStore(),
    sessionStorage: kept,
    root: { dataset: {} },
  });
  const stop = app.start();
  stops.push(stop);
  await vi.waitFor(() => expect(app.info).toBeDefined());
  await Promise.resolve();
  return { app, bridge, notices, kept, stop };
}

describe('AppState', () => {
  it('begins at the start view where nothing is open', async () => {
    const { app } = await start();
    expect([app.profile, app.rooms, app.tabs]).toEqual([undefined, undefined, ['rooms', 'captures', 'audit']]);
  });

  it('opens a server, and lists its rooms', async () => {
    const { app, bridge } = await start();
    app.openProfile('p2');
    expect(app.profile?.id).toBe('p2');
    expect(bridge.inputs('listRooms')).toEqual([{ profileId: 'p2' }]);
  });

  it('is after a reload where it was before', async () => {
    const sessions = [observing('s1'), observing('s2'), observing('s3', { profileId: 'p2' })];
    const view = { profileId: 'p1', active: 's2' };
    const { app } = await start({ sessions, view });
    expect([app.profile?.id, app.active]).toEqual(['p1', 's2']);
    const gone = await start({ sessions: sessions.slice(0, 1), view });
    expect([gone.app.profile?.id, gone.app.active]).toEqual(['p1', 'rooms']);
    const atStart = await start({ sessions, view: { active: 'rooms' } });
    expect(atStart.app.profile).toBeUndefined();
  });

  it('shows an open room at once where nothing is remembered', async () => {
    const { app } = await start({ sessions: [observing('s1', { profileId: 'p2' })] });
    expect([app.profile?.id, app.active]).toEqual(['p2', 's1']);
  });

  it('goes into the demo when it runs, and not out of another server', async () => {
    const running: DemoState = { ...stoppedDemo, phase: 'running', profileId: 'p2', room: 'demo' };
    const { app, bridge } = await start({ info: { demo: true } });
    bridge.emit('demoChanged', running);
    expect(app.profile?.id).toBe('p2');
    bridge.emit('sessionsChanged', [observing('demo', { profileId: 'p2' })]);
    expect(app.active).toBe('demo');
    const other = await start();
    other.app.openProfile('p1');
    other.bridge.emit('demoChanged', running);
    expect(other.app.profile?.id).toBe('p1');
  });

  it('brings the demo to the front from the start view, also where rooms of another server are open', async () => {
    const running: DemoState = { ...stoppedDemo, phase: 'running', profileId: 'p2', room: 'demo' };
    const { app, bridge } = await start({ sessions: [observing('s1')] });
    app.leaveProfile();
    bridge.emit('sessionsChanged', [observing('s1'), observing('demo', { profileId: 'p2' })]);
    bridge.emit('demoChanged', running);
    expect([app.profile?.id, app.active]).toEqual(['p2', 'demo']);
  });

  it('stays at the start view when a room that was in front ends', async () => {
    const { app, bridge } = await start({ sessions: [observing('s1'), observing('s2')] });
    app.leaveProfile();
    bridge.emit('sessionsChanged', [observing('s2')]);
    expect(app.profile).toBeUndefined();
  });

  it('opens a room as a tab, asks for its log, and shows the same tab when it is observed again', async () => {
    const { app, bridge } = await start();
    app.openProfile('p1');
    bridge.handlers.openSession = ({ room }) => ok(observing('s9', { room }));
    await app.observe('a');
    bridge.emit('sessionsChanged', [observing('s9', { room: 'a' })]);
    expect([app.active, app.tabs]).toEqual(['s9', ['rooms', 'captures', 'audit', 's9']]);
    app.activate('rooms');
    await app.observe('a');
    expect(app.active).toBe('s9');
    expect(bridge.inputs('openSession')).toEqual([
      { profileId: 'p1', room: 'a', role: { kind: 'observe', as: 'agent' }, takeOverIdentity: false },
    ]);
    expect(bridge.inputs('connectTrafficPort')).toEqual([{ sessionId: 's9' }]);
  });

  it('says why a room was not joined', async () => {
    const { app, bridge, notices } = await start();
    app.openProfile('p1');
    bridge.handlers.openSession = () => refused('room-not-found', 'Observing would create it.');
    await app.observe('a');
    expect(notices).toEqual([
      { severity: 'bad', title: 'The room was not joined', text: 'Observing would create it.' },
    ]);
    expect(app.active).toBe('rooms');
  });

  it('brings the server of a tab to the front with it', async () => {
    const { app } = await start({ sessions: [observing('s1'), observing('s2', { profileId: 'p2' })] });
    app.activate('s2');
    expect([app.profile?.id, app.sessions.map((session) => session.id)]).toEqual(['p2', ['s2']]);
    expect([...app.opened.counts]).toEqual([
      ['p1', { rooms: 1, tabs: 1 }],
      ['p2', { rooms: 1, tabs: 1 }],
    ]);
  });

  it('lists the rooms again as soon as a session is connected after the server was away', async () => {
    const { app, bridge } = await start({ sessions: [observing('s1')] });
    const { port1, port2 } = new MessageChannel();
    bridge.sendPort({ port: 'session' }, port1);
    bridge.handlers.listRooms = () => refused('connection-refused', 'Nothing listens.');
    await app.rooms?.readAgain();
    expect(app.rooms?.failure).toBeDefined();
    const tell = (state: SessionSnapshot['state']): void =>
      port2.postMessage({ type: 'snapshot', snapshot: makeSnapshot({ state }) } satisfies SessionMessage);
    tell('rejoining');
    await vi.waitFor(() => expect(app.trouble(observing('s1'))).toBe('rejoining'));
    bridge.handlers.listRooms = () => ok(makeList(makeRoom('a')));
    tell('connected');
    await vi.waitFor(() => expect(app.rooms?.failure).toBeUndefined());
    expect(app.trouble(observing('s1'))).toBeUndefined();
    port2.close();
  });

  it('counts a room that is open twice once, and names what is typed in the rooms of a server', async () => {
    const sessions = [observing('s1', { room: 'a' }), makeSession({ id: 's2', room: 'a' })];
    const { app } = await start({ sessions });
    expect(app.opened.counts.get('p1')).toEqual({ rooms: 1, tabs: 2 });
    expect(app.opened.unsavedOf('p1')).toEqual([]);
    Object.assign(app.openRooms.get('s2')?.compose ?? {}, { text: 'half' });
    expect(app.opened.unsavedOf('p1')).toEqual(['a message that was not sent in a']);
    expect(app.opened.unsavedOf('p2')).toEqual([]);
  });

  it('closes a tab, and shows its neighbour', async () => {
    const { app, bridge } = await start({ sessions: [observing('s1'), observing('s2')] });
    await app.close('s1');
    expect([app.active, app.tabs]).toEqual(['s2', ['rooms', 'captures', 'audit', 's2']]);
    bridge.emit('sessionsChanged', []);
    expect([app.active, app.tabs, app.profile?.id]).toEqual(['rooms', ['rooms', 'captures', 'audit'], 'p1']);
  });

  it('keeps what is typed in a room when the list of sessions is told anew', async () => {
    const { app, bridge } = await start({ sessions: [observing('s1')] });
    const room = app.activeRoom;
    bridge.emit('sessionsChanged', [observing('s1', { waitingForRoom: true })]);
    expect(app.activeRoom).toBe(room);
    expect(app.activeRoom?.session.waitingForRoom).toBe(true);
  });

  it('asks for all ports again when the session page was restarted', async () => {
    const { app, bridge, notices } = await start({ sessions: [observing('s1')] });
    bridge.emit('sessionPageRestarted', { message: 'It crashed.' });
    expect(notices).toMatchObject([{ severity: 'warn', text: 'It crashed.' }]);
    expect(bridge.inputs('connectSessionPort')).toHaveLength(2);
    bridge.sendPort({ port: 'session' }, new MessageChannel().port1);
    expect(bridge.inputs('connectTrafficPort')).toHaveLength(2);
    bridge.handlers.connectTrafficPort = () => refused('gone', 'The session page is not there.');
    bridge.sendPort({ port: 'session' }, new MessageChannel().port1);
    await vi.waitFor(() => expect(app.activeRoom?.logProblem).toBe('The session page is not there.'));
  });

  it('remembers what is in front, and lets go of everything', async () => {
    const { app, bridge, kept, stop } = await start({ sessions: [observing('s1')] });
    expect(JSON.parse(kept.kept.get('room-console.view') ?? '')).toEqual({ profileId: 'p1', active: 's1' });
    app.leaveProfile(makeProfile());
    expect([app.profile, app.editing?.id]).toEqual([undefined, 'p1']);
    expect(JSON.parse(kept.kept.get('room-console.view') ?? '')).toEqual({ active: 'rooms' });
    stop();
    expect(bridge.listenerCount).toBe(0);
  });

  it('shows captures without a server, and after a reload again', async () => {
    const { app, bridge } = await start({ open: [makeOpen('c1')] });
    expect([app.active, app.tabs]).toEqual(['rooms', ['rooms', 'captures', 'audit', 'c1']]);
    app.activate('c1');
    expect([app.isCapturesInFront, app.profile, app.activeCapture?.capture.name]).toEqual([true, undefined, 'c1.mcap']);
    expect(bridge.inputs('connectTrafficPort')).toEqual([{ sessionId: 'c1' }]);
    const again = await start({ open: [makeOpen('c1')], view: { active: 'c1' } });
    expect(again.app.activeCapture?.id).toBe('c1');
    const closed = await start({ view: { active: 'c1' } });
    expect([closed.app.active, closed.app.isCapturesInFront]).toEqual(['rooms', false]);
  });

  it('goes on at the list of captures when the last capture is closed, and at the rooms after the last room', async () => {
    const { app, bridge } = await start({ open: [makeOpen('c1')], sessions: [observing('s1')] });
    bridge.handlers.closeCapture = () => ok(undefined);
    app.activate('c1');
    await app.close('s1');
    await app.close('c1');
    expect(app.active).toBe('captures');
    const rooms = await start({ sessions: [observing('s1')] });
    await rooms.app.close('s1');
    expect(rooms.app.active).toBe('rooms');
  });

  it('opens what the command line names, once', async () => {
    const opened = { path: '/x/a.mcap', filter: 'topic == "chat"' };
    const { app, bridge, kept } = await start({ info: { open: opened } });
    bridge.handlers.openCapture = () => ok(makeOpen('c1'));
    await app.captures.openWith(opened.path, opened.filter);
    expect(app.active).toBe('c1');
    expect(kept.getItem('room-console.view')).toContain('c1');
    const again = await start({ info: { open: opened }, view: { active: 'c1' } });
    expect(again.bridge.inputs('openCapture')).toEqual([]);
  });
});
