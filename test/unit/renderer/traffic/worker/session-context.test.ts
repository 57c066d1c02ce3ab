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
});
