import { DataPacket, RpcRequest } from '@livekit/protocol';
import { describe, expect, it } from 'vitest';
import type { FilterTree } from '../../../../../../renderer/traffic/protocol/index.ts';
import type { SessionLog } from '../../../../../../renderer/traffic/worker/session-log.ts';
import { TreeFilter } from '../../../../../../renderer/traffic/worker/filter/tree-filter.ts';
import { appendTexts, chunkWith, event, makeSession, userPacket } from '../log-fixtures.ts';

const words = (text: string): FilterTree => ({ type: 'words', text });

function rows(filter: TreeFilter): (number | undefined)[] {
  return Array.from({ length: filter.count }, (_, position) => filter.rowAt(position));
}

/** All rows that a filter finds, in one go. */
function found(text: string, session: SessionLog): (number | undefined)[] {
  const filter = new TreeFilter(words(text), session, () => 0);
  filter.step(1);
  expect(filter.pending).toBe(0);
  return rows(filter);
}

describe('TreeFilter', () => {
  it('finds words in sender, topic, kind, event and payload, whatever the case', () => {
    const { session } = makeSession();
    session.appendChunk(
      chunkWith(
        { bytes: userPacket('{"Order": 1}', {}, { topic: 'Chat' }) },
        { bytes: userPacket('order', { participantIdentity: 'Bob', participantSid: 'PA_bob' }), label: '_lossy' },
        { bytes: userPacket('x', { participantIdentity: '', participantSid: '' }) },
        { bytes: userPacket('ÜBER') },
        { bytes: new Uint8Array([0xff, 0xff]) },
      ),
    );
    const rpc = new RpcRequest({ method: 'Greet', payload: 'p' });
    const bytes = new DataPacket({ participantIdentity: 'al', value: { case: 'rpcRequest', value: rpc } }).toBinary();
    session.appendChunk(chunkWith({ bytes, sent: true }));
    session.appendEvent(event({ event: 'metadata', title: 'Metadata', after: 'an order' }));

    expect(found('ORDER', session)).toEqual([0, 1, 6]);
    expect(found('order chat', session)).toEqual([0]);
    expect(found('bob', session)).toEqual([1, 6]);
    expect(found('pa_bob', session)).toEqual([1]);
    expect(found('lossy', session)).toEqual([1]);
    expect(found('server api', session)).toEqual([2]);
    expect(found('über', session)).toEqual([3]);
    expect(found('malformed', session)).toEqual([4]);
    expect(found('rpcrequest greet', session)).toEqual([5]);
    expect(found('metadata', session)).toEqual([6]);
    expect(found('severity', session)).toEqual([]);
    expect(found('reliab', session)).toEqual([]);
  });

  it('finds in strings that the table did not take', () => {
    const { session } = makeSession();
    session.appendChunk(chunkWith({ bytes: userPacket('x', {}, { topic: `${'t'.repeat(2_000)}needle` }) }));
    expect(found('needle', session)).toEqual([0]);
  });

  it('begins with the newest, in slices, and keeps up with arrivals', () => {
    const { session } = makeSession();
    appendTexts(session, ...Array.from({ length: 1_000 }, (_, index) => (index % 2 === 0 ? 'even' : 'odd')));
    let now = 0;
    // Each look at the clock costs 1 ms: a slice of 1 ms is one look, at 64 rows.
    const filter = new TreeFilter(words('even'), session, () => (now += 1));
    expect([filter.count, filter.pending]).toEqual([0, 1_000]);
    filter.step(1);
    expect([filter.count, filter.pending, filter.rowAt(filter.count - 1)]).toEqual([32, 936, 998]);
    const base = filter.base;

    appendTexts(session, 'even', 'odd', 'even');
    filter.step(1);
    expect(filter.rowAt(filter.count - 1)).toBe(1_002);
    expect(filter.rowAt(filter.count - 2)).toBe(1_000);
    // Row 998 was at position 31 and moved by what came in front of it.
    expect(filter.rowAt(31 + filter.base - base)).toBe(998);

    for (let slices = 0; filter.pending > 0; slices += 1) {
      filter.step(1);
      expect(slices).toBeLessThan(30);
    }
    expect(rows(filter)).toEqual(Array.from({ length: 502 }, (_, index) => (index === 501 ? 1_002 : index * 2)));
  });

  it('does not take longer for its slice than one large packet takes', () => {
    const { session } = makeSession();
    const large = 'x'.repeat(60_000);
    appendTexts(session, ...Array.from({ length: 100 }, () => large));
    let looks = 0;
    const filter = new TreeFilter(words('needle'), session, () => (looks += 1));
    filter.step(1_000);
    expect(looks).toBeGreaterThanOrEqual(50);
    expect(filter.pending).toBe(0);
  });

  it('forgets what is evicted and cleared, seen or not', () => {
    const { session, log } = makeSession({ budgetBytes: 3 * 1_024 * 1_024 });
    const text = `hit ${'x'.repeat(10_000)}`;
    let now = 0;
    const filter = new TreeFilter(words('hit'), session, () => (now += 1));
    for (let index = 0; index < 500; index += 1) appendTexts(session, text);
    filter.step(2);
    for (let index = 0; index < 500; index += 1) {
      appendTexts(session, text);
      if (index % 10 === 0) filter.step(1);
    }
    while (filter.pending > 0) filter.step(100);
    expect(log.evictedRows).toBeGreaterThan(500);
    expect(filter.count).toBe(log.heldRows);
    expect([filter.rowAt(0), filter.rowAt(filter.count - 1)]).toEqual([log.firstRow, 999]);

    log.clear();
    expect([filter.count, filter.pending]).toEqual([0, 0]);
    appendTexts(session, 'hit');
    expect(filter.pending).toBe(1);
    filter.step(1);
    expect(rows(filter)).toEqual([1_000]);
  });
});

