import { expect, it } from 'vitest';
import { filterCaptures, newestFirst, reordered, sortCaptures, totalOf, withRecordings } from '../../../../renderer/captures/capture-list.ts';
import { makeCapture, makeRecording } from '../../../support/capture-records.ts';

const old = makeCapture('consult-10.mcap', { startedAtMs: 1, endedAtMs: 9_001, bytes: 5, room: 'b' });
const young = makeCapture('consult-9.mcap', { startedAtMs: 3, endedAtMs: 4, bytes: 50, room: 'a', profile: 'Staging' });
const foreign = makeCapture('robot.mcap', { startedAtMs: undefined, endedAtMs: undefined, rows: undefined, room: '', bytes: 7 });
const all = [old, foreign, young];
const names = (captures: readonly { readonly name: string }[]): string[] => captures.map(({ name }) => name.replace('.mcap', ''));

it('sorts by each column, and puts what is not known last either way', () => {
  expect(names(sortCaptures(all, newestFirst))).toEqual(['consult-9', 'consult-10', 'robot']);
  expect(names(sortCaptures(all, { by: 'started', descending: false }))).toEqual(['consult-10', 'consult-9', 'robot']);
  expect(names(sortCaptures(all, { by: 'name', descending: false }))).toEqual(['consult-9', 'consult-10', 'robot']);
  expect(names(sortCaptures(all, { by: 'room', descending: true }))).toEqual(['consult-10', 'consult-9', 'robot']);
  expect(names(sortCaptures(all, { by: 'length', descending: true }))).toEqual(['consult-10', 'consult-9', 'robot']);
  expect(names(sortCaptures(all, { by: 'size', descending: true }))).toEqual(['consult-9', 'robot', 'consult-10']);
});

it('turns a column round, and begins another one where it is looked for', () => {
  expect(reordered(newestFirst, 'started')).toEqual({ by: 'started', descending: false });
  expect(reordered(newestFirst, 'size')).toEqual({ by: 'size', descending: true });
  expect(reordered(newestFirst, 'name')).toEqual({ by: 'name', descending: false });
});

it('has the figures of a file that is being written from its recording', () => {
  const recording = makeRecording({ path: young.path, bytes: 900, rows: 12 });
  expect(withRecordings(all, [recording])[2]).toMatchObject({ bytes: 900, rows: 12 });
  expect(withRecordings(all, [{ ...recording, files: 2 }])[2]).toBe(young);
  expect(withRecordings(all, [{ ...recording, state: 'ended' }])).toBe(all);
});

it('finds by words in file, room and server', () => {
  expect(names(filterCaptures(all, ' CONSULT staging'))).toEqual(['consult-9']);
  expect(filterCaptures(all, ' ')).toBe(all);
  expect(totalOf(all)).toEqual({ count: 3, bytes: 62 });
});
