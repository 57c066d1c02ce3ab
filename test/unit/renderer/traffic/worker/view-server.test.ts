import { describe, expect, it } from 'vitest';
import type { LogMessage, LogStatus } from '../../../../../renderer/traffic/protocol/index.ts';
import { ViewServer } from '../../../../../renderer/traffic/worker/view-server.ts';
import { appendTexts, event, makeSession, ManualScheduler } from './log-fixtures.ts';

function makeView(options: { budgetBytes?: number } = {}) {
  const made = makeSession(options);
  const scheduler = new ManualScheduler();
  const posted: LogMessage[] = [];
  let cleared = 0;
  const view: ViewServer = new ViewServer({
    session: made.session,
    budget: made.budget,
    scheduler,
    post: (message) => posted.push(message),
    sessionOf: () => undefined,
    onLogChanged: () => {
      cleared += 1;
      view.noteChange();
    },
  });
  const taken = (): LogMessage[] => posted.splice(0);
  const rows = () => taken().filter((message) => message.type === 'rows');
  const statuses = (): LogStatus[] => taken().filter((message) => message.type === 'status');
  return { ...made, view, scheduler, taken, rows, statuses, cleared: () => cleared };
}

const show = (first: number, count: number, tail: boolean, more: object = {}): object => ({
  type: 'show',
  first,
  count,
  tail,
  ...more,
});

describe('ViewServer', () => {
  it('answers what is shown at once', () => {
    const { session, view, rows } = makeView();
    appendTexts(session, 'a', 'b', 'c');
    expect(view.handle(show(1, 1, false, { ask: 7 }))).toBe(true);
    expect(rows()).toMatchObject([{ first: 1, shown: 3, ask: 7, rows: [{ row: 1, preview: 'b' }] }]);
  });

  it('sends the tail again when it changed, at most every 33 ms', () => {
    const { session, view, scheduler, rows } = makeView();
    view.handle(show(0, 2, true));
    rows();
    for (let index = 0; index < 10; index += 1) {
      appendTexts(session, String(index));
      view.noteChange();
      scheduler.advance(4);
    }
    scheduler.advance(40);
    const sent = rows();
    expect(sent.length).toBeGreaterThan(1);
    expect(sent.length).toBeLessThanOrEqual(3);
    expect(sent.at(-1)).toMatchObject({ first: 8, shown: 10, rows: [{ row: 8 }, { row: 9 }] });
    view.noteChange();
    scheduler.advance(100);
    expect(rows()).toEqual([]);
  });

  it('sends nothing for rows that stay, however many arrive after them', () => {
    const { session, view, scheduler, rows } = makeView();
    appendTexts(session, 'a', 'b', 'c');
    view.handle(show(0, 2, false));
    rows();
    appendTexts(session, 'd');
    view.noteChange();
    scheduler.advance(1_000);
    expect(rows()).toEqual([]);
  });

  it('sends the status at most every 100 ms while it changes, and the rate until it is 0', () => {
    const { session, view, scheduler, statuses } = makeView();
    scheduler.advance(0);
    expect(statuses()).toHaveLength(1);
    for (let index = 0; index < 50; index += 1) {
      appendTexts(session, 'x');
      view.noteChange();
      scheduler.advance(10);
    }
    const told = statuses().length;
    expect(told).toBeGreaterThanOrEqual(4);
    expect(told).toBeLessThanOrEqual(6);
    scheduler.advance(10_000);
    const counts = { total: 50, held: 50, shown: 50, unfiltered: 0, evicted: 0, perSecond: 0 };
    expect(statuses().at(-1)).toMatchObject(counts);
    view.noteChange();
    scheduler.advance(10_000);
    expect(statuses()).toEqual([]);
    expect(scheduler.waiting).toBe(0);
  });

  it('tells bytes held and budget', () => {
    const { session, view, scheduler, budget, statuses } = makeView({ budgetBytes: 5_000_000 });
    appendTexts(session, 'x');
    view.noteChange();
    scheduler.advance(100);
    expect(statuses().at(-1)).toMatchObject({ heldBytes: budget.usedBytes, budgetBytes: 5_000_000 });
  });

  it('filters, and goes on with what arrives', () => {
    const { session, view, scheduler, rows, taken } = makeView();
    appendTexts(session, 'one', 'two', 'one');
    view.handle(show(0, 10, true));
    rows();
    view.handle({ type: 'filter', tree: { type: 'words', text: ' ONE ' } });
    expect(rows()).toMatchObject([{ first: 0, shown: 2, rows: [{ row: 0 }, { row: 2 }] }]);
    appendTexts(session, 'two', 'one');
    view.noteChange();
    scheduler.advance(200);
    const news = taken();
    expect(news.filter(({ type }) => type === 'rows').at(-1)).toMatchObject({ shown: 3, rows: [{}, {}, { row: 4 }] });
    expect(news.filter(({ type }) => type === 'status').at(-1)).toMatchObject({ total: 5, shown: 3, unfiltered: 0 });
    view.handle({ type: 'filter' });
    expect(rows()).toMatchObject([{ shown: 5 }]);
  });

  it('tells the counts of a new filter, also where they are those of the one before', () => {
    const { session, view, scheduler, statuses } = makeView();
    appendTexts(session, 'one', 'two');
    view.handle({ type: 'filter', tree: { type: 'words', text: 'three' } });
    scheduler.advance(200);
    expect(statuses().at(-1)).toMatchObject({ shown: 0, unfiltered: 0 });
    view.handle({ type: 'filter', tree: { type: 'words', text: 'four' } });
    scheduler.advance(200);
    expect(statuses()).toMatchObject([{ shown: 0, unfiltered: 0 }]);
    scheduler.advance(5_000);
    expect(statuses()).toEqual([]);
  });

  it('goes to a row by its number, also while the filter is still at work', () => {
    const { session, view, scheduler, rows } = makeView();
    appendTexts(session, ...Array.from({ length: 200 }, (_, index) => (index % 2 === 0 ? 'even' : 'odd')));
    view.handle({ type: 'filter', tree: { type: 'words', text: 'even' } });
    view.handle(show(0, 3, false, { row: 99 }));
    scheduler.advance(100);
    expect(rows().at(-1)).toMatchObject({ first: 50, rows: [{ row: 100 }, { row: 102 }, { row: 104 }] });
  });

  it('shows events in their place', () => {
    const { session, view, rows } = makeView();
    appendTexts(session, 'a');
    session.appendEvent(event());
    appendTexts(session, 'b');
    view.handle(show(0, 5, false));
    expect(rows()[0]?.rows.map(({ type }) => type)).toEqual(['packet', 'event', 'packet']);
  });

  it('inspects a row', () => {
    const { session, view, taken } = makeView();
    appendTexts(session, 'a');
    view.handle({ type: 'inspect', rows: [0] });
    view.handle({ type: 'inspect', rows: [9] });
    expect(taken()).toMatchObject([
      { type: 'detail', rows: [0], details: [{ row: { row: 0 }, payload: new Uint8Array([0x61]) }] },
      { type: 'detail', rows: [9], details: [undefined] },
    ]);
  });

  it('clears for all', () => {
    const { session, view, scheduler, taken, cleared } = makeView();
    appendTexts(session, 'a', 'b');
    view.handle(show(0, 5, true));
    taken();
    view.handle({ type: 'clear' });
    scheduler.advance(200);
    expect(cleared()).toBe(1);
    const news = taken();
    expect(news.find(({ type }) => type === 'rows')).toMatchObject({ first: 0, shown: 0, rows: [] });
    expect(news.findLast(({ type }) => type === 'status')).toMatchObject({ total: 2, held: 0, shown: 0, evicted: 0 });
    appendTexts(session, 'c');
    view.noteChange();
    scheduler.advance(200);
    expect(taken().find(({ type }) => type === 'rows')).toMatchObject({ rows: [{ row: 2 }] });
  });

  it('refuses what is no message, and is silent after its end', () => {
    const { view, scheduler, taken } = makeView();
    for (const data of [undefined, 'show', { type: 'show' }, show(-1, 5, true), show(0, 501, true), { type: 'x' }]) {
      expect(view.handle(data)).toBe(false);
    }
    view.dispose();
    expect(view.handle(show(0, 5, true))).toBe(true);
    view.noteChange();
    scheduler.advance(1_000);
    expect([taken(), scheduler.waiting]).toEqual([[], 0]);
  });
});

