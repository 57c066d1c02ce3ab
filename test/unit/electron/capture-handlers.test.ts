import { expect, test } from 'vitest';
import { makeCaptureHandlers } from '../../../electron/capture-handlers.ts';
import type { CaptureServices } from '../../../electron/capture-handlers.ts';
import { rollingBufferDefault } from '../../../electron/contract/captures.ts';
import { ok, refused } from '../../../electron/contract/result.ts';

const context = { signal: new AbortController().signal };

function makeHandlers() {
  const calls: string[] = [];
  const no = (name: string) => () => {
    calls.push(name);
    return Promise.resolve(refused('unexpected', 'not expected in this test'));
  };
  const services: CaptureServices = {
    recordings: { start: no('start'), stop: no('stop'), continue: no('continue'), totals: () => undefined, list: () => [] },
    writtenPaths: {
      claim: (path) => (path.startsWith('/chosen/') ? ok({ replaces: true }) : refused('not-chosen', 'Choose a file.')),
      use: (path) => void calls.push(`used ${path}`),
    },
    rollingBuffer: { state: rollingBufferDefault, set: no('set') },
    chooseCapturePath: (name, format) => Promise.resolve(name === 'x' && format === 'csv' ? '/chosen/x.csv' : undefined),
    captureLibrary: { list: () => Promise.resolve([]), rename: no('rename'), reveal: no('reveal'), remove: no('remove') },
    openCaptures: { open: no('open'), close: () => void calls.push('close'), list: () => [] },
    exports: { start: no('export'), cancel: no('cancel'), list: () => [] },
  };
  return { handlers: makeCaptureHandlers(services), calls };
}

const recording = { sessionId: 's', format: 'mcap', from: 'now' } as const;
const exported = { sourceId: 's', format: 'mcap', payloads: true } as const;

test('a page has only those files written that the person chose', async () => {
  const { handlers, calls } = makeHandlers();
  for (const asked of [
    handlers.startRecording({ ...recording, path: '/etc/x.mcap' }, context),
    handlers.continueRecording({ recordingId: 'r', path: '/etc/x.mcap' }, context),
    handlers.exportRows({ ...exported, path: '/etc/x.mcap' }, context),
  ]) {
    expect(await asked).toMatchObject({ ok: false, reason: 'not-chosen' });
  }
  expect(calls).toEqual([]);
  await handlers.startRecording({ ...recording, path: '/chosen/x.mcap' }, context);
  await handlers.continueRecording({ recordingId: 'r', path: '/chosen/x.mcap' }, context);
  await handlers.exportRows({ ...exported, path: '/chosen/x.mcap' }, context);
  expect(calls).toEqual(['start', 'continue', 'export']);
});

test('without a path the main process names the file', async () => {
  const { handlers, calls } = makeHandlers();
  await handlers.startRecording(recording, context);
  await handlers.continueRecording({ recordingId: 'r' }, context);
  expect(calls).toEqual(['start', 'continue']);
});

test('the others are passed on', async () => {
  const { handlers, calls } = makeHandlers();
  expect(await handlers.chooseCapturePath({ suggestedName: 'x', format: 'csv' }, context)).toEqual(ok('/chosen/x.csv'));
  expect(await handlers.chooseCapturePath({ suggestedName: 'y', format: 'csv' }, context)).toEqual(ok(undefined));
  expect(await handlers.getRollingBuffer(undefined, context)).toEqual(ok(rollingBufferDefault));
  expect(await handlers.listRecordings(undefined, context)).toEqual(ok([]));
  await handlers.stopRecording({ recordingId: 'r' }, context);
  await handlers.renameCapture({ path: '/a', name: 'b' }, context);
  await handlers.revealCapture({ path: '/a' }, context);
  await handlers.deleteCapture({ path: '/a' }, context);
  await handlers.openCapture({}, context);
  await handlers.closeCapture({ captureId: 'c' }, context);
  await handlers.cancelExport({ exportId: 'e' }, context);
  await handlers.setRollingBuffer(rollingBufferDefault, context);
  expect(calls).toEqual(['stop', 'rename', 'reveal', 'remove', 'open', 'close', 'cancel', 'set']);
});
