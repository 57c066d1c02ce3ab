import { afterEach, expect, it, vi } from 'vitest';
import { ok, refused } from '../../../../electron/contract/result.ts';
import { CapturesState } from '../../../../renderer/captures/captures-state.svelte.ts';
import type { Notice } from '../../../../renderer/ui/notice-of.ts';
import { FakeBridge } from '../fake-bridge.ts';
import type { Handlers } from '../fake-bridge.ts';
import { memoryStore } from '../memory-store.ts';
import { makeCapture, makeExport, makeOpen, makeRecording } from '../../../support/capture-records.ts';

const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

async function start(handlers: Handlers = {}) {
  const bridge = new FakeBridge({
    listRecordings: () => ok([]),
    listExports: () => ok([]),
    listCaptures: () => ok([]),
    listOpenCaptures: () => ok([]),
    getRollingBuffer: () => ok({ on: true, mebibytes: 256, minutes: 30 }),
    connectTrafficPort: () => ok(undefined),
    ...handlers,
  });
  const notices: Notice[] = [];
  const shown: string[] = [];
  const gone: string[] = [];
  const captures = new CapturesState({
    bridge,
    store: memoryStore(),
    notify: (notice) => void notices.push(notice),
    onShow: (id) => void shown.push(id),
    onGone: (id) => void gone.push(id),
  });
  stops.push(captures.start());
  await captures.opened.read();
  await vi.waitFor(() => expect(captures.library.list).toBeDefined());
  return { captures, bridge, notices, shown, gone };
}

it('records at once with what was chosen last, and ends the recording by the same key', async () => {
  const { captures, bridge } = await start({
    startRecording: () => ok(makeRecording()),
    stopRecording: () => ok(makeRecording({ state: 'ended' })),
  });
  await captures.toggle('s1');
  expect(captures.recordings.of('s1')?.id).toBe('r1');
  await captures.toggle('s1');
  expect(captures.recordings.of('s1')).toBeUndefined();
  expect(bridge.inputs('startRecording')).toEqual([{ sessionId: 's1', format: 'mcap', from: 'now' }]);
  expect(bridge.inputs('stopRecording')).toEqual([{ recordingId: 'r1' }]);
});

it('says once that a recording ended, with ways to its file', async () => {
  const { bridge, notices } = await start({ listRecordings: () => ok([makeRecording(), makeRecording({ id: 'r0', state: 'ended' })]) });
  bridge.emit('recordingsChanged', [makeRecording({ state: 'ended' })]);
  bridge.emit('recordingsChanged', [makeRecording({ state: 'ended' })]);
  expect(notices.map(({ severity, title, text }) => [severity, title, text])).toEqual([
    ['ok', 'consult-42 is recorded', '12,345 rows, 3.1 MiB in consult-42.mcap.'],
  ]);
  expect(notices[0]?.actions?.map(({ label }) => label)).toEqual(['Open', 'Show in folder']);
});

it('says that a recording failed, and goes on elsewhere', async () => {
  const { captures, bridge, notices } = await start({
    listRecordings: () => ok([makeRecording()]),
    chooseCapturePath: () => ok('/other/consult-42.mcap'),
    continueRecording: () => ok(makeRecording({ path: '/other/consult-42.mcap' })),
  });
  bridge.emit('recordingsChanged', [makeRecording({ state: 'failed', problem: 'The disk is full.' })]);
  expect(notices).toMatchObject([{ severity: 'bad', title: 'consult-42 is not recorded any more', text: 'The disk is full.' }]);
  notices[0]?.actions?.[0]?.run();
  await vi.waitFor(() => expect(captures.recordings.of('s1')?.state).toBe('recording'));
  expect(bridge.inputs('continueRecording')).toEqual([{ recordingId: 'r1', path: '/other/consult-42.mcap' }]);
});

it('is told of missing rows, and of nothing that the buffer on disk does as it should', async () => {
  const { captures, bridge, notices } = await start({ listRecordings: () => ok([makeRecording(), makeRecording({ id: 'b1', rolling: true })]) });
  expect(captures.recordings.running).toHaveLength(1);
  bridge.emit('recordingsChanged', [
    makeRecording({ state: 'ended', missingRows: 3 }),
    makeRecording({ id: 'b1', rolling: true, state: 'ended' }),
  ]);
  expect(notices).toMatchObject([{ severity: 'warn', text: expect.stringContaining('3 rows missing') }]);
});

it('records each room that is opened from its start, where that is wished', async () => {
  const { captures, bridge } = await start({ startRecording: () => ok(makeRecording()) });
  captures.roomOpened('s1');
  captures.choices.change({ newRooms: true });
  captures.roomOpened('s2');
  expect(bridge.inputs('startRecording')).toEqual([{ sessionId: 's2', format: 'mcap', from: 'memory' }]);
});

it('says why a recording was not begun', async () => {
  const { captures, notices } = await start({ startRecording: () => refused('disk', 'The captures folder cannot be written.') });
  await captures.toggle('s1');
  expect(notices).toMatchObject([{ severity: 'bad', text: 'The captures folder cannot be written.' }]);
});

