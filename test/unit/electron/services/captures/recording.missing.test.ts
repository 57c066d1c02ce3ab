import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { report } from '../../../../support/capture-fixtures.ts';
import { readStream } from '../../../../support/mcap-reading.ts';
import { makeRecordingIn } from './recording-fixture.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'room-console-recording-'));
});
afterEach(() => rm(folder, { recursive: true }));

function makeRecording() {
  const made = makeRecordingIn(folder);
  const tell = (unlogged: number, behind: number) =>
    made.recording.handleReport({ ...report, completeness: { ...report.completeness, behind, unlogged } });
  return { ...made, wait: made.goOn, tell };
}

describe('rows that were received and are not in the file', () => {
  test('what has not even come to the log when it does not answer is told, in the file too', async () => {
    const { recording, file, rows, port, late, wait, tell } = makeRecording();
    await recording.start();
    port().tell(rows.batch(2));
    await wait();
    tell(1_359, 1_359);
    expect(recording.state.missingRows).toBe(0);
    port().onOrder = () => undefined;
    const stopping = recording.stop();
    await new Promise((resolve) => setImmediate(resolve));
    late();
    await stopping;
    expect(recording.state).toMatchObject({ state: 'ended', rows: 2, missingRows: 1_359, waitingRows: 0 });
    expect(recording.totals.missing).toBe(1_359);
    const { notes } = readStream(await readFile(file));
    expect(notes.find(({ type }) => type === 'missing')).toMatchObject({ rows: 1_359, why: expect.stringContaining('too busy') });
    expect(notes.at(-1)).toMatchObject({ type: 'end', missing: 1_359 });
  });

  test('what never came to the log is told once, and not what was lost before', async () => {
    const { recording, file, wait, tell } = makeRecording();
    await recording.start();
    for (const [unlogged, behind] of [[5, 0], [5, 90], [95, 90], [8, 0], [8, 0]] as const) tell(unlogged, behind);
    await wait();
    await recording.stop();
    expect(recording.state.missingRows).toBe(3);
    const { notes } = readStream(await readFile(file));
    expect(notes.filter(({ type }) => type === 'missing')).toMatchObject([{ rows: 3, why: expect.stringContaining('did not come to the log') }]);
    expect(notes.at(-1)).toMatchObject({ type: 'end', missing: 3 });
  });
});
