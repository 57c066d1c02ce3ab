import { describe, expect, it } from 'vitest';
import { ComparisonState } from '../../../../../renderer/captures/compare/comparison-state.svelte.ts';
import type { ComparedPair, ComparedPart, Comparison, ViewMessage } from '../../../../../renderer/traffic/protocol/index.ts';
import { packetRow } from '../../traffic/log-fixtures.ts';

const done: Comparison = {
  type: 'comparison',
  with: 'other',
  state: 'done',
  progress: 1,
  both: 90,
  left: 6,
  right: 4,
  leftOpen: 6,
  rightOpen: 4,
  offsetMs: 12,
  byPayload: true,
  newer: 0,
};

/** Of 100 pairs each tenth is only left, and each tenth after it only right. */
function pairOf(pair: number): ComparedPair {
  const side = { row: pair, view: packetRow({ row: pair }) };
  const left = pair % 10 === 9 ? undefined : side;
  const right = pair % 10 === 0 ? undefined : side;
  return { pair, left, right, lateMs: left && right && 1.5, why: left && right ? undefined : 'unseen' };
}

function partOf({ left, right }: ComparedPair): ComparedPart {
  return left === undefined ? 'right' : right === undefined ? 'left' : 'both';
}

/** A view with a worker that answers when it is told to. */
function compared() {
  const sent: ViewMessage[] = [];
  const state = new ComparisonState();
  state.connect((message) => sent.push(message));
  const answer = (): void => {
    const show = sent.findLast((message) => message.type === 'showCompared');
    if (show === undefined) throw new Error('nothing was asked for');
    const all = Array.from({ length: 100 }, (_, pair) => pairOf(pair));
    const shown = show.part === 'all' ? all : all.filter((pair) => partOf(pair) === show.part);
    const found = show.pair === undefined ? show.first : shown.findIndex(({ pair }) => pair >= (show.pair ?? 0));
    const first = found < 0 ? shown.length - 1 : found;
    const pairs = shown.slice(first, first + show.count);
    state.take({ type: 'compared', ask: show.ask, part: show.part, first, total: shown.length, pairs });
  };
  return { state, sent, answer };
}

function begun() {
  const made = compared();
  made.state.setFit(10);
  made.state.begin('other');
  made.state.take(done);
  made.answer();
  return made;
}

describe('ComparisonState', () => {
  it('asks the worker, and shows what it tells', () => {
    const { state, sent, answer } = compared();
    expect(state.with).toBeUndefined();
    state.choosing = true;
    state.setFit(10);
    state.begin('other');
    expect(state.choosing).toBe(false);
    expect(sent).toContainEqual({ type: 'compare', with: 'other' });
    state.take({ ...done, with: 'one before' });
    expect(state.status).toBeUndefined();
    state.take(done);
    answer();
    expect(state.status).toEqual(done);
    expect(state.readable).toBe(100);
    expect(state.window.pairs.length).toBeGreaterThanOrEqual(10);
  });

  it('a new worker is told again', () => {
    const { state } = begun();
    const told: ViewMessage[] = [];
    state.connect((message) => told.push(message));
    expect(told.map(({ type }) => type)).toEqual(['compare', 'showCompared']);
    expect(state.status).toBeUndefined();
  });

  it('asks for more when it is scrolled, and not at each row', () => {
    const { state, sent, answer } = begun();
    const before = sent.length;
    state.scrollTo(2);
    expect(sent.length).toBe(before);
    state.scrollTo(50);
    expect(sent.at(-1)).toMatchObject({ type: 'showCompared', part: 'all' });
    answer();
    expect(state.window.first).toBeLessThanOrEqual(50);
    state.scrollTo(1_000);
    expect(state.top).toBe(90);
  });

  it('answers to an older question are not shown', () => {
    const { state } = begun();
    const { window } = state;
    state.take({ type: 'compared', ask: -1, part: 'all', first: 0, total: 1, pairs: [] });
    expect(state.window).toBe(window);
  });

  it('looks at the side that has the row', () => {
    const { state } = begun();
    state.select(0, 'right');
    expect(state.looked).toEqual({ side: 'left', row: 0 });
    state.select(9, 'left');
    expect(state.looked).toEqual({ side: 'right', row: 9 });
    state.select(5, 'right');
    expect(state.looked).toEqual({ side: 'right', row: 5 });
    state.deselect();
    expect([state.looked, state.position]).toEqual([undefined, undefined]);
  });

  it('goes from row to row, and to one that is not here yet as soon as it comes', () => {
    const { state, answer } = begun();
    state.selectBy(1);
    expect(state.position).toBe(0);
    state.selectBy(3);
    expect(state.position).toBe(3);
    state.selectAt(1_000);
    expect(state.position).toBe(99);
    expect(state.top).toBe(90);
    expect(state.looked).toEqual({ side: 'left', row: 3 });
    answer();
    expect(state.looked).toEqual({ side: 'right', row: 99 });
  });

  it('another part keeps what is looked at where it stands', () => {
    const { state, sent, answer } = begun();
    state.scrollTo(35);
    answer();
    state.select(40, 'left');
    state.show('left');
    expect(sent.at(-1)).toMatchObject({ type: 'showCompared', part: 'left', pair: 40 });
    answer();
    expect(state.position).toBe(4);
    expect(state.readable).toBe(10);
    expect(state.looked).toEqual({ side: 'left', row: 40 });
    state.show('all');
    answer();
    expect(state.position).toBe(40);
    expect(state.top).toBeLessThanOrEqual(40);
    expect(state.top).toBeGreaterThan(30);
  });

  it('goes to differences, and says when there is none', () => {
    const { state, sent, answer } = begun();
    state.select(3, 'left');
    state.findDifference(1);
    const asked = sent.at(-1);
    expect(asked).toMatchObject({ type: 'findDifference', part: 'all', from: 3, step: 1 });
    if (asked?.type !== 'findDifference') throw new Error('it was not asked');
    state.take({ type: 'difference', ask: asked.ask - 1, position: 77 });
    expect(state.position).toBe(3);
    state.take({ type: 'difference', ask: asked.ask, position: 60 });
    answer();
    expect(state.position).toBe(60);
    expect(state.looked).toEqual({ side: 'left', row: 60 });
    state.findDifference(-1);
    const back = sent.at(-1);
    if (back?.type !== 'findDifference') throw new Error('it was not asked');
    state.take({ type: 'difference', ask: back.ask, position: undefined });
    expect(state.noMore).toBe(-1);
    state.selectBy(1);
    expect(state.noMore).toBeUndefined();
  });

  it('shows nothing of a log that is gone', () => {
    const { state } = begun();
    state.take({ ...done, state: 'absent' });
    expect(state.readable).toBe(0);
  });

  it('ends, and begins anew with another one', () => {
    const { state, sent } = begun();
    state.select(3, 'left');
    state.end();
    expect(sent.at(-1)).toEqual({ type: 'compare' });
    expect([state.with, state.status, state.looked, state.readable]).toEqual([undefined, undefined, undefined, 0]);
    state.begin('third');
    expect(state.with).toBe('third');
  });
});