describe('ViewServer finds and colours', () => {
  const words = (text: string): object => ({ type: 'words', text });
  const found = (messages: readonly LogMessage[]) => messages.filter((message) => message.type === 'found');

  it('finds the nearest shown row that matches, in both directions', () => {
    const { session, view, scheduler, taken } = makeView();
    appendTexts(session, 'hit', 'other', 'hit', 'shown', 'hit shown', 'shown', 'hit shown');
    view.handle({ type: 'filter', tree: words('shown') });
    const find = (from: number, step: 1 | -1): unknown => {
      taken();
      view.handle({ type: 'find', tree: words('hit'), from, step, ask: from });
      scheduler.advance(50);
      return found(taken());
    };
    expect(find(0, 1)).toEqual([{ type: 'found', ask: 0, row: 4, position: 1 }]);
    expect(find(4, 1)).toEqual([{ type: 'found', ask: 4, row: 6, position: 3 }]);
    expect(find(6, 1)).toEqual([{ type: 'found', ask: 6, row: undefined, position: undefined }]);
    expect(find(6, -1)).toEqual([{ type: 'found', ask: 6, row: 4, position: 1 }]);
    expect(find(4, -1)).toEqual([{ type: 'found', ask: 4, row: undefined, position: undefined }]);
  });

  it('waits for the filter, and answers the last of several only', () => {
    const { session, view, scheduler, taken } = makeView();
    appendTexts(session, 'hit shown', ...Array.from({ length: 5_000 }, () => 'shown'));
    view.handle({ type: 'filter', tree: words('shown') });
    appendTexts(session, 'shown');
    view.handle({ type: 'find', tree: words('hit'), from: 5_000, step: -1, ask: 1 });
    view.handle({ type: 'find', tree: words('hit'), from: 5_001, step: -1, ask: 2 });
    scheduler.advance(1_000);
    expect(found(taken()).at(-1)).toEqual({ type: 'found', ask: 2, row: 0, position: 0 });
  });

  it('colours by the first rule that matches, at once', () => {
    const { session, view, scheduler, rows } = makeView();
    appendTexts(session, 'one', 'two', 'one two');
    view.handle(show(0, 3, false));
    rows();
    const rules = [
      { tree: words('one'), colour: 2 },
      { tree: words('two'), colour: 4 },
    ];
    view.handle({ type: 'colours', rules });
    scheduler.advance(20);
    expect(rows().at(-1)?.rows.map(({ colour }) => colour)).toEqual([2, 4, 2]);
    appendTexts(session, 'two');
    view.handle(show(3, 1, false));
    expect(rows().at(-1)?.rows.map(({ colour }) => colour)).toEqual([4]);
    view.handle({ type: 'colours', rules: [] });
    expect(rows().at(-1)?.rows.map(({ colour }) => colour)).toEqual([undefined]);
  });
});
