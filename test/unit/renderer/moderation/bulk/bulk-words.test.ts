import { expect, it } from 'vitest';
import { bulkCounts, bulkDetail, bulkEndNote, bulkNotice, bulkStartNote, bulkTitle, countsWords, hasFailed, leftWords, resultLines, settledCount } from '../../../../../renderer/moderation/bulk/bulk-words.ts';
import { makeRun, makeTarget } from './support.ts';

const ended = makeRun({
  state: 'done',
  endedAtMs: 5,
  targets: [makeTarget('ann', 'done'), makeTarget('bob', 'refused', 'Not in the room.'), makeTarget('=eve', 'unknown', 'No answer.\nRead again.')],
});

it('names what is done to whom', () => {
  expect(bulkTitle({ kind: 'remove', revokeTokens: false }, 98)).toBe('Remove 98 people');
  expect(bulkTitle({ kind: 'silence' }, 1)).toBe('Silence 1 person');
  expect(bulkTitle({ kind: 'metadata', value: '{}' }, 2)).toBe('Set metadata of 2 people');
  expect(bulkDetail({ kind: 'permissionFlags', value: { canPublishData: false, canSubscribe: true, canPublishSources: [] } })).toBe(
    'Send data off, Receive media on, Sources: all sources',
  );
  expect(bulkDetail({ kind: 'attributes', value: { ward: '3', seat: '' } })).toBe('ward = 3, delete seat');
  expect(bulkDetail({ kind: 'silence' })).toBe('');
});

it('counts what came of it', () => {
  const counts = bulkCounts(ended.targets);
  expect([countsWords(counts), settledCount(counts), leftWords(counts, 10)]).toEqual(['1 done, 1 refused, 1 unknown', 3, '']);
  expect(leftWords(bulkCounts(makeRun().targets), 0.5)).toBe('at least 4 s left');
  expect([hasFailed(ended), hasFailed(makeRun())]).toEqual([true, false]);
});

it('copies a line for each, and no formula', () => {
  expect(resultLines(ended.targets)).toBe(
    ['identity\tsid\tresult\tmessage', 'ann\tPA_ann\tdone\t', 'bob\tPA_bob\trefused\tNot in the room.', "'=eve\tPA_=eve\tunknown\tNo answer. Read again."].join('\n'),
  );
});

it('leaves a row as it begins and as it ends, and tells who looks elsewhere', () => {
  expect(bulkStartNote(makeRun())).toEqual({ title: 'This console began to silence 2 people', text: 'Through the server API, 10 a second', severity: 'info' });
  expect(bulkEndNote(ended)).toEqual({
    title: 'Silence 3 people: ended',
    text: '1 done, 1 refused, 1 unknown · not done: bob and =eve',
    severity: 'bad',
  });
  expect(bulkNotice(ended)).toMatchObject({ severity: 'bad', title: 'Silence 3 people: ended' });
  const stopped = makeRun({ state: 'cancelled', endedAtMs: 5, targets: [makeTarget('ann', 'done'), makeTarget('bob', 'left-alone')] });
  expect([bulkEndNote(stopped).severity, bulkNotice(stopped)]).toEqual(['warn', { severity: 'warn', title: 'Silence 2 people: stopped', text: '1 done, 1 left alone' }]);
});