it('opens captures in tabs, the last one in front, and tells together what did not open', async () => {
  const { captures, bridge, shown } = await start();
  bridge.handlers.openCapture = ({ path }) =>
    path === '/x/photo.png' ? refused('not-a-capture', 'It is a picture.') : ok(makeOpen(path === '/x/a.mcap' ? 'a' : 'b'));
  await captures.openAll(['/x/a.mcap', '/x/photo.png', '/x/b.mcap']);
  expect([...captures.opened.byId.keys()]).toEqual(['a', 'b']);
  expect(shown).toEqual(['b']);
  expect(captures.ask).toEqual({ kind: 'problems', problems: [{ name: 'photo.png', message: 'It is a picture.' }] });
  expect(bridge.inputs('connectTrafficPort')).toEqual([{ sessionId: 'a' }, { sessionId: 'b' }]);
});

it('opens nothing where the person cancelled', async () => {
  const { captures, shown } = await start({ openCapture: () => ok(undefined) });
  expect(await captures.open()).toBeUndefined();
  expect([shown, captures.ask]).toEqual([[], undefined]);
});

it('shows what the command line names with its filter', async () => {
  const { captures } = await start({ openCapture: () => ok(makeOpen('a')) });
  await captures.openWith('/x/a.mcap', 'topic == "chat"');
  expect(captures.opened.byId.get('a')?.log.filter.appliedText).toBe('topic == "chat"');
});

it('has the open captures again after a reload, joins them to a new worker, and lets go of closed ones', async () => {
  const { captures, bridge, gone } = await start({ listOpenCaptures: () => ok([makeOpen('a')]), closeCapture: () => ok(undefined) });
  expect([...captures.opened.byId.keys()]).toEqual(['a']);
  captures.opened.connectLogs();
  expect(bridge.inputs('connectTrafficPort')).toHaveLength(2);
  bridge.emit('openCapturesChanged', [makeOpen('a'), makeOpen('b')]);
  await captures.close('a');
  bridge.emit('openCapturesChanged', []);
  expect(gone).toEqual(['a', 'b']);
  expect(captures.opened.byId.size).toBe(0);
});

it('starts an export, and tells its end once, also where the end is told first', async () => {
  const { captures, bridge, notices } = await start();
  bridge.handlers.exportRows = () => {
    bridge.emit('exportsChanged', [makeExport({ state: 'done', rows: 3, bytes: 900 })]);
    return ok(makeExport());
  };
  await captures.exports.begin({ sourceId: 's1', format: 'ndjson', path: '/out/rows.ndjson', payloads: true });
  expect(captures.exports.running).toEqual([]);
  expect(notices).toMatchObject([{ severity: 'ok', title: '3 rows saved', text: 'rows.ndjson, 900 B.' }]);
  bridge.emit('exportsChanged', [makeExport({ state: 'done', rows: 3, bytes: 900 })]);
  expect(notices).toHaveLength(1);
});

it.each([
  [{ state: 'failed' as const, problem: 'The disk is full.' }, 'bad', 'The disk is full.'],
  [{ state: 'cancelled' as const }, 'info', 'The file is not kept.'],
  [{ state: 'done' as const, path: '/out/rows.csv' }, 'ok', 'rows.csv'],
])('tells how an export ended: %o', async (end, severity, words) => {
  const { bridge, notices } = await start({ listExports: () => ok([makeExport()]) });
  await vi.waitFor(() => expect(bridge.inputs('listExports')).toHaveLength(1));
  bridge.emit('exportsChanged', [makeExport(end)]);
  expect(notices).toMatchObject([{ severity, text: expect.stringContaining(words) }]);
});

it('renames and deletes in the list, and keeps it where that is refused', async () => {
  const { captures, bridge, notices } = await start({ listCaptures: () => ok([makeCapture('a.mcap'), makeCapture('b.mcap')]) });
  bridge.handlers.renameCapture = ({ name }) => ok(makeCapture(name));
  await captures.library.rename('/captures/a.mcap', 'c.mcap');
  expect(captures.library.list?.map(({ name }) => name)).toEqual(['c.mcap', 'b.mcap']);
  const [first] = captures.library.list ?? [];
  if (first === undefined) throw new Error('there is none');
  bridge.handlers.deleteCapture = () => refused('in-use', 'It is being written.');
  await captures.remove(first);
  expect(captures.library.list).toHaveLength(2);
  bridge.handlers.deleteCapture = () => ok(undefined);
  await captures.remove(first);
  expect(captures.library.list?.map(({ name }) => name)).toEqual(['b.mcap']);
  expect(notices.map(({ severity }) => severity)).toEqual(['bad', 'ok']);
});

it('keeps the reason where the list cannot be read, until it can', async () => {
  const { captures, bridge } = await start();
  bridge.handlers.listCaptures = () => refused('disk', 'No right to read it.');
  await captures.library.read();
  expect(captures.library.problem).toBe('No right to read it.');
  bridge.emit('capturesChanged', [makeCapture('a.mcap')]);
  expect([captures.library.problem, captures.library.list?.length]).toEqual([undefined, 1]);
});

it('changes the buffer on disk, or says why not', async () => {
  const { captures, bridge } = await start({ setRollingBuffer: (buffer) => ok(buffer) });
  await vi.waitFor(() => expect(captures.rolling.buffer.minutes).toBe(30));
  expect(await captures.rolling.set({ on: false, mebibytes: 64, minutes: 5 })).toBeUndefined();
  expect(captures.rolling.buffer.on).toBe(false);
  bridge.handlers.setRollingBuffer = () => refused('disk', 'There is no room.');
  expect(await captures.rolling.set({ on: true, mebibytes: 64, minutes: 5 })).toBe('There is no room.');
  expect(captures.rolling.buffer.on).toBe(false);
});
