import {
  ChatMessage,
  DataPacket,
  DataStream_Chunk,
  DataStream_Header,
  RpcAck,
  RpcRequest,
} from '@livekit/protocol';
import { describe, expect, it } from 'vitest';
import type {
  FilterField,
  FilterOperator,
  FilterScalar,
  FilterTree,
} from '../../../../../../renderer/traffic/protocol/index.ts';
import { compileFilter } from '../../../../../../renderer/traffic/worker/filter/compile-filter.ts';
import { RowCursor } from '../../../../../../renderer/traffic/worker/filter/row-cursor.ts';
import type { SessionLog } from '../../../../../../renderer/traffic/worker/session-log.ts';
import { appendTexts, chunkWith, event, makeSession, userPacket } from '../log-fixtures.ts';

function found(session: SessionLog, tree: FilterTree): number[] {
  const test = compileFilter(tree, session);
  const cursor = new RowCursor(session);
  const rows: number[] = [];
  for (let row = session.log.firstRow; row < session.log.nextRow; row += 1) {
    let matched = cursor.seek(row) && test.matches(cursor);
    while (matched === undefined) matched = test.matches(cursor);
    if (matched) rows.push(row);
  }
  return rows;
}

const is = (field: FilterField, operator: FilterOperator, value: FilterScalar): FilterTree => ({
  type: 'compare',
  field,
  operator,
  value,
});
const json = (path: (string | number)[], operator: FilterOperator, value: FilterScalar): FilterTree => ({
  type: 'compare',
  field: 'json',
  path,
  operator,
  value,
});
const has = (field: FilterField, path?: string[]): FilterTree => ({ type: 'has', field, path });
const not = (part: FilterTree): FilterTree => ({ type: 'not', part });

/** Rows 0–7 are packets, 8 and 9 events. */
function mixedSession() {
  const made = makeSession();
  const chat = new ChatMessage({ message: 'hello' });
  const header = new DataStream_Header({ streamId: 'S1', topic: 'files' });
  const chunk = new DataStream_Chunk({ streamId: 'S1', content: new Uint8Array([1, 2]) });
  const request = new RpcRequest({ id: 'R1', method: 'greet', payload: '{}' });
  const from = { participantIdentity: 'bob', participantSid: 'PA_bob' };
  made.session.appendChunk(
    chunkWith(
      { bytes: userPacket('{"id":7,"tags":["a","b"],"on":true}', { sequence: 5 }, { topic: 'cursor' }), time: 1_000.5 },
      { bytes: userPacket('{"id":7.0,"name":"Zoë \\"x\\""}', from, { topic: 'chat' }), label: '_lossy' },
      { bytes: userPacket('plain Order', { ...from, destinationIdentities: ['carol', 'dave'] }, { topic: 'curve' }) },
      { bytes: new DataPacket({ ...from, value: { case: 'chatMessage', value: chat } }).toBinary(), sent: true },
      { bytes: new DataPacket({ ...from, value: { case: 'streamHeader', value: header } }).toBinary() },
      { bytes: new DataPacket({ ...from, value: { case: 'streamChunk', value: chunk } }).toBinary() },
      { bytes: new DataPacket({ value: { case: 'rpcRequest', value: request } }).toBinary() },
      { bytes: new DataPacket({ value: { case: 'rpcAck', value: new RpcAck({ requestId: 'R1' }) } }).toBinary() },
    ),
  );
  made.session.appendEvent(event({ event: 'metadata', title: 'Changed', before: 'old', after: 'new' }));
  made.session.appendEvent(event({ event: 'joined', identity: 'carol', title: 'carol joined', time: 5_000 }));
  return made;
}

const packets = [0, 1, 2, 3, 4, 5, 6, 7];
const all = [...packets, 8, 9];

