import { expect, test } from 'vitest';
import type { Recording, RecordingOptions } from '../../../../../electron/contract/captures.ts';
import { ok, refused } from '../../../../../electron/contract/result.ts';
import type { Result } from '../../../../../electron/contract/result.ts';
import { noTotals } from '../../../../../electron/services/captures/feed-totals.ts';
import { RecordOutput } from '../../../../../electron/services/headless/record-output.ts';
import { makeRecording } from '../../../../support/capture-records.ts';
import { settled } from '../../../../support/headless-fakes.ts';

const recording = makeRecording({ room: 'R', path: '/a.mcap', bytes: 0, rows: 0 });

function makeOutput(more: { started?: Result<Recording>; stopped?: Result<Recording> } = {}) {
  const started: RecordingOptions[] = [];
  const problems: string[] = [];
  const output = new RecordOutput({
    recorder: {
      start: async (options) => {
        started.push(options);
        return more.started ?? ok(recording);
      },
      stop: async () => more.stopped ?? ok({ ...recording, state: 'ended', missingRows: 2 }),
      totals: (id) => (id === 'r1' ? { ...noTotals, rows: 5, in: 5, missing: 1 } : undefined),
    },
    file: { path: '/a.mcap', format: 'mcap', overwrite: false },
    filter: 'in',
    onProblem: (message) => problems.push(message),
  });
  return { output, started, problems };
}

test('records what the log holds from the start, once', async () => {
  const { output, started, problems } = makeOutput();
  output.begin('s1');
  output.begin('s1');
  await settled();
  expect(started).toEqual([{ sessionId: 's1', path: '/a.mcap', format: 'mcap', from: 'memory', filter: 'in' }]);
  await output.finish();
  expect(output.totals).toMatchObject({ rows: 5, in: 5, missing: 2 });
  expect(output.file).toBe('/a.mcap');
  expect(problems).toEqual([]);
});

test('what cannot be begun, or fails on the way, or at the end, is said', async () => {
  const unbegun = makeOutput({ started: refused('exists', 'It is there already.') });
  unbegun.output.begin('s1');
  await settled();
  await unbegun.output.finish();
  expect(unbegun.problems).toEqual(['It is there already.']);
  expect(unbegun.output.totals).toEqual(noTotals);

  const failing = makeOutput();
  failing.output.begin('s1');
  await settled();
  failing.output.handleRecordings([{ ...recording, id: 'r2', state: 'failed' }, recording]);
  failing.output.handleRecordings([{ ...recording, state: 'failed', problem: 'The disk is full.' }]);
  expect(failing.problems).toEqual(['The disk is full.']);

  const atEnd = makeOutput({ stopped: refused('write', 'The last rows were not written.') });
  atEnd.output.begin('s1');
  await atEnd.output.finish();
  expect(atEnd.problems).toEqual(['The last rows were not written.']);
});

test('a room that never came has no file', async () => {
  const { output, started } = makeOutput();
  await output.finish();
  expect(started).toEqual([]);
  expect(output.file).toBeUndefined();
});
