import { describe, expect, it } from 'vitest';
import type { StandingOrder } from '../../../../../electron/contract/changes.ts';
import { orderKeeping } from '../../../../../renderer/editing/keep/keep-order.ts';
import { alsoKept, keepsValue, keptWords, whyNotKept } from '../../../../../renderer/editing/keep/keep-words.ts';

const place = { profileId: 'p1', room: 'a', identity: 'bob' };
const order = (given: Partial<StandingOrder> = {}): StandingOrder => ({
  ...place,
  id: 'o1',
  order: { kind: 'keepInForce', metadata: 'x', name: 'n' },
  startedAtMs: 0,
  untilMs: undefined,
  state: 'active',
  events: [],
  trouble: '',
  ...given,
});

describe('keep in force', () => {
  it('finds the active order of a field', () => {
    const others = [order({ identity: 'eve' }), order({ state: 'ended' }), order({ order: { kind: 'removeOnReturn' } })];
    expect(orderKeeping(others, place, 'metadata')).toBeUndefined();
    const kept = order();
    expect(orderKeeping([...others, kept], place, 'metadata')).toBe(kept);
    expect(orderKeeping([kept], place, 'attributes')).toBeUndefined();
  });

  it('says what it did, and what else ends with it', () => {
    expect(keptWords(order())).toMatch(/while this console runs\. Not needed yet\.$/);
    expect(keptWords(order({ events: [{ atMs: 0, kind: 'applied', text: 'Applied: metadata.' }, { atMs: 1, kind: 'left', text: '' }] }))).toMatch(/: Applied: metadata\.$/);
    expect(alsoKept({ kind: 'keepInForce', metadata: 'x', name: 'n' }, 'metadata')).toEqual(['name']);
  });

  it('knows what cannot be kept, and whether it keeps the live value', () => {
    expect(whyNotKept({ metadata: '' })).toMatch(/ignores/);
    expect(whyNotKept({ attributes: {} })).toMatch(/no attributes/);
    expect(whyNotKept({ name: ' ' })).toBeUndefined();
    const kept = { kind: 'keepInForce', attributes: { a: '1', b: '2' } } as const;
    expect(keepsValue(kept, 'attributes', { attributes: { b: '2', a: '1' } })).toBe(true);
    expect(keepsValue(kept, 'attributes', { attributes: { a: '1' } })).toBe(false);
  });
});
