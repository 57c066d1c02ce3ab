import { describe, expect, it } from 'vitest';
import { appendTexts, makeSession } from '../log-fixtures.ts';
import { FeedEnd } from './feed-fixtures.ts';

const people = (...names: string[]) => new Map(names.map((name) => [`PA_${name}`, name]));

describe('RoomMarks, in a LogFeed', () => {
  it('tells changes where they were, and nothing that is not new', () => {
    const { session } = makeSession();
    const end = new FeedEnd(session, { from: 'now' });
    const tell = (...names: string[]) => {
      session.tellContext({ ownIdentity: 'console', ownSid: 'PA_own', participants: people(...names) }, 0);
    };
    tell('alice');
    appendTexts(session, 'one');
    tell('alice');
    tell('alice', 'bob');
    appendTexts(session, 'two');
    tell('bob');
    end.settle();
    expect(end.story).toEqual(['head:context', 'head:context', 'one', 'head:context', 'two', 'head:context']);
    expect(end.notes.at(-1)).toMatchObject({ participants: { PA_bob: 'bob' } });
  });

  it('begins with those who left where older rows are written, and without them where none are', () => {
    const { session } = makeSession();
    const tell = (...names: string[]) => {
      session.tellContext({ ownIdentity: 'console', ownSid: 'PA_own', participants: people(...names) }, 0);
    };
    tell('alice', 'bob');
    tell('bob');
    const nameCount = (over: object) => Object.keys(Object(new FeedEnd(session, over).settle().notes[0]).participants).length;
    expect(nameCount({ from: 'oldest' })).toBe(2);
    expect(nameCount({ from: 'now' })).toBe(1);
  });

  it('tells resets of before that lie among the rows', () => {
    const { session } = makeSession();
    session.sdkReset(1);
    appendTexts(session, 'one');
    session.sdkReset(2);
    appendTexts(session, 'two');
    expect(new FeedEnd(session).settle().story.slice(1)).toEqual(['note:sdk-reset', 'one', 'note:sdk-reset', 'two']);
    expect(new FeedEnd(session, { from: 'now' }).settle().story.slice(1)).toEqual([]);
    expect(new FeedEnd(session, { rows: [[1, 1]], until: 'here' }).settle().story.slice(1)).toEqual(['note:sdk-reset', 'two']);
  });

  it('writes a room of many down once a second at most, and its last state in the end', () => {
    const { session } = makeSession();
    const end = new FeedEnd(session, { from: 'now' });
    const names: string[] = [];
    for (let count = 0; count < 100; count += 1) {
      for (let index = 0; index < 10; index += 1) names.push(`p${names.length}`);
      session.tellContext({ ownIdentity: 'console', ownSid: 'PA_own', participants: people(...names) }, 0);
      end.settle(25);
    }
    end.settle(2_000);
    expect(end.notes.length).toBeGreaterThan(20);
    expect(end.notes.length).toBeLessThan(30);
    expect(Object.keys(Object(end.notes.at(-1)).participants)).toHaveLength(1_000);
    expect(end.scheduler.waiting).toBe(0);
  });

  it('writes the last state of a room of many before it ends', () => {
    const { session } = makeSession();
    const end = new FeedEnd(session, { from: 'now' });
    for (const count of [300, 301]) {
      const names = Array.from({ length: count }, (_, index) => `p${index}`);
      session.tellContext({ ownIdentity: 'console', ownSid: '', participants: people(...names) }, 0);
    }
    end.feed.end('stopped');
    end.settle();
    expect(end.hasEnded).toBe(true);
    expect(Object.keys(Object(end.notes.at(-1)).participants)).toHaveLength(301);
  });
});
