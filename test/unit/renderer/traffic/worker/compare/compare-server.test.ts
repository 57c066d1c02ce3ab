import { describe, expect, it } from 'vitest';
import { CompareServer } from '../../../../../../renderer/traffic/worker/compare/compare-server.ts';
import type { Comparison, LogMessage } from '../../../../../../renderer/traffic/protocol/index.ts';
import type { SessionLog } from '../../../../../../renderer/traffic/worker/session-log.ts';
import { ManualScheduler } from '../log-fixtures.ts';
import { logOf, numbered, receive } from './compare-fixtures.ts';

function served() {
  const scheduler = new ManualScheduler();
  const left = logOf('left');
  const right = logOf('right');
  const others = new Map<string, SessionLog>([['other', right]]);
  const posted: LogMessage[] = [];
  const server = new CompareServer({
    session: left,
    sessionOf: (id) => others.get(id),
    scheduler,
    post: (message) => posted.push(message),
  });
  const last = <T extends LogMessage['type']>(type: T): LogMessage | undefined => posted.findLast((one) => one.type === type);
  const status = (): Comparison => {
    const found = posted.findLast((one) => one.type === 'comparison');
    if (found === undefined) throw new Error('nothing was told');
    return found;
  };
  const show = (part: 'all' | 'left', more: object = {}): void =>
    server.take({ type: 'showCompared', part, first: 0, count: 50, ask: 1, ...more });
  return { scheduler, left, right, others, posted, server, last, status, show };
}

describe('CompareServer', () => {
  it('tells how far it is, the counts, and the pairs that are shown', () => {
    const { scheduler, left, right, server, status, show, last } = served();
    for (const sequence of [1, 2, 3]) receive(left, sequence, numbered(sequence));
    for (const sequence of [1, 3]) receive(right, 40 + sequence, numbered(sequence));
    show('all');
    server.take({ type: 'compare', with: 'other' });
    expect(status()).toMatchObject({ state: 'matching', both: 0 });
    scheduler.advance(10);
    expect(status()).toMatchObject({ state: 'done', both: 2, left: 2, right: 1, leftOpen: 1, rightOpen: 0, offsetMs: 40, newer: 0 });
    expect(last('compared')).toMatchObject({ ask: 1, part: 'all', first: 0, total: 5 });
    const { pairs } = { pairs: [], ...last('compared') };
    expect(pairs).toMatchObject([
      {},
      {},
      { pair: 2, left: { row: 1, view: { preview: 'n1' } }, right: { row: 1 }, lateMs: 0, why: undefined },
      { left: { row: 2 }, right: undefined, lateMs: undefined, why: 'unseen' },
      { left: { row: 3 }, right: { row: 2 } },
    ]);
  });

  it('shows a part from a pair on, and finds differences', () => {
    const { scheduler, left, right, server, show, last } = served();
    for (const sequence of [1, 2, 3, 4]) receive(left, 10 * sequence, numbered(sequence));
    for (const sequence of [1, 3, 5]) receive(right, 10 * sequence, numbered(sequence));
    server.take({ type: 'compare', with: 'other' });
    scheduler.advance(10);
    show('left', { pair: 4, ask: 7 });
    expect(last('compared')).toMatchObject({ ask: 7, first: 2, total: 3, pairs: [{ left: { view: { preview: 'n4' } } }] });
    server.take({ type: 'findDifference', part: 'all', from: -1, step: 1, ask: 3 });
    expect(last('difference')).toEqual({ type: 'difference', ask: 3, position: 3 });
    server.take({ type: 'findDifference', part: 'all', from: 99, step: 1, ask: 4 });
    expect(last('difference')).toEqual({ type: 'difference', ask: 4, position: undefined });
  });

  it('waits for a log that is not here, and begins anew where it is another one', () => {
    const { scheduler, right, others, server, status } = served();
    others.clear();
    server.take({ type: 'compare', with: 'other' });
    expect(status()).toMatchObject({ state: 'absent' });
    others.set('other', right);
    server.noteChange();
    scheduler.advance(200);
    expect(status()).toMatchObject({ state: 'done', right: 1 });
    others.set('other', logOf('right'));
    server.noteChange();
    scheduler.advance(200);
    expect(status().state).toBe('done');
    others.clear();
    server.noteChange();
    scheduler.advance(200);
    expect(status()).toMatchObject({ state: 'absent', both: 0, left: 0 });
  });

  it('says that there are newer rows, and takes them in when it is asked again', () => {
    const { scheduler, left, right, server, status } = served();
    receive(left, 1, numbered(1));
    server.take({ type: 'compare', with: 'other' });
    scheduler.advance(200);
    receive(right, 2, numbered(1));
    server.noteChange();
    scheduler.advance(200);
    expect(status()).toMatchObject({ newer: 1, both: 0 });
    server.take({ type: 'compare', with: 'other' });
    scheduler.advance(200);
    expect(status()).toMatchObject({ newer: 0, both: 1 });
  });

  it('is silent when nothing is compared any more', () => {
    const { scheduler, posted, left, server, show } = served();
    server.take({ type: 'compare', with: 'other' });
    scheduler.advance(200);
    server.take({ type: 'compare' });
    posted.length = 0;
    receive(left, 1, numbered(1));
    server.noteChange();
    show('all');
    scheduler.advance(500);
    expect(posted).toEqual([]);
    server.dispose();
    expect(scheduler.waiting).toBe(0);
  });
});
