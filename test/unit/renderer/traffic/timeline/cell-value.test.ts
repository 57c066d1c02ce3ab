import { expect, it } from 'vitest';
import { parseFilter } from '../../../../../renderer/traffic/filter/parse-filter.ts';
import { valueChoices } from '../../../../../renderer/traffic/filter/value-menu.ts';
import { cellValue } from '../../../../../renderer/traffic/timeline/cell-value.ts';
import { columnNames } from '../../../../../renderer/traffic/timeline/columns.ts';
import { eventRow, packetRow } from '../log-fixtures.ts';

const row = packetRow({ sequence: 214, flags: ['sdk-drops', 'duplicate'], destinations: ['bob', 'eve'] });

it.each([
  ['dir', { field: 'dir', value: 'in' }],
  ['kind', { field: 'kind', value: 'reliable' }],
  ['sender', { field: 'from', value: 'alice' }],
  ['topic', { field: 'topic', value: 'chat' }],
  ['to', { field: 'to', value: 'bob', copy: 'bob\neve' }],
  ['size', { field: 'size', value: 70 }],
  ['seq', { field: 'seq', value: 214 }],
  ['flags', { field: 'flag', value: 'sdk-drops' }],
  [undefined, { field: 'text', value: 'hi' }],
] as const)('%s of a packet', (column, target) => expect(cellValue(row, column)).toMatchObject(target));

it('tells a sender by what the packet proves', () => {
  const hidden = packetRow({ sender: { origin: 'hidden', identity: '', sid: 'PA_9' } });
  expect(cellValue(hidden, 'sender')).toEqual({ field: 'sid', value: 'PA_9' });
  const api = packetRow({ sender: { origin: 'server-api', identity: '', sid: '' } });
  expect(cellValue(api, 'sender')).toMatchObject({ field: 'flag', value: 'no-sender' });
});

it('of a preview: the text of the payload, what it is part of, or its kind', () => {
  const bytes = (text: string) => new TextEncoder().encode(text);
  const spaced = packetRow({ preview: '{"a":1}', payloadSize: 10 });
  expect(cellValue(spaced, undefined)).toMatchObject({ field: 'case', value: 'user' });
  expect(cellValue(spaced, undefined, bytes('{ "a": 1 }'))).toEqual({ field: 'text', value: '{ "a": 1 }' });
  const chunk = packetRow({ case: 'streamChunk', preview: 'chunk 0 · c', payloadSize: 1, flow: { kind: 'stream', id: 's1' } });
  expect(cellValue(chunk, undefined)).toEqual({ field: 'stream', value: 's1', copy: 'chunk 0 · c' });
  expect(cellValue(chunk, undefined, bytes('c'))).toEqual({ field: 'text', value: 'c' });
  const cut = packetRow({ preview: 'hi…', payloadSize: 5 });
  expect(cellValue(cut, undefined)).toMatchObject({ field: 'case' });
  expect(cellValue(cut, undefined, new Uint8Array([0xff]))).toMatchObject({ field: 'case' });
});

it('of an event: what it is, and whom it concerns', () => {
  expect(cellValue(eventRow(), 'dir')).toMatchObject({ field: 'event', value: 'metadata' });
  expect(cellValue(eventRow(), undefined)).toEqual({ field: 'from', value: 'alice' });
  expect(cellValue(eventRow({ identity: '' }), undefined)).toMatchObject({ field: 'event' });
});

it('makes filters that are right, of every cell', () => {
  const bare = packetRow({ topic: '', sequence: undefined, channel: 'data-track' });
  for (const one of [row, bare, eventRow()]) {
    for (const column of [...columnNames, undefined]) {
      for (const { filter } of valueChoices(cellValue(one, column), 'chat or lossy')) {
        expect(parseFilter(filter)).toMatchObject({ diagnostics: [] });
      }
    }
  }
});
