import { describe, expect, it } from 'vitest';
import { BulkPlan, type BulkAction } from '../../../../../renderer/moderation/bulk/bulk-plan.svelte.ts';
import { builtInPresets } from '../../../../../renderer/moderation/permission-presets.ts';
import { makeParticipant } from '../../support.ts';

function make(action: BulkAction = 'silence'): BulkPlan {
  const people = ['ann', 'bob', 'ops-1'].map((identity) => ({ participant: makeParticipant({ identity }), isOwn: identity === 'ops-1' }));
  return new BulkPlan({ people, action });
}

describe('BulkPlan', () => {
  it('leaves this console out until it is asked for', () => {
    const plan = make();
    expect(plan.targets).toEqual([
      { identity: 'ann', sid: 'PA_ann' },
      { identity: 'bob', sid: 'PA_bob' },
    ]);
    plan.setHit('ops-1', true);
    plan.setHit('ann', false);
    expect([plan.hit.map(({ participant }) => participant.identity), plan.isHit('ann')]).toEqual([['bob', 'ops-1'], false]);
    plan.setHit('bob', false);
    plan.setHit('ops-1', false);
    expect(plan.problem).toBe('Nobody is chosen.');
  });

  it('asks for what is missing, and makes the change of the rest', () => {
    const plan = make();
    expect([plan.change, plan.problem, plan.perSecond]).toEqual([{ kind: 'silence' }, undefined, 10]);
    plan.action = 'remove';
    plan.revoke = true;
    expect(plan.change).toEqual({ kind: 'remove', revokeTokens: true });
    plan.action = 'metadata';
    expect(plan.problem).toMatch(/ignores empty metadata/);
    plan.metadata = ' ';
    expect(plan.change).toEqual({ kind: 'metadata', value: ' ' });
    plan.action = 'attributes';
    expect(plan.problem).toMatch(/at least one attribute/);
    for (const text of ['{', '[]', '{"a": 1}']) {
      plan.attributes = text;
      expect(plan.problem).toMatch(/JSON object/);
    }
    plan.attributes = '{"ward": "3", "seat": ""}';
    expect(plan.change).toEqual({ kind: 'attributes', value: { ward: '3', seat: '' } });
  });

  it('sets some flags, by a preset or one by one', () => {
    const plan = make('permissions');
    expect(plan.problem).toMatch(/at least one permission/);
    plan.usePreset(builtInPresets[0] ?? { name: '', hint: '', sets: {} });
    plan.setFlag('canPublish', undefined);
    plan.setFlag('hidden', true);
    expect(plan.change).toEqual({ kind: 'permissionFlags', value: { canSubscribe: true, canPublishData: false, hidden: true } });
  });

  it('keeps the pace within its bounds', () => {
    const plan = make();
    for (const pace of ['', '0', '101', 'ten']) {
      plan.pace = pace;
      expect(plan.problem).toMatch(/from 0.1 to 100/);
    }
    plan.pace = '0.5';
    expect([plan.problem, plan.perSecond]).toEqual([undefined, 0.5]);
  });
});
