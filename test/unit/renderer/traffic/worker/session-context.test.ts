import { describe, expect, it } from 'vitest';
import { SessionContext } from '../../../../../renderer/traffic/worker/session-context.ts';

describe('SessionContext', () => {
  it('keeps those who left', () => {
    const context = new SessionContext('me');
    context.update({ identity: 'me', sid: 'PA_me' }, new Map([['PA_1', 'alice']]));
    context.update({ identity: 'me', sid: 'PA_me' }, new Map([['PA_2', 'bob']]));
    expect([context.identityOf('PA_1'), context.identityOf('PA_2')]).toEqual(['alice', 'bob']);
    expect(context.identityOf('PA_3')).toBeUndefined();
  });

  it('counts changes only', () => {
    const context = new SessionContext('me');
    const update = (sid: string, identity: string): number => {
      context.update({ identity: 'me', sid: 'PA_me' }, new Map([[sid, identity]]));
      return context.version;
    };
    expect([update('PA_1', 'a'), update('PA_1', 'a'), update('PA_1', 'b'), update('', 'c')]).toEqual([1, 1, 2, 2]);
  });

  it('is bounded', () => {
    const context = new SessionContext('me');
    const many = new Map(Array.from({ length: 100_001 }, (_, index) => [`PA_${index}`, 'x']));
    context.update({ identity: 'me', sid: '' }, many);
    expect(context.identityOf('PA_0')).toBeUndefined();
    expect(context.identityOf('PA_100000')).toBe('x');
  });

  it('finds a sender absent whom the room does not name within 5 s, once for all of his packets', () => {
    const context = new SessionContext('me');
    const own = { identity: 'me', sid: 'PA_me' };
    context.update(own, new Map(), 0);
    const { version } = context;
    expect([context.isAbsent('PA_1', 1_000), context.awaitedUntil]).toEqual([false, 6_000]);
    context.nothingNew(6_000);
    expect([context.isAbsent('PA_1', 6_000), context.version - version]).toEqual([false, 0]);
    context.nothingNew(6_001);
    expect([context.isAbsent('PA_1', 6_001), context.version - version]).toEqual([true, 1]);
    expect(context.awaitedUntil).toBeUndefined();
    context.update(own, new Map([['PA_1', 'late']]), 7_000);
    expect([context.isAbsent('PA_1', 7_000), context.version - version]).toEqual([false, 2]);
    context.nothingNew(60_000);
    expect(context.version - version).toBe(2);
  });

  it('finds nobody absent before the room has told of anybody', () => {
    const context = new SessionContext('me');
    context.isAbsent('PA_1', 1_000);
    context.nothingNew(60_000);
    expect(context.isAbsent('PA_1', 60_000)).toBe(false);
  });
});
