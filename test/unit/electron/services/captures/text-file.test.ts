import { expect, test } from 'vitest';
import { BatchWriter, recordKinds } from '../../../../../electron/contract/feed-batch.ts';
import { TextFile } from '../../../../../electron/services/captures/text-file.ts';

const encoder = new TextEncoder();

function batch() {
  const writer = new BatchWriter();
  const note = (value: object, kind: typeof recordKinds.note | typeof recordKinds.head) =>
    writer.add(kind, 1_700_000_000_000.125, 4, 0, encoder.encode(JSON.stringify(value)));
  writer.add(recordKinds.text, 1, 0, 0, encoder.encode('{"a":1}\n{"a":2}\n'));
  note({ type: 'missing', rows: 3, fromMs: 1, toMs: 2, why: 'gone' }, recordKinds.note);
  note({ type: 'context', ownIdentity: 'me', ownSid: '', participants: {} }, recordKinds.head);
  writer.add(recordKinds.text, 2, 5, 0, encoder.encode('{"a":3}\n'));
  return writer.take();
}

const words = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

test('NDJSON: rows as they come, a note as a line in its place', () => {
  const lines = words(new TextFile('ndjson').add(batch()).bytes).split('\n');
  expect(lines).toHaveLength(6);
  expect(lines.slice(0, 2)).toEqual(['{"a":1}', '{"a":2}']);
  expect(JSON.parse(lines[2] ?? '')).toEqual({
    note: 'missing',
    number: 5,
    time: '2023-11-14T22:13:20.000125Z',
    rows: 3,
    fromMs: 1,
    toMs: 2,
    why: 'gone',
  });
  expect(JSON.parse(lines[3] ?? '')).toMatchObject({ note: 'context', ownIdentity: 'me' });
  expect(lines[4]).toBe('{"a":3}');
});

test('CSV: the feed’s own lines alone', () => {
  expect(words(new TextFile('csv').add(batch()).bytes)).toBe('{"a":1}\n{"a":2}\n{"a":3}\n');
});

test('nothing stands before or behind the lines', () => {
  expect(new TextFile('ndjson').begin().bytes).toHaveLength(0);
  expect(new TextFile('ndjson').end().bytes).toHaveLength(0);
});

test('a note that is none is left out, and what comes behind it is not', () => {
  const writer = new BatchWriter();
  writer.add(recordKinds.note, 1, 0, 0, encoder.encode('{"type":"nobody knows"}'));
  writer.add(recordKinds.note, 1, 0, 0, encoder.encode('{broken'));
  writer.add(recordKinds.text, 1, 0, 0, encoder.encode('x\n'));
  const piece = new TextFile('ndjson').add(writer.take());
  expect(words(piece.bytes)).toBe('x\n');
  expect(piece.problem).toBe('2 notes that are none');
});
