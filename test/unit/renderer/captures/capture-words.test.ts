import { expect, it } from 'vitest';
import {
  elapsedClock,
  fileNameOf,
  isTroubled,
  lengthWords,
  nameParts,
  recordingFigures,
  recordingState,
  whenWords,
} from '../../../../renderer/captures/capture-words.ts';
import { makeCapture, makeRecording } from '../../../support/capture-records.ts';

it('tells the time since the beginning as a clock', () => {
  expect([-5, 5_900, 761_000, 3_753_000].map(elapsedClock)).toEqual(['0:00', '0:05', '12:41', '1:02:33']);
});

it('tells the figures of a recording, and what is amiss last', () => {
  expect(recordingFigures(makeRecording())).toEqual(['12,345 rows', '3.1 MiB']);
  expect(recordingFigures(makeRecording({ files: 2, behindMs: 2_400, missingRows: 1 }))).toEqual([
    '12,345 rows',
    '3.1 MiB',
    '2 files',
    '2 s behind',
    '1 row missing',
  ]);
  expect(recordingFigures(makeRecording({ behindMs: 900 }))).toHaveLength(2);
  expect(recordingFigures(makeRecording({ state: 'armed', files: 0 }))).toEqual(['no row matched yet']);
});

it('calls a recording troubled that a person should look at', () => {
  expect(isTroubled(makeRecording())).toBe(false);
  for (const given of [{ behindMs: 1_500 }, { missingRows: 1 }, { state: 'failed' as const }])
    expect(isTroubled(makeRecording(given))).toBe(true);
});

it('names each state', () => {
  const states = ['armed', 'recording', 'interrupted', 'failed'] as const;
  expect(states.map((state) => recordingState({ state }).tone)).toEqual(['wait', 'rec', 'wait', 'bad']);
});

it('takes names apart', () => {
  expect([fileNameOf('/a/b.mcap'), fileNameOf('C:\\a\\b.mcap')]).toEqual(['b.mcap', 'b.mcap']);
  expect([nameParts('a.b.mcap'), nameParts('plain'), nameParts('.hidden')]).toEqual([['a.b', '.mcap'], ['plain', ''], ['.hidden', '']]);
});

it('tells when and how long, as far as it is known', () => {
  const now = new Date(2026, 3, 3, 15, 0).getTime();
  expect(whenWords(new Date(2026, 3, 3, 9, 5).getTime(), now)).toBe('09:05');
  expect(whenWords(new Date(2026, 2, 31, 17, 40).getTime(), now)).toBe('31 Mar 17:40');
  expect(whenWords(new Date(2025, 2, 31, 17, 40).getTime(), now)).toBe('31 Mar 2025 17:40');
  expect(whenWords(undefined, now)).toBe('–');
  expect([lengthWords(makeCapture('a')), lengthWords(makeCapture('a', { endedAtMs: undefined }))]).toEqual(['1 min 1 s', '–']);
});
