import { describe, expect, it } from 'vitest';
import { RowWindow } from '../../../../../../renderer/traffic/worker/rows/row-window.ts';
import { AllRows } from '../../../../../../renderer/traffic/worker/filter/shown-rows.ts';
import { appendTexts, chunkWith, makeSession, userPacket } from '../log-fixtures.ts';

function makeWindow(options: { budgetBytes?: number } = {}) {
  const { session, log } = makeSession(options);
  const shown = new AllRows(log);
  const window = new RowWindow(session);
  const read = (isAsked = false) => {
    const message = window.read(shown, isAsked);
    return message && { first: message.first, shown: message.shown, rows: message.rows.map(({ row }) => row) };
  };
  return { session, log, shown, window, read };
}

describe('RowWindow', () => {
  it('is empty until something is asked for', () => {
    const { window, read } = makeWindow();
    expect([window.isWanted, read(true)]).toEqual([false, undefined]);
  });

  it('gives the rows asked for, as far as there are any', () => {
    const { session, shown, window, read } = makeWindow();
    appendTexts(session, 'a', 'b', 'c');
    window.show({ first: 1, count: 10, tail: false }, shown);
    expect(read()).toEqual({ first: 1, shown: 3, rows: [1, 2] });
    window.show({ first: 50, count: 10, tail: false }, shown);
    expect(read()).toEqual({ first: 2, shown: 3, rows: [2] });
    window.show({ first: 0, count: 0, tail: false }, shown);
    expect(read()).toEqual({ first: 0, shown: 3, rows: [] });
  });

  it('follows the tail', () => {
    const { session, shown, window, read } = makeWindow();
    window.show({ first: 0, count: 2, tail: true }, shown);
    expect(read()).toEqual({ first: 0, shown: 0, rows: [] });
    appendTexts(session, 'a', 'b', 'c');
    expect(read()).toEqual({ first: 1, shown: 3, rows: [1, 2] });
  });

  it('says nothing while its rows stay the same, unless asked', () => {
    const { session, shown, window, read } = makeWindow();
    appendTexts(session, 'a', 'b', 'c');
    window.show({ first: 0, count: 2, tail: false }, shown);
    expect(read()).toBeDefined();
    appendTexts(session, 'd');
    expect(read()).toBeUndefined();
    expect(read(true)).toEqual({ first: 0, shown: 4, rows: [0, 1] });
  });

  it('builds its rows anew when the room tells who somebody is', () => {
    const { session, shown, window } = makeWindow();
    session.appendChunk(chunkWith({ bytes: userPacket('x', { participantIdentity: 'mallory' }) }));
    window.show({ first: 0, count: 2, tail: true }, shown);
    expect(window.read(shown, false)?.rows[0]).toMatchObject({ flags: [] });
    session.context.update({ identity: 'console', sid: '' }, new Map([['PA_alice', 'alice']]));
    expect(window.read(shown, false)?.rows[0]).toMatchObject({ flags: ['speaks-as'] });
  });

  it('stays with its rows when older ones are evicted', () => {
    const { session, log, shown, window, read } = makeWindow({ budgetBytes: 4 * 1_024 * 1_024 });
    const text = 'x'.repeat(10_000);
    for (let index = 0; index < 300; index += 1) appendTexts(session, text);
    const first = log.heldRows - 20;
    window.show({ first, count: 5, tail: false }, shown);
    const before = read();
    const gone = log.firstRow;
    for (let index = 0; index < 150; index += 1) appendTexts(session, text);
    const evicted = log.firstRow - gone;
    expect(evicted).toBeGreaterThan(0);
    expect(read()).toEqual({ first: first - evicted, shown: log.heldRows, rows: before?.rows });
  });
});
