import { describe, expect, it } from 'vitest';
import type { ParticipantChange } from '../../../../electron/contract/changes.ts';
import { inverseOf } from '../../../../renderer/moderation/undo.ts';
import { makeParticipant, makePermissions } from '../support.ts';

function undo(change: ParticipantChange, given: Parameters<typeof makeParticipant>[0] = {}): ParticipantChange | undefined {
  return inverseOf(change, { changeId: 'c1', before: makeParticipant(given), after: undefined, doubts: [] });
}

describe('inverseOf', () => {
  it('brings metadata and names back, unless they were empty: the server ignores those', () => {
    expect(undo({ kind: 'metadata', value: 'b' }, { metadata: 'a' })).toEqual({ kind: 'metadata', value: 'a' });
    expect(undo({ kind: 'name', value: 'b' }, { name: '' })).toBeUndefined();
    expect(undo({ kind: 'name', value: 'b' }, { name: 'b' })).toBeUndefined();
  });

  it('brings back those attributes that were changed; one that was new goes', () => {
    const change: ParticipantChange = { kind: 'attributes', value: { a: '2', b: '', c: 'new', d: 'same' } };
    expect(undo(change, { attributes: { a: '1', b: 'x', d: 'same', e: 'y' } })).toEqual({
      kind: 'attributes',
      value: { a: '1', b: 'x', c: '' },
    });
    expect(undo({ kind: 'attributes', value: { d: 'same' } }, { attributes: { d: 'same' } })).toBeUndefined();
  });

  it('brings the whole set back, also after a silence', () => {
    expect(undo({ kind: 'silence' }, { permissions: { agent: true } })).toEqual({
      kind: 'permissions',
      value: makePermissions({ agent: true }),
    });
  });

  it('brings nobody back who was removed, and knows no subscriptions of before', () => {
    expect(undo({ kind: 'remove', revokeTokens: false })).toBeUndefined();
    expect(undo({ kind: 'subscriptions', trackSids: ['TR_1'], subscribe: false })).toBeUndefined();
    expect(inverseOf({ kind: 'name', value: 'b' }, undefined)).toBeUndefined();
  });
});