describe('compileFilter', () => {
  it.each<[string, FilterTree, number[]]>([
    ['kind == lossy', is('kind', '==', 'lossy'), [1]],
    ['kind != lossy', is('kind', '!=', 'lossy'), [0, 2, 3, 4, 5, 6, 7]],
    ['not kind == lossy', not(is('kind', '==', 'lossy')), [0, 2, 3, 4, 5, 6, 7, 8, 9]],
    ['dir == out', is('dir', '==', 'out'), [3]],
    ['case ~ "^stream"', is('case', '~', '^stream'), [4, 5]],
    ['case in', { type: 'in', field: 'case', values: ['rpcAck', 'chatMessage'] }, [3, 7]],
    ['from == bob', is('from', '==', 'bob'), [1, 2, 3, 4, 5, 8]],
    ['from', has('from'), [0, 1, 2, 3, 4, 5, 8, 9]],
    ['from != bob', is('from', '!=', 'bob'), [0, 6, 7, 9]],
    ['sid == PA_alice', is('sid', '==', 'PA_alice'), [0]],
    ['topic ~ "^cur"', is('topic', '~', '^cur'), [0, 2]],
    ['topic contains CHA', is('topic', 'contains', 'CHA'), [1]],
    ['topic', has('topic'), [0, 1, 2, 4, 5]],
    ['topic == ""', is('topic', '==', ''), [3, 6, 7]],
    ['to == dave', is('to', '==', 'dave'), [2]],
    ['to', has('to'), [2]],
    ['to == ""', is('to', '==', ''), [0, 1, 3, 4, 5, 6, 7]],
    ['label == _lossy', is('label', '==', '_lossy'), [1]],
    ['stream == S1', is('stream', '==', 'S1'), [4, 5]],
    ['rpc == R1', is('rpc', '==', 'R1'), [6, 7]],
    ['rpc', has('rpc'), [6, 7]],
    ['text contains order', is('text', 'contains', 'order'), [2]],
    ['text contains NEW', is('text', 'contains', 'NEW'), [8]],
    ['text ~ "[Oo]rd.r$"', is('text', '~', '[Oo]rd.r$'), [2]],
    ['text == hello', is('text', '==', 'hello'), [3]],
    ['event == metadata', is('event', '==', 'metadata'), [8]],
    ['event != metadata', is('event', '!=', 'metadata'), [9]],
    ['event', has('event'), [8, 9]],
    ['not event', not(has('event')), packets],
    ['seq >= 5', is('seq', '>=', 5), [0]],
    ['seq', has('seq'), [0]],
    ['seq != 4', is('seq', '!=', 4), [0]],
    ['payload == 5', is('payload', '==', 5), [3]],
    ['time > 4000', is('time', '>', 4_000), [9]],
    ['time == 1000.5', is('time', '==', 1_000.5), [0]],
    ['row <= 2', is('row', '<=', 2), [0, 1]],
    ['row in', { type: 'in', field: 'row', values: [3, 9] }, [2, 8]],
    ['size', has('size'), packets],
    ['json.id == 7', json(['id'], '==', 7), [0, 1]],
    ['json.id == "7"', json(['id'], '==', '7'), []],
    ['json.id < 8', json(['id'], '<', 8), [0, 1]],
    ['json.id != 8', json(['id'], '!=', 8), [0, 1]],
    ['json.tags[1] == b', json(['tags', 1], '==', 'b'), [0]],
    ['json.on == true', json(['on'], '==', true), [0]],
    ['json.name contains "X"', json(['name'], 'contains', '"X'), [1]],
    ['json.name ~', json(['name'], '~', '^Zo. "x"$'), [1]],
    ['json.id in', { type: 'in', field: 'json', path: ['id'], values: ['x', 7] }, [0, 1]],
    ['json.tags', has('json', ['tags']), [0]],
    ['json', has('json', []), [0, 1, 6]],
    ['nothing', is('size', 'contains', 'x'), []],
    ['a pattern that is none', is('topic', '~', '('), []],
    ['and', { type: 'and', parts: [is('text', 'contains', 'e'), is('from', '==', 'bob'), has('topic')] }, [1, 2]],
    ['or', { type: 'or', parts: [is('text', '~', 'zz'), is('seq', '==', 5), has('event')] }, [0, 8, 9]],
    ['an empty and', { type: 'and', parts: [] }, all],
    ['an empty or', { type: 'or', parts: [] }, []],
    ['words', { type: 'words', text: 'bob lossy' }, [1]],
  ])('%s', (_, tree, rows) => {
    expect(found(mixedSession().session, tree)).toEqual(rows);
  });

  it('knows marks and flags', () => {
    const { session, log } = mixedSession();
    log.mark(2, true);
    log.mark(9, true);
    expect(found(session, has('marked'))).toEqual([2, 9]);
    session.appendChunk(chunkWith({ bytes: new Uint8Array([0xff]) }));
    expect(found(session, is('flag', '==', 'malformed'))).toEqual([10]);
    expect(found(session, is('flag', '!=', 'malformed'))).toEqual(packets);
    expect(found(session, has('flag'))).toContain(10);
  });

  it('reads strings that the table did not take, and Blobs that have no bytes', () => {
    const { session } = makeSession();
    session.appendChunk(
      chunkWith(
        { bytes: userPacket('x', {}, { topic: `${'t'.repeat(2_000)}needle` }) },
        { bytes: new Uint8Array(0), size: 500, sent: true, label: 'mine' },
      ),
    );
    session.appendEvent(event({ identity: `${'i'.repeat(2_000)}needle` }));
    expect(found(session, is('topic', '~', 'needle$'))).toEqual([0]);
    expect(found(session, is('from', 'contains', 'NEEDLE'))).toEqual([2]);
    expect(found(session, is('text', 'contains', 'x'))).toEqual([0]);
    expect(found(session, is('label', '==', 'mine'))).toEqual([1]);
    expect(found(session, is('size', '==', 500))).toEqual([1]);
  });

  it('does not go deeper than a filter may', () => {
    const { session } = mixedSession();
    const nested = (levels: number): FilterTree => (levels === 0 ? has('size') : not(nested(levels - 1)));
    expect(found(session, nested(40))).toEqual(packets);
    expect(() => found(session, nested(2_000))).not.toThrow();
  });

  it('takes large payloads in parts, the same answer each time it is asked', () => {
    const { session } = makeSession();
    appendTexts(session, `{"a":"${'x'.repeat(200_000)}","b":1}`, `{"b":1,"a":"${'y'.repeat(200_000)}"}`);
    const tree: FilterTree = {
      type: 'and',
      parts: [json(['b'], '==', 1), is('text', '~', 'y{3}"}$'), is('text', 'contains', 'YY"}'), json(['a'], '~', '^y')],
    };
    const test = compileFilter(tree, session);
    const cursor = new RowCursor(session);
    cursor.seek(1);
    expect(test.matches(cursor)).toBeUndefined();
    expect(found(session, tree)).toEqual([1]);
  });
});
