import { describe, expect, it } from 'vitest';
import { backTo, beforeOf, undoOf } from '../../../../renderer/editing/undo-change.ts';

const live = { metadata: 'new', name: 'Eva', attributes: { a: '1', b: '2' } };

describe('undo of a save', () => {
  it('goes back to what was there', () => {
    const change = { field: 'metadata', value: 'new' } as const;
    const before = beforeOf({ ...live, metadata: 'old' }, change);
    expect(undoOf({ change, before }, live, false)).toEqual({ change: { field: 'metadata', value: 'old' } });
  });

  it('puts attributes back that were changed, and deletes those that were added', () => {
    const change = { field: 'attributes', value: { a: '1', c: '' } } as const;
    const before = beforeOf({ ...live, attributes: { b: '2', c: '3' } }, change);
    expect(undoOf({ change, before }, live, false)).toEqual({ change: { field: 'attributes', value: { a: '', c: '3' } } });
  });

  it('is none where it changed since, or where an empty value would be ignored', () => {
    const saved = { change: { field: 'metadata', value: 'mine' }, before: { field: 'metadata', value: 'old' } } as const;
    expect(undoOf(saved, live, false)).toHaveProperty('why', expect.stringContaining('changed since'));
    const first = { change: { field: 'metadata', value: 'new' }, before: { field: 'metadata', value: '' } } as const;
    expect(undoOf(first, live, false)).toHaveProperty('why', expect.stringContaining('ignores an empty metadata'));
    expect(undoOf(first, live, true)).toEqual({ change: { field: 'metadata', value: '' } });
  });
});

describe('backTo', () => {
  it('leads to an earlier value, but of a participant to no empty one', () => {
    expect(backTo('name', 'Eve', live, false)).toEqual({ change: { field: 'name', value: 'Eve' } });
    expect(backTo('name', 'Eva', live, false)).toHaveProperty('why');
    expect(backTo('name', '', live, false)).toHaveProperty('why', expect.stringContaining('save a space'));
    expect(backTo('metadata', '', live, true)).toEqual({ change: { field: 'metadata', value: '' } });
  });

  it('leads to all attributes that there were and no others', () => {
    expect(backTo('attributes', '{"b":"3","__proto__":"x"}', live, false)).toEqual({
      change: { field: 'attributes', value: JSON.parse('{"a":"","b":"3","__proto__":"x"}') as unknown },
    });
    expect(backTo('attributes', '', live, false)).toEqual({ change: { field: 'attributes', value: { a: '', b: '' } } });
    expect(backTo('attributes', '{"b":"2","a":"1"}', live, false)).toHaveProperty('why');
  });
});