describe('TreeFilter of what changes later', () => {
  const speaksAs: FilterTree = { type: 'compare', field: 'flag', operator: '==', value: 'speaks-as' };

  it('looks again when the room told who somebody is, and shows what it had until then', () => {
    const { session } = makeSession();
    const mallory = { participantIdentity: 'mallory' };
    const senders = Array.from({ length: 300 }, (_, index) => (index % 3 === 0 ? mallory : {}));
    session.appendChunk(chunkWith(...senders.map((sender) => ({ bytes: userPacket('x', sender) }))));
    let now = 0;
    const filter = new TreeFilter({ type: 'or', parts: [speaksAs, words('zzz')] }, session, () => (now += 1));
    while (filter.pending > 0) filter.step(100);
    expect(filter.count).toBe(0);
    session.context.update({ identity: 'console', sid: '' }, new Map([['PA_alice', 'alice']]));
    expect(filter.pending).toBe(300);
    filter.step(2);
    expect(filter.count).toBe(0);
    while (filter.pending > 0) filter.step(100);
    expect(rows(filter).slice(0, 3)).toEqual([0, 3, 6]);
    expect(filter.count).toBe(100);
  });

  it('does not look again for others', () => {
    const { session } = makeSession();
    appendTexts(session, 'a', 'b');
    const filter = new TreeFilter(words('a'), session, () => 0);
    filter.step(1);
    session.context.update({ identity: 'console', sid: '' }, new Map([['PA_alice', 'alice']]));
    session.log.mark(1, true);
    expect(filter.pending).toBe(0);
  });

  it('keeps the place of the row that is on top', () => {
    const { session, log } = makeSession();
    appendTexts(session, ...Array.from({ length: 100 }, () => 'x'));
    for (let row = 0; row < 100; row += 2) log.mark(row, true);
    const filter = new TreeFilter({ type: 'has', field: 'marked' }, session, () => 0);
    filter.step(1);
    filter.anchorRow = 80;
    const [position, base] = [filter.positionFrom(80), filter.base];
    for (let row = 0; row < 40; row += 2) log.mark(row, false);
    expect(filter.pending).toBeGreaterThan(0);
    filter.step(1);
    expect(filter.count).toBe(30);
    expect(filter.positionFrom(80)).toBe(position + filter.base - base);
  });
});
