import { describe, expect, test } from 'vitest';
import { changesToKeep, leftToKeep, whyNotToKeep } from '../../../../../electron/services/changes/keep-in-force.ts';
import { person, speaker } from './people.ts';

const kind = 'keepInForce';

/** As the contract has it: arrays that may be changed. */
function permissions(more: Partial<typeof speaker> = {}) {
  const set = { ...speaker, ...more };
  return { ...set, canPublishSources: [...set.canPublishSources] };
}

describe('changesToKeep', () => {
  test('nothing where all is as kept', () => {
    const kept = { kind, metadata: 'm', name: 'n', attributes: { a: '1' }, permissions: permissions() } as const;
    expect(changesToKeep(kept, person('alice', 'PA_1', { metadata: 'm', name: 'n', attributes: { a: '1', b: '2' } }))).toEqual([]);
  });

  test('only what differs, permissions first', () => {
    const muted = permissions({ canPublishData: false });
    const kept = { kind, metadata: 'new', name: 'n', attributes: { a: '1', b: '2' }, permissions: muted } as const;
    const changes = changesToKeep(kept, person('alice', 'PA_1', { metadata: 'old', name: 'n', attributes: { a: '1' } }));
    expect(changes).toEqual([
      { kind: 'permissions', value: muted },
      { kind: 'attributes', value: { b: '2' } },
      { kind: 'metadata', value: 'new' },
    ]);
  });

  test('an empty attribute is kept deleted', () => {
    const kept = { kind, attributes: { a: '', toString: '' } } as const;
    expect(changesToKeep(kept, person('alice', 'PA_1', { attributes: { a: '1' } }))).toEqual([
      { kind: 'attributes', value: { a: '' } },
    ]);
    expect(changesToKeep(kept, person('alice', 'PA_1'))).toEqual([]);
  });

  test('the order of publish sources means nothing; other sources do', () => {
    const kept = { kind, permissions: permissions({ canPublishSources: ['camera', 'microphone'] }) } as const;
    const having = (canPublishSources: readonly string[]) =>
      changesToKeep(kept, person('alice', 'PA_1', { permissions: permissions({ canPublishSources }) }));
    expect(having(['microphone', 'camera'])).toEqual([]);
    expect(having(['camera'])).toHaveLength(1);
    expect(having([])).toHaveLength(1);
  });

  test('permissions that the server did not tell are set', () => {
    const kept = { kind, permissions: permissions() } as const;
    expect(changesToKeep(kept, person('alice', 'PA_1', { permissions: undefined }))).toHaveLength(1);
  });
});

test.each([
  [{ kind, metadata: '' } as const, /ignores an empty metadata/],
  [{ kind, name: '' } as const, /ignores an empty name/],
  [{ kind } as const, /nothing to keep/],
  [{ kind, attributes: {} } as const, /nothing to keep/],
])('what cannot be kept is told: %j', (kept, why) => {
  expect(whyNotToKeep(kept)).toMatch(why);
});

test('a value, a deleted attribute and a space can be kept', () => {
  expect(whyNotToKeep({ kind, metadata: ' ' })).toBeUndefined();
  expect(whyNotToKeep({ kind, attributes: { a: '' } })).toBeUndefined();
});

test('of an older order remains what the newer one does not name', () => {
  const older = { kind, metadata: 'm', permissions: permissions(), attributes: { a: '1', b: '2' } } as const;
  expect(leftToKeep(older, { kind, metadata: 'x', attributes: { a: '' } })).toEqual({
    kind,
    permissions: speaker,
    attributes: { b: '2' },
  });
  expect(leftToKeep({ kind, name: 'n' }, { kind, name: 'x' })).toBeUndefined();
});
