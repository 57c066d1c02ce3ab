import { describe, expect, it } from 'vitest';
import { parseFilter } from '../../../../../renderer/traffic/filter/parse-filter.ts';
import { followable, jsonChoices, rowsFilter } from '../../../../../renderer/traffic/inspector/follow.ts';
import { packetRow } from '../log-fixtures.ts';

const followed = (row: Parameters<typeof packetRow>[0]): (readonly [string, string])[] =>
  followable(packetRow(row)).map(({ what, filter }) => [what, filter] as const);

describe('followable', () => {
  it('has sender, topic, both together, and the stream or RPC', () => {
    expect(followed({ flow: { kind: 'stream', id: 'SG_1' } })).toEqual([
      ['sender', 'from == "alice"'],
      ['topic', 'topic == "chat"'],
      ['group', 'from == "alice" and topic == "chat"'],
      ['stream', 'stream == "SG_1"'],
    ]);
    expect(followed({ topic: '', flow: { kind: 'rpc', id: 'r1' } })).toEqual([
      ['sender', 'from == "alice"'],
      ['rpc', 'rpc == "r1"'],
    ]);
  });

  it('goes by the sid of a hidden sender, and has none for the server API', () => {
    expect(followed({ topic: '', sender: { origin: 'hidden', identity: '', sid: 'PA_9' } })).toEqual([
      ['sender', 'sid == "PA_9"'],
    ]);
    expect(followed({ topic: '', sender: { origin: 'server-api', identity: '', sid: '' } })).toEqual([]);
  });

  it('makes filters that read back, whatever the names are', () => {
    const topic = 'a" or \\ "\u202e\n';
    const filter = followed({ topic }).at(-1)?.[1] ?? '';
    expect(parseFilter(filter).tree).toEqual({
      type: 'and',
      parts: [
        { type: 'compare', field: 'from', operator: '==', value: 'alice' },
        { type: 'compare', field: 'topic', operator: '==', value: topic },
      ],
    });
  });
});

describe('filters of the inspector', () => {
  it('name rows as they are shown, from 1', () => {
    expect(parseFilter(rowsFilter([3, 9])).tree).toEqual({ type: 'in', field: 'row', values: [4, 10] });
  });

  it('ask for a JSON value, or whether it is there', () => {
    const choices = jsonChoices(['user', 'id'], 7, '');
    expect(choices.map(({ label, filter }) => `${label}: ${filter}`)).toEqual([
      'Show only: json.user.id == 7',
      'Hide: not json.user.id == 7',
      'Show only what has: json.user.id',
    ]);
    expect(jsonChoices(['list'], undefined, '').map(({ filter }) => filter)).toEqual(['json.list']);
  });
});
